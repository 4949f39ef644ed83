# SPDX-License-Identifier: EUPL-1.2
"""The pipelines of both forges are valid, need no secret, and run what exists."""

import fnmatch
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest
import yaml

from building import build
from conftest import FIXTURE
from escales.reports import FORMATS

REPOSITORY = Path(__file__).parents[1]
GITLAB, GITHUB = ".gitlab-ci.yml", ".github/workflows/ci.yml"
CONTENT = {"stories", "schemes", "docs"}  # of docs/, only what no test reads: see below

# https://docs.gitlab.com/ci/variables/predefined_variables/
KNOWN = {"CI_PROJECT_DIR", "CI_PIPELINE_SOURCE", "CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH"}
KNOWN |= {"CI_PAGES_URL", "CI_PAGES_DOMAIN", "CI_PROJECT_ID", "CI_PROJECT_URL", "CI_PROJECT_PATH"}
KNOWN |= {"CI_PROJECT_ROOT_NAMESPACE", "CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_IID"}
KNOWN |= {"CI_JOB_ID", "CI_MERGE_REQUEST_DIFF_BASE_SHA"}
# https://docs.github.com/actions/reference/workflows-and-actions/variables
KNOWN |= {"GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"}


def text(pipeline: str) -> str:
    return (REPOSITORY / pipeline).read_text(encoding="utf-8")


def read(pipeline: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(text(pipeline))
    return told


def jobs(pipeline: str) -> dict[str, Any]:
    told = read(pipeline)
    return told.get("jobs") or {k: v for k, v in told.items() if "script" in v}


def commands(pipeline: str) -> Iterator[str]:
    for job in jobs(pipeline).values():
        script = job.get("script", [])
        yield from [script] if isinstance(script, str) else script
        yield from (step["run"] for step in job.get("steps", []) if "run" in step)


@pytest.mark.parametrize(
    ("schema", "pipeline"), [("gitlab-ci", GITLAB), ("github-workflows", GITHUB)]
)
def test_a_pipeline_fits_the_schema_of_its_forge(schema: str, pipeline: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    told = subprocess.run(
        [*command, pipeline], cwd=REPOSITORY, check=False, capture_output=True, text=True
    )

    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("pipeline", [GITLAB, GITHUB])
def test_every_command_and_variable_of_a_pipeline_exists(pipeline: str) -> None:
    makefile = text("Makefile").replace("$(BIN)", ".venv/bin")
    lines = list(commands(pipeline))

    assert lines
    for line in lines:
        for target in re.findall(r"\bmake (\S+)", line):
            assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target
        for script in re.findall(r"(?<!\S)\.ci/[\w.-]+", line):
            assert (REPOSITORY / script).is_file(), script
            called = line.startswith(script)
            assert not called or (REPOSITORY / script).stat().st_mode & 0o111, script
        for form in re.findall(r"escales check --format (\w+)", line):
            assert form in FORMATS
    named = set(re.findall(r"\$\{?([A-Z_]+)", text(pipeline)))
    made = set(re.findall(r"^\s*(?:- )?([A-Z_]+)[:=]", text(pipeline), re.MULTILINE))
    assert named <= KNOWN | made


@pytest.mark.parametrize("pipeline", [GITLAB, GITHUB])
def test_a_proposal_needs_no_secret_and_no_action_of_a_stranger(pipeline: str) -> None:
    told = text(pipeline)

    assert "secrets." not in told
    assert "pull_request_target" not in told
    assert "TOKEN" not in told
    assert all(action.startswith("actions/") for action in re.findall(r"uses: (\S+)", told))


def test_only_what_publishes_may_write() -> None:
    github = read(GITHUB)

    assert github["permissions"] == {"contents": "read"}
    assert [name for name, job in github["jobs"].items() if "permissions" in job] == ["publish"]
    assert github["jobs"]["publish"]["if"] == "github.event_name == 'push'"
    assert all(
        step["with"]["persist-credentials"] is False
        for name, job in github["jobs"].items()
        for step in job["steps"]
        if name != "publish" and str(step.get("uses")).startswith("actions/checkout")
    )


def test_what_is_published_comes_from_no_cache() -> None:
    """A proposal may write in a cache whatever it likes."""
    assert jobs(GITLAB)["pages"]["cache"] == []
    assert not any("cache" in str(s.get("uses")) for s in jobs(GITHUB)["publish"]["steps"])


def test_gitlab_gets_its_reports_even_when_the_check_fails() -> None:
    check = jobs(GITLAB)["check"]
    made = dict(re.findall(r"--format (\w+) --output (\S+)", "\n".join(check["script"])))

    assert check["artifacts"]["when"] == "always"
    assert check["artifacts"]["reports"] == {
        "codequality": made["gitlab"],
        "junit": made["junit"],
    }
    assert check["script"][-1] == "make check"  # which fails
    assert check["rules"][-1] == {"when": "on_success"}  # on the default branch too


def test_one_job_of_github_tells_whether_all_is_well() -> None:
    """A job that is skipped passes a required check: only `done` is to be required."""
    done = jobs(GITHUB)["done"]

    assert done["if"] == "always()"
    assert set(done["needs"]) == set(jobs(GITHUB)) - {"done", "publish"}


def test_the_fast_path_is_for_content_alone() -> None:
    """Whatever stands beside the content has the tests run on GitLab, as `.ci/changes` does."""
    rules = jobs(GITLAB)["test"]["rules"]
    ignored = [line.strip("/") for line in text(".gitignore").split()]
    folders = {
        path.name
        for path in REPOSITORY.iterdir()
        if path.is_dir()
        and path.name != ".git"
        and not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    }
    top, below, pages, deeper = rules[1]["changes"]
    read_by_tests = {path.name for path in (REPOSITORY / "docs").iterdir() if path.is_dir()}

    assert rules[0] == {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}
    assert top == "*"
    assert re.fullmatch(r"\{.*\}/\*\*/\*", below)
    assert set(below[1 : below.index("}")].split(",")) >= folders - CONTENT
    assert folders >= CONTENT
    assert pages == "docs/*"
    assert set(re.findall(r"[\w-]+", deeper[6:-6])) == read_by_tests - {"collectivites"}


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (["stories/un.md", "docs/collectivites/é t.md", "schemes/x/kit/y.md"], "false"),
        (["docs/licences.md"], "true"),
        (["stories/un.md", "Makefile"], "true"),
        (["hooks/escales/read.py"], "true"),
        (["autre/docs/x.md"], "true"),
        ([], "true"),
    ],
)
def test_a_change_of_code_is_told_from_a_change_of_content(
    paths: list[str], code: str, tmp_path: Path
) -> None:
    commit(tmp_path, paths)

    assert changes(tmp_path, "HEAD^1") == f"code={code}\n"
    assert changes(tmp_path) == "code=true\n"
    assert changes(tmp_path, "nowhere") == "code=true\n"


