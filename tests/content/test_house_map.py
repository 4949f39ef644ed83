# SPDX-License-Identifier: EUPL-1.2
"""The map of the house, `hooks/README.md`, is true: whoever follows it arrives somewhere."""

import re
from pathlib import Path

REPOSITORY = next(above for above in Path(__file__).parents if (above / "mkdocs.yml").is_file())
ENGINE = REPOSITORY / "hooks/escales"
MAP = (REPOSITORY / "hooks/README.md").read_text(encoding="utf-8")
PATH = re.compile(r"`([\w./-]+(?:/|\.\w+))`")
LINK = re.compile(r"\]\(([^)]+)\)")
WING = re.compile(r"^\| \[(\w+)\]\(escales/\1\) \|", re.MULTILINE)
EXAMPLES = {"stories/x.md"}
SCREENS, LINES, COLUMNS = 2, 50, 100


def test_every_path_that_the_map_names_leads_somewhere() -> None:
    paths = set(PATH.findall(MAP)) - EXAMPLES
    linked = set(LINK.findall(MAP))

    assert len(paths) > 30
    assert {path for path in paths if not _exists(path)} == set()
    assert {path for path in linked if not (REPOSITORY / "hooks" / path).exists()} == set()


def _exists(path: str) -> bool:
    return (ENGINE / path).exists() or (REPOSITORY / path).exists()


def test_every_wing_is_on_the_map_and_the_reverse() -> None:
    wings = {path.parent.name for path in ENGINE.glob("*/__init__.py")}

    assert sorted(WING.findall(MAP)) == sorted(wings)


def test_the_map_names_twelve_requests() -> None:
    changes = MAP.partition("## Where to change what")[2].partition("\n## ")[0]

    assert len(re.findall(r"^- \*\*", changes, re.MULTILINE)) == 12


def test_the_map_fits_on_two_screens() -> None:
    lines = MAP.splitlines()

    assert len(lines) <= SCREENS * LINES
    assert [line for line in lines if len(line) > COLUMNS] == []
