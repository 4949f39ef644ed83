# SPDX-License-Identifier: EUPL-1.2
"""The pipelines of a new site: valid, without secret, and no publication waits for a test."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from building import REPOSITORY
from escales.commands.init.files import TEMPLATE
from escales.problems.reports import FORMATS

GITLAB, GITHUB, FORGEJO = "gitlab-ci.yml", "github.yml", "forgejo.yml"
ALL = (GITLAB, GITHUB, FORGEJO)
ACTIONS = (GITHUB, FORGEJO)
OURS = (".gitlab-ci.yml", ".github/workflows/ci.yml")
LINTED = (  # with the release, which no proposal can start
    *(REPOSITORY / ".github/workflows" / name for name in ("ci.yml", "release.yml")),
    *(TEMPLATE / name for name in ACTIONS),
)
IMAGE = re.compile(r"^ *(?:image|container): *(python\S+)$", re.MULTILINE)
PUBLISHING = {GITLAB: "pages", GITHUB: "publish", FORGEJO: "publish"}
SCHEMAS = {GITLAB: "gitlab-ci", GITHUB: "github-workflows", FORGEJO: "github-workflows"}


def text(pipeline: str) -> str:
    return (TEMPLATE / pipeline).read_text(encoding="utf-8")


def read(pipeline: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.load(text(pipeline), yaml.BaseLoader)  # noqa: S506  # makes text only
    return told


def jobs(pipeline: str) -> dict[str, Any]:
    told = read(pipeline)
    return told.get("jobs") or {k: v for k, v in told.items() if "script" in v}


def commands(pipeline: str) -> Iterator[str]:
    for job in jobs(pipeline).values():
        yield from job.get("script", [])
        yield from (step["run"] for step in job.get("steps", []) if "run" in step)


@pytest.mark.parametrize("pipeline", ALL)
def test_it_fits_the_schema_of_its_forge(pipeline: str) -> None:
    schema = f"vendor.{SCHEMAS[pipeline]}"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    told = subprocess.run(
        [*command, str(TEMPLATE / pipeline)], check=False, capture_output=True, text=True
    )

    assert told.returncode == 0, told.stdout


@pytest.mark.parametrize("pipeline", ALL)
def test_publishing_waits_for_nothing(pipeline: str) -> None:
    """Neither for a test of the engine, nor for another job: a withdrawal must go out."""
    publishing = jobs(pipeline)[PUBLISHING[pipeline]]

    assert not publishing.get("needs")
    assert pipeline != GITLAB or publishing["needs"] == []  # else it waits for the stages before
    assert not [line for line in commands(pipeline) if re.search("make test|pytest", line)]
    assert any("make site" in line for line in commands(pipeline))


@pytest.mark.parametrize("pipeline", ALL)
def test_neighbours_are_read_before_the_site_is_made(pipeline: str) -> None:
    """In what publishes alone: a proposal has no need of them, and asks nobody anything."""
    job = jobs(pipeline)[PUBLISHING[pipeline]]
    lines = [*job.get("script", []), *(step.get("run", "") for step in job.get("steps", []))]

    assert lines.index("make gather") < lines.index("make site")
    assert sum("gather" in line for line in commands(pipeline)) == 1


@pytest.mark.parametrize("pipeline", ALL)
def test_what_it_runs_exists(pipeline: str) -> None:
    makefile = text("Makefile").replace("$(BIN)", ".venv/bin")

    for line in commands(pipeline):
        for target in re.findall(r"\bmake (\S+)", line):
            assert re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE), target
        for form in re.findall(r"escales check .*--format (\w+)", line):
            assert form in FORMATS


@pytest.mark.parametrize("pipeline", ALL)
def test_what_a_proposal_put_among_the_libraries_is_never_run(pipeline: str) -> None:
    for name, job in jobs(pipeline).items():
        before = read(pipeline).get("default", {}).get("before_script", [])
        lines = [*before, *job.get("script", [])]
        lines += [step["run"] for step in job.get("steps", []) if "run" in step]
        made = [place for place, line in enumerate(lines) if "make" in line]
        assert not made or "rm -rf .venv" in lines[: made[0]], name


@pytest.mark.parametrize("pipeline", ALL)
def test_it_keeps_no_secret_and_no_cache(pipeline: str) -> None:
    told = text(pipeline)

    assert "secrets." not in told
    assert "cache:" not in told
    assert "actions/cache" not in told
    assert "pull_request_target" not in told
    assert "workflow_run" not in told


@pytest.mark.parametrize("pipeline", ALL)
def test_its_images_and_actions_are_those_that_this_repository_uses(pipeline: str) -> None:
    """By their fingerprints: they are renewed together."""
    ours = "".join((REPOSITORY / path).read_text(encoding="utf-8") for path in OURS)
    images = re.findall(r"python:\S+", text(pipeline))
    actions = re.findall(r"uses: (.*)", text(pipeline))

    assert images
    assert set(images) == set(IMAGE.findall(ours))
    assert set(actions) <= set(re.findall(r"uses: (.*)", ours))
    assert pipeline != FORGEJO or not actions  # its image has no Node.js to run them


@pytest.mark.parametrize("pipeline", ACTIONS)
def test_only_what_publishes_may_write(pipeline: str) -> None:
    told = read(pipeline)
    publish = told["jobs"]["publish"]

    assert told["permissions"] == {"contents": "read"}
    assert [name for name, job in told["jobs"].items() if "permissions" in job] == ["publish"]
    assert publish["if"].startswith("github.event_name != 'pull_request'")
    assert set(told["on"]) == {"pull_request", "push", "schedule"}
    assert told["on"]["push"] == {"branches": ["main"]}
    for job in told["jobs"].values():
        for step in job["steps"]:
            if str(step.get("uses")).startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] == "false"


def test_one_job_of_github_tells_whether_all_is_well() -> None:
    """A job that is skipped passes a required check: only `done` is to be required."""
    assert set(jobs(GITHUB)["done"]["needs"]) == set(jobs(GITHUB)) - {"done", "publish"}


def test_gitlab_publishes_the_main_branch_and_nothing_else() -> None:
    main_branch = {"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}

    assert jobs(GITLAB)["pages"]["rules"] == [main_branch]
    assert [name for name, job in jobs(GITLAB).items() if "public" in str(job)] == ["pages"]


@pytest.mark.parametrize("pipeline", ACTIONS)
def test_what_others_wrote_in_a_proposal_never_becomes_a_command(pipeline: str) -> None:
    assert [line for line in commands(pipeline) if "${{" in line] == []


def lint(pipeline: Path) -> tuple[int, str]:
    """Return the exit code of zizmor, and what it says; it asks nothing of any network."""
    zizmor = Path(sys.executable).with_name("zizmor")
    told = subprocess.run(
        [zizmor, "--offline", "--no-config", "--strict-collection", "--quiet", pipeline],
        check=False,
        capture_output=True,
        text=True,
    )
    return told.returncode, told.stdout + told.stderr


@pytest.mark.parametrize("pipeline", LINTED, ids=lambda path: path.name)
def test_who_attacks_pipelines_finds_no_way_in(pipeline: Path) -> None:
    code, told = lint(pipeline)

    assert code == 0, told


@pytest.mark.parametrize("pipeline", ACTIONS)
@pytest.mark.parametrize(
    ("sound", "open_", "fault"),
    [
        ("run: make site", 'run: echo "${{ github.event.issue.title }}"', "template-injection"),
        ("  pull_request:", "  pull_request_target:", "dangerous-triggers"),
        ("  contents: read", "  contents: write", "excessive-permissions"),
    ],
)
def test_the_linter_finds_the_ways_in(
    pipeline: str, sound: str, open_: str, fault: str, tmp_path: Path
) -> None:
    """Else its silence would prove nothing."""
    changed = text(pipeline).replace(sound, open_, 1)
    assert changed != text(pipeline)
    (tmp_path / "site.yml").write_text(changed, encoding="utf-8")

    code, told = lint(tmp_path / "site.yml")
    assert code > 10  # 11 and above tell the gravity; below, that it did not lint
    assert f"[{fault}]" in told


def test_the_container_is_made_of_an_image_named_by_its_fingerprint() -> None:
    (image,) = re.findall(r"^FROM (\S+)$", text("Containerfile"), re.MULTILINE)

    assert re.fullmatch(r"docker\.io/library/nginx:\d+\.\d+\.\d+-alpine@sha256:[0-9a-f]{64}", image)


def test_the_page_for_maintainers_gives_the_files_of_servers_as_they_are() -> None:
    page = Path(REPOSITORY / "docs/maintenir/heberger.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)

    for name in ("nginx.conf", "apache.conf", "Containerfile"):
        assert text(name) in blocks, name


@pytest.mark.parametrize("pipeline", ALL)
def test_a_night_warns_of_the_agreements_to_ask_again(pipeline: str) -> None:
    """It shows by itself, and keeps nothing from being published."""
    night = jobs(pipeline)["agreements"]
    lines = [*night.get("script", []), *(step.get("run", "") for step in night.get("steps", []))]

    assert lines[-1] == ".venv/bin/escales consents --soon 30"
    assert "schedule" in str(night.get("if") or night.get("rules"))
