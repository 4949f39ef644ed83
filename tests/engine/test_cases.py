# SPDX-License-Identifier: EUPL-1.2
"""Each file of cases/ holds a change to the fixture site, and the problems it must give."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from escales.commands.check import check_repository
from escales.mkdocs.configuration_file import read_configuration
from escales.problems.explanations import explanations

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))

# What a YAML file cannot hold: bytes and links on the disk, which test_reading.py makes, and
# sizes without measure, which test_hostile.py does.
ON_DISK = {"not-utf8", "too-big", "symlink", "unreadable", "image-format", "image-too-big"}
ON_DISK |= {
    "image-too-large",
    "image-broken",
    "image-animated",
    "image-located",
    "image-costly",
}  # see test_story_pictures.py
ON_DISK |= {"header-too-long", "too-crowded"}
ON_DISK |= {"committed-output", "linked-folder"}  # see test_own_folders.py
ON_DISK |= {"criterion-unknown", "criterion-missing", "audit-unfinished"}  # see test_statement.py


def read(path: Path) -> dict[str, Any]:
    case: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return case


def apply(case: dict[str, Any], root: Path) -> None:
    for path, text in case.get("write", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    for path, changes in case.get("change", {}).items():
        text = (root / path).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1, f"{old!r} must stand once in {path}"
            text = text.replace(old, new)
        (root / path).write_text(text, encoding="utf-8")
    for old, new in case.get("rename", {}).items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)
    for old, new in case.get("copy", {}).items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / old, root / new)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_gives_exactly_its_problems(path: Path, root: Path) -> None:
    """One cause gives one message, at its line; several causes are all told in one run."""
    case = read(path)
    apply(case, root)

    problems = check_repository(root, read_configuration(root / "mkdocs.yml"))

    assert [str(problem).replace("\u00a0", " ") for problem in problems] == case["problems"]
    assert sorted({problem.code for problem in problems}) == sorted(case.get("codes", []))


def test_every_code_has_its_case() -> None:
    """A sentence that no case shows is a sentence that nobody has read."""
    shown = {code for path in CASES for code in read(path).get("codes", [])}

    assert shown | ON_DISK == set(explanations())
    assert not shown & ON_DISK


def test_the_fixture_site_is_right(root: Path) -> None:
    """The cases start from a site without any problem."""
    assert check_repository(root, read_configuration(root / "mkdocs.yml")) == []
