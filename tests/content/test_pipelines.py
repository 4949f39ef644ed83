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
from escales.problems.reports import FORMATS
from in_git import git

REPOSITORY = Path(__file__).parents[2]
GITLAB, GITHUB = ".gitlab-ci.yml", ".github/workflows/ci.yml"
RELEASE = ".github/workflows/release.yml"
CONTENT = {"stories", "schemes", "docs"}  # of docs/, only what no test reads: see below

# https://docs.gitlab.com/ci/variables/predefined_variables/
KNOWN = {"CI_PROJECT_DIR", "CI_PIPELINE_SOURCE", "CI_COMMIT_BRANCH", "CI_DEFAULT_BRANCH"}
KNOWN |= {"CI_PAGES_URL", "CI_PAGES_DOMAIN", "CI_PROJECT_ID", "CI_PROJECT_URL", "CI_PROJECT_PATH"}
KNOWN |= {"CI_PROJECT_ROOT_NAMESPACE", "CI_MERGE_REQUEST_PROJECT_ID", "CI_MERGE_REQUEST_IID"}
KNOWN |= {"CI_JOB_ID", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_COMMIT_REF_PROTECTED"}
KNOWN |= {"CI_API_V4_URL", "CI_JOB_TOKEN"}  # of the job alone, and of no use after it
# https://docs.github.com/actions/reference/workflows-and-actions/variables
KNOWN |= {"GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_REF_NAME", "CI_COMMIT_TAG"}
KNOWN |= {"ESCALES_RECITS_FAUTIFS"}  # a variable of the project, on both forges


def text(pipeline: str) -> str:
    return (REPOSITORY / pipeline).read_text(encoding="utf-8")


def read(pipeline: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(text(pipeline))
    return told


def triggers() -> dict[str, Any]:
    """Return what starts the pipeline of GitHub: YAML 1.1 takes its key « on » for a truth."""
    told: dict[Any, Any] = yaml.safe_load(text(GITHUB))
    started: dict[str, Any] = told[True]
    return started


def jobs(pipeline: str) -> dict[str, Any]:
    told = read(pipeline)
    return told.get("jobs") or {k: v for k, v in told.items() if "script" in v}


def commands(pipeline: str) -> Iterator[str]:
    for job in jobs(pipeline).values():
        script = job.get("script", [])
        yield from [script] if isinstance(script, str) else script
        yield from (step["run"] for step in job.get("steps", []) if "run" in step)


@pytest.mark.parametrize(
    ("schema", "pipeline"),
    [("gitlab-ci", GITLAB), ("github-workflows", GITHUB), ("github-workflows", RELEASE)],
)
def test_a_pipeline_fits_the_schema_of_its_forge(schema: str, pipeline: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    told = subprocess.run(
        [*command, pipeline], cwd=REPOSITORY, check=False, capture_output=True, text=True
    )

    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("pipeline", [GITLAB, GITHUB, RELEASE])
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
    named = set(re.findall(r"\$\{?([A-Z][A-Z0-9_]+)", text(pipeline)))
    made = set(re.findall(r"^\s*(?:- )?([A-Z_]+)[:=]", text(pipeline), re.MULTILINE))
    assert named <= KNOWN | made


@pytest.mark.parametrize("pipeline", [GITLAB, GITHUB])
def test_a_proposal_needs_no_secret_and_no_action_of_a_stranger(pipeline: str) -> None:
    told = text(pipeline)

    assert "secrets." not in told
    assert "pull_request_target" not in told
    assert "workflow_run" not in told  # it runs with the rights of the main branch
    release = told.partition("\nrelease:\n")[2]  # it runs at a tag, which no proposal can set
    assert told.count("TOKEN") == release.count('"JOB-TOKEN: $CI_JOB_TOKEN"') * 2
    assert all(action.startswith("actions/") for action in re.findall(r"uses: (\S+)", told))


def test_every_action_is_named_by_its_commit() -> None:
    """A tag may be moved to other code; the comment is for people, and for Dependabot."""
    used = re.findall(r"uses: (.*)", text(GITHUB) + text(RELEASE))

    assert used
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used)
    versions = {one.partition("@")[0]: set[str]() for one in used}
    for one in used:
        versions[one.partition("@")[0]].add(one)
    assert all(len(found) == 1 for found in versions.values())


def test_the_proposals_of_dependabot_follow_its_schema() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.dependabot"]
    told = subprocess.run(
        [*command, ".github/dependabot.yml"],
        cwd=REPOSITORY,
        check=False,
        capture_output=True,
        text=True,
    )

    assert told.returncode == 0, told.stdout


def test_what_others_wrote_in_a_proposal_never_becomes_a_command() -> None:
    """A title or the name of a branch, put in a script by GitHub, would be read by the shell."""
    for line in commands(GITHUB):
        found = re.findall(r"\$\{\{(.*?)\}\}", line)
        assert all("github.event_name" in one and "github.event." not in one for one in found)


def test_only_what_publishes_may_write() -> None:
    github = read(GITHUB)

    assert github["permissions"] == {"contents": "read"}
    assert [name for name, job in github["jobs"].items() if "permissions" in job] == ["publish"]
    assert github["jobs"]["publish"]["if"] == "github.event_name != 'pull_request'"
    assert github["jobs"]["publish"]["permissions"]["contents"] == "read"
    assert set(triggers()) == {"pull_request", "push", "schedule"}
    assert triggers()["push"] == {"branches": ["main"]}


def test_no_step_keeps_the_right_to_write_in_the_repository() -> None:
    checkouts = [
        step
        for job in jobs(GITHUB).values()
        for step in job["steps"]
        if str(step.get("uses")).startswith("actions/checkout")
    ]

    assert len(checkouts) >= 6
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_gitlab_publishes_the_main_branch_and_nothing_else() -> None:
    told = read(GITLAB)
    main_branch = {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}

    assert told["pages"]["rules"] == [main_branch]
    assert [name for name, job in jobs(GITLAB).items() if "public" in str(job)] == ["pages"]
    assert told["workflow"]["rules"] == [
        {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'},
        main_branch,  # a scheduled run of it too
        {"if": "$CI_COMMIT_TAG =~ /^v/"},
    ]


def test_a_tag_publishes_the_offline_copy_and_nothing_that_a_proposal_made() -> None:
    """Only the job of the release may write, at a tag, which no proposal can set."""
    gitlab, github = read(GITLAB), read(RELEASE)
    (steps,) = (job["steps"] for job in github["jobs"].values())
    started = yaml.load(text(RELEASE), yaml.BaseLoader)["on"]  # noqa: S506  # it makes text only

    assert started == {"push": {"tags": ["v*"]}}
    assert github["permissions"] == {"contents": "read"}
    assert github["jobs"]["release"]["permissions"] == {"contents": "write"}
    assert "secrets." not in text(RELEASE)
    assert steps[0]["with"] == {"persist-credentials": False}
    assert not any("cache" in str(step.get("uses")) for step in steps)
    for job in ("offline", "release"):
        assert gitlab[job]["rules"] == [{"if": "$CI_COMMIT_TAG =~ /^v/"}]
        assert gitlab[job]["cache"] == []
    assert "make offline" in gitlab["offline"]["script"]
    assert gitlab["release"]["needs"] == ["offline"]
    assert "make offline" in [step.get("run") for step in steps]


def test_a_version_holds_a_link_to_its_offline_copy() -> None:
    """What curl sends is what GitLab's interface of releases takes.

    https://docs.gitlab.com/api/releases/#create-a-release
    """
    release = read(GITLAB)["release"]["script"]
    sent = dict(re.findall(r'--data-urlencode "([^"=]+)=([^"]*)"', release[1]))

    assert release[1].startswith("curl --fail-with-body ")
    assert release[1].endswith('"$CI_API_V4_URL/projects/$CI_PROJECT_ID/releases"')
    assert sent == {
        "tag_name": "$CI_COMMIT_TAG",
        "name": "Escales $CI_COMMIT_TAG",
        "description": "Le site en une archive, à ouvrir sans serveur ; LISEZ-MOI.txt dit comment.",
        "assets[links][][name]": "escales-hors-ligne.zip",
        "assets[links][][url]": "$ARCHIVE",
    }


def test_every_image_is_the_same_and_named_by_its_fingerprint() -> None:
    """A tag may hold something else tomorrow, in the very job that publishes."""
    images = re.findall(r"^ *(?:image|container): *(\S+)$", text(GITLAB), re.MULTILINE)
    images += re.findall(r"^ *(?:image|container): *(\S+)$", text(GITHUB), re.MULTILINE)

    assert len(images) == 7
    assert len(set(images)) == 1
    assert re.fullmatch(r"python:3\.12\.\d+-bookworm@sha256:[0-9a-f]{64}", images[0])


def test_new_versions_of_actions_wait_a_week() -> None:
    (update,) = read(".github/dependabot.yml")["updates"]

    assert update["cooldown"] == {"default-days": 7}


def caches(job: str) -> dict[str, Any]:
    """Return what a job of GitHub keeps, by the beginning of its key."""
    kept = [step["with"] for step in jobs(GITHUB)[job]["steps"] if is_cache(step)]
    return {one["key"].partition("-$")[0]: one for one in kept}


def is_cache(step: dict[str, Any]) -> bool:
    return "cache" in str(step.get("uses"))


def test_what_is_published_comes_from_no_cache_and_no_artifact() -> None:
    """Caches of protected branches are open to what a maintainer launches, proposals too.

    https://docs.gitlab.com/ci/caching/#cache-key-names, since 18.4.5.
    """
    assert jobs(GITLAB)["pages"]["cache"] == []
    assert jobs(GITLAB)["pages"]["dependencies"] == []
    assert "needs" not in jobs(GITLAB)["pages"]
    assert caches("publish") == {}
    assert "download-artifact" not in text(GITHUB)
    assert jobs(GITHUB)["publish"]["if"] == "github.event_name != 'pull_request'"
    assert triggers().keys() == {"pull_request", "push", "schedule"}  # none runs a proposal on main


def test_no_step_hangs_on_whether_a_cache_was_there() -> None:
    """It may be gone, or old, at any time."""
    assert "cache-hit" not in text(GITHUB)
    assert "fail-on-cache-miss" not in text(GITHUB)
    assert "lookup-only" not in text(GITHUB)
    kept = [path for job in jobs(GITHUB) for path in (c["path"] for c in caches(job).values())]
    assert {*kept, *read(GITLAB)["default"]["cache"]["paths"]} == {".cache/pip"}


def test_what_is_audited_was_not_brought_by_what_is_audited() -> None:
    assert jobs(GITLAB)["audit"]["cache"] == []
    assert caches("audit") == {}


def test_protected_branches_have_a_cache_of_their_own() -> None:
    assert read(GITLAB)["default"]["cache"]["key"]["prefix"] == "pip-$CI_COMMIT_REF_PROTECTED"


def test_the_site_is_made_again_without_a_commit() -> None:
    """What time alone changes must show: an agreement that ends, a vulnerability that is found."""
    github, gitlab = read(GITHUB), read(GITLAB)

    (daily,) = triggers()["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", daily["cron"])
    assert "schedule" in github["jobs"]["audit"]["if"]
    assert gitlab["audit"]["rules"][0] == {"if": '$CI_PIPELINE_SOURCE == "schedule"'}
    assert {"if": '$CI_PIPELINE_SOURCE == "schedule"'} not in gitlab["pages"]["rules"]  # by branch


def test_a_vulnerability_does_not_keep_a_story_online() -> None:
    """Publication does not wait for the audit; a proposal that changes the locks does."""
    github, gitlab = read(GITHUB)["jobs"], read(GITLAB)

    assert "audit" not in github["publish"]["needs"]
    assert "audit" in github["done"]["needs"]
    assert gitlab["audit"]["stage"] == gitlab["pages"]["stage"]
    assert gitlab["audit"]["rules"][1]["changes"] == ["*.lock", ".ci/accepted.yml"]


def test_a_night_warns_of_the_agreements_to_ask_again() -> None:
    """Neither a proposal nor the publication waits for it."""
    github, gitlab = read(GITHUB)["jobs"], read(GITLAB)
    lines = [gitlab["agreements"]["script"][-1], github["agreements"]["steps"][-1]["run"]]

    assert lines == [".venv/bin/escales consents --soon 30"] * 2
    assert gitlab["agreements"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    assert github["agreements"]["if"] == "github.event_name == 'schedule'"
    assert "agreements" not in github["publish"]["needs"]


def test_a_proposal_is_refused_for_a_bad_story_whatever_the_maintainer_chose() -> None:
    github, gitlab = read(GITHUB), read(GITLAB)
    chosen = github["env"]["ESCALES_RECITS_FAUTIFS"]

    assert chosen == (
        "${{ github.event_name != 'pull_request' && vars.ESCALES_RECITS_FAUTIFS || 'refuser' }}"
    )
    assert "make site ESCALES_RECITS_FAUTIFS=refuser" in gitlab["preview"]["script"]
    (leniency,) = (rule for rule in gitlab["check"]["rules"] if "allow_failure" in rule)
    assert leniency["if"].startswith("$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && ")
    assert "ecarter" in leniency["if"]
    assert "allow_failure" not in gitlab["check"]


def test_a_proposal_need_not_say_who_publishes_but_the_main_branch_must() -> None:
    """Else no story could be proposed before the publisher is known; nothing is published then."""
    asked = [line for line in commands(GITLAB) if "escales check" in line]
    (github,) = (line for line in commands(GITHUB) if "escales check" in line)

    assert "PROPOSAL=${CI_MERGE_REQUEST_IID:+--proposal}" in jobs(GITLAB)["check"]["script"]
    assert len(asked) == 3
    assert all(line.startswith(".venv/bin/escales check $PROPOSAL") for line in asked)
    assert "${{ github.event_name == 'pull_request' && '--proposal' || '' }}" in github


def test_no_cache_is_restored_before_committed_folders_are_refused() -> None:
    """A link there would have it written elsewhere; GitLab has `make` refuse it, as all do."""
    for name, job in jobs(GITHUB).items():
        steps = [str(step.get("uses", step.get("run"))) for step in job["steps"]]
        cached = [place for place, step in enumerate(steps) if "actions/cache" in step]
        if cached:
            assert steps.index(".ci/own-folders") < cached[0], name
            assert steps[0].startswith("actions/checkout"), name


def test_gitlab_gets_its_reports_even_when_the_check_fails() -> None:
    check = jobs(GITLAB)["check"]
    made = dict(re.findall(r"--format (\w+) --output (\S+)", "\n".join(check["script"])))

    assert check["artifacts"]["when"] == "always"
    assert check["artifacts"]["reports"] == {
        "codequality": made["gitlab"],
        "junit": made["junit"],
    }
    assert check["script"][-1] == ".venv/bin/escales check $PROPOSAL"  # which fails
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
        (["hooks/escales/reading/disk.py"], "true"),
        (["autre/docs/x.md"], "true"),
        ([], "true"),
    ],
)
def test_a_change_of_code_is_told_from_a_change_of_content(
    paths: list[str], code: str, tmp_path: Path
) -> None:
    commit(tmp_path, paths)

    assert changes(tmp_path, "HEAD^1").splitlines()[0] == f"code={code}"
    assert changes(tmp_path) == "code=true\nlocks=true\n"
    assert changes(tmp_path, "nowhere") == "code=true\nlocks=true\n"


@pytest.mark.parametrize(
    ("paths", "locks"),
    [
        (["stories/un.md"], "false"),
        (["hooks/x.lock", "pyproject.toml"], "false"),
        (["stories/un.md", "requirements.lock"], "true"),
        (["requirements-dev.lock"], "true"),
        ([".ci/accepted.yml"], "true"),
        ([], "true"),
    ],
)
def test_a_change_of_the_locked_libraries_is_told(
    paths: list[str], locks: str, tmp_path: Path
) -> None:
    commit(tmp_path, paths)

    assert changes(tmp_path, "HEAD^1").splitlines()[1] == f"locks={locks}"


def test_what_moves_from_the_code_to_the_content_is_a_change_of_code(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "module.py").write_text("x" * 200, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "base")
    (tmp_path / "docs").mkdir()
    git(tmp_path, "mv", "module.py", "docs/module.py")
    git(tmp_path, "commit", "--quiet", "--message", "move")

    assert changes(tmp_path, "HEAD^1").splitlines()[0] == "code=true"


def commit(folder: Path, paths: list[str]) -> None:
    """Make a repository whose last commit adds some files."""
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "base")
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x", encoding="utf-8")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "change")


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
        (["hooks/escales/reading/disk.py"], "index.html"),
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
