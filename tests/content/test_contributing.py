# SPDX-License-Identifier: EUPL-1.2
"""CONTRIBUTING.md, followed by someone new: its own commands, from the clone to the push."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from escales.problems.problem import Notes
from escales.reading.body import read_body
from escales.schema.sections import STORY_OUTLINE

REPOSITORY = Path(__file__).parents[2]
CONTRIBUTING = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
TEMPLATES = (".gitlab/merge_request_templates/Default.md", ".github/PULL_REQUEST_TEMPLATE.md")
NOT_COPIED = (".git", ".venv", ".cache", "build", "site", "__pycache__", ".*_cache", ".coverage*")

WRITE = r"""
import pathlib, re
story = pathlib.Path("stories/trois-jours-au-guichet-pour-voir.md")
text = story.read_text(encoding="utf-8")
story.write_text(re.sub("^> .*$", "Voilà.", text, flags=re.M), encoding="utf-8")
"""


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run commands as a person types them in a shell, who stops at the first that fails."""
    environment = {
        **os.environ,
        "HOME": str(folder),  # git reads no habit of whoever runs the tests
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONPATH": str(REPOSITORY / "hooks"),
    }
    shell = ["bash", "-euxc", command]
    return subprocess.run(
        shell,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a bare repository, `depot.git`, that holds what this one does."""
    folder = tmp_path_factory.mktemp("forge")
    ignored = shutil.ignore_patterns(*NOT_COPIED)
    for path in REPOSITORY.iterdir():
        if path.name == "tests" or ignored("", [path.name]):
            continue  # the tests are not needed to contribute
        copy = shutil.copytree if path.is_dir() else shutil.copy2
        (folder / "all").mkdir(exist_ok=True)
        copy(path, folder / "all" / path.name)
    done = run(
        "cd all && git init -q -b main && git add -A"
        " && git -c user.name=x -c user.email=x@x.example commit -qm Début"
        " && cd .. && git clone -q --bare all depot.git",
        folder,
    )
    assert done.returncode == 0, done.stderr
    return folder


def commands() -> list[str]:
    """Return the blocks of commands of the part on git, in their order."""
    part = CONTRIBUTING.split("## Avec git, sur votre ordinateur")[1].split("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", part, re.DOTALL)


def test_its_commands_lead_from_the_clone_to_a_proposal_that_passes(shared: Path) -> None:
    """Only installing is left out: the commands of the environment are already here."""
    clone, check, new, push = commands()
    assert (check, "escales new story" in new, "git push" in push) == ("make check\n", True, True)
    installed = (
        "mkdir -p .venv/bin && touch .venv/bin/.installed && cat > .venv/bin/escales <<'END'\n"
        f'#!/bin/sh\nexec {sys.executable} -m escales "$@"\nEND\nchmod +x .venv/bin/escales\n'
    )
    writing = f"{sys.executable} - <<'END'\n{WRITE}\nEND\n"
    steps = [clone.replace("ADRESSE-DU-DEPOT", f"{shared}/depot.git"), installed, check, new]

    before = run("".join(steps) + ".venv/bin/escales check", shared)
    shutil.rmtree(shared / "escales")
    done = run("".join([*steps, writing, push]), shared)

    assert before.returncode == 1
    assert before.stdout.count("Cette ligne pose une question") == len(STORY_OUTLINE.required)
    assert done.returncode == 0, done.stderr
    proposed = run(
        "git -C depot.git log -1 --format='%an <%ae>' --name-only recit-au-guichet", shared
    )
    assert proposed.stdout.split("\n") == [
        "Une plume <plume@noreply.example>",
        "",
        "stories/trois-jours-au-guichet-pour-voir.md",
        "",
    ]


def ticked(text: str) -> list[str]:
    return re.findall(r"^- \[ \] (.*)$", text, re.MULTILINE)


def test_both_forges_and_the_guide_give_the_same_list_to_tick() -> None:
    lists = [ticked((REPOSITORY / path).read_text(encoding="utf-8")) for path in TEMPLATES]

    assert lists[0] == lists[1] == ticked(CONTRIBUTING)
    assert len(lists[0]) >= 6


@pytest.mark.parametrize("path", ["CONTRIBUTING.md", *TEMPLATES])
def test_every_link_and_file_that_it_names_exists(path: str) -> None:
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    named = re.findall(r"\]\((?!https:)([^)#]*)", text)
    named += re.findall(r"`((?:stories|schemes|docs|hooks|tests)/[^`]*)`", text)

    assert [name for name in named if not (REPOSITORY / name).exists()] == []
    for page, anchor in re.findall(r"\]\(([^)#]+\.md)#([^)]*)\)", text):
        linked = (REPOSITORY / page).read_text(encoding="utf-8")
        assert anchor in read_body(linked.split("\n---\n", 1)[1], 1, Notes(page)).ids


@pytest.mark.parametrize("path", ["CONTRIBUTING.md", *TEMPLATES])
def test_its_typography_is_french(path: str) -> None:
    text = re.sub(
        r"```.*?```|`[^`]*`|<!--|-->",
        "",
        (REPOSITORY / path).read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )

    assert re.findall(r".{8} [:;?!»].{8}|.{8}« .{8}|\w'\w", text) == []