def test_what_moves_from_the_code_to_the_content_is_a_change_of_code(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "module.py").write_text("x" * 200, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "base")
    (tmp_path / "docs").mkdir()
    git(tmp_path, "mv", "module.py", "docs/module.py")
    git(tmp_path, "commit", "--quiet", "--message", "move")

    assert changes(tmp_path, "HEAD^1") == "code=true\n"


def commit(folder: Path, paths: list[str]) -> None:
    """Make a repository whose last commit adds some files."""
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "base")
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "change")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Essai", "-c", "user.email=essai@example.org"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True)


def changes(folder: Path, *arguments: str) -> str:
    command = [str(REPOSITORY / ".ci/changes"), *arguments]
    told = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return told.stdout


def test_a_previewed_site_is_read_from_its_files(tmp_path: Path) -> None:
    """Neither an archive nor the forges know that `x/` is `x/index.html`."""
    site = tmp_path / "site"
    assert build(site, FIXTURE, ESCALES_RECHERCHE="non").returncode == 0
    command = [sys.executable, str(REPOSITORY / ".ci/preview.py"), str(site)]
    subprocess.run(command, check=True)

    links = [
        (page, link)
        for page in site.rglob("*.html")
        if page.name != "404.html"  # its addresses begin at the root of the site
        for link in re.findall(r'\shref="([^":]*)"', page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 500
    for page, link in links:
        path = unquote(urldefrag(link).url.partition("?")[0])
        assert not path or (page.parent / path).is_file(), f"{page}: {link}"
    home = (site / "index.html").read_text(encoding="utf-8")
    assert '/recits/premier/index.html"' in home
    assert 'dispositifs/renfort/index.html#les-etapes"' in home


def test_the_link_to_a_preview_is_markdown() -> None:
    command = [str(REPOSITORY / ".ci/preview-link"), "https://forge.example/1", "recits/index.html"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout

    assert told.startswith("### Le site de cette proposition\n\n[")
    assert "](https://forge.example/1)" in told
    assert "« recits/index.html »".replace(" ", "\u00a0") in told


@pytest.mark.parametrize(
    ("paths", "page"),
    [
        (["Makefile", "stories/2026/été.md", "stories/x.md"], "recits/été/index.html"),
        (["schemes/a/index.md"], "dispositifs/a/index.html"),
        (["docs/contribuer/index.md"], "contribuer/index.html"),
        (["stories/gone.md", "docs/a-propos.md"], "a-propos/index.html"),
        (["hooks/escales/read.py"], "index.html"),
        ([], "index.html"),
    ],
)
def test_a_preview_opens_at_the_first_page_that_changed(
    paths: list[str], page: str, tmp_path: Path
) -> None:
    commit(tmp_path, paths)
    (tmp_path / "site" / page).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "site" / page).write_text("<a href='.'>x</a>", encoding="utf-8")
    command = [sys.executable, str(REPOSITORY / ".ci/preview.py"), "site"]

    for base, expected in (("HEAD^1", page), ("nowhere", "index.html")):
        told = subprocess.run(
            [*command, base], cwd=tmp_path, check=True, capture_output=True, text=True
        )
        assert told.stdout == expected
