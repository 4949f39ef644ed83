# SPDX-License-Identifier: EUPL-1.2
"""The table of attacks is true: its tests, its numbers and its places exist."""

import re
from pathlib import Path

import pytest

from content.conftest import own_library
from escales.html.cleaning import clean_page
from escales.mkdocs.menu import make_menu, menu_uris
from escales.problems.explanations import explanations

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs/securite.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| ") and not line.startswith("| Attaque |")
]
PLACES = ("la vérification", "la construction", "le navigateur", "la publication", "la chaîne")
NUMBERS = {told.number for told in explanations().values()}
TESTS = re.compile(
    r"`(?P<file>tests/[\w/]+\.py)` :(?P<names>(?:,? `\w+`)+)".replace(" :", "\u00a0:")
)


def test_every_attack_has_its_row() -> None:
    assert len(ROWS) > 30
    assert len({row[0] for row in ROWS}) == len(ROWS)
    assert all(len(row) == 3 for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_a_row_says_where_and_by_what_test(row: list[str]) -> None:
    _, place, proof = row

    assert any(name in place for name in PLACES)
    for shown, anchor in re.findall(r"\[(E\d+)\]\(contribuer/problemes\.md#(e\d+)\)", place):
        assert shown in NUMBERS
        assert anchor == shown.lower()
    assert set(re.findall(r"E\d{3}", place)) <= NUMBERS
    tests = [(match["file"], name) for match in TESTS.finditer(proof) for name in named(match)]
    assert tests
    assert len(tests) == proof.count("`test_")
    for file, name in tests:
        assert f"\ndef {name}(" in (REPOSITORY / file).read_text(encoding="utf-8"), name


def named(match: re.Match[str]) -> list[str]:
    return re.findall(r"\w+", match["names"])


def test_each_attack_on_a_text_is_told_by_a_number_of_the_page() -> None:
    """What this project added to stop attacks stands in the table, and the page can be reached."""
    for number in ("E010", "E011", "E012", "E013", "E120", "E121", "E417", "E418"):
        assert f"[{number}](" in PAGE
    assert "securite.md" in menu_uris(make_menu(own_library()))


def test_the_long_names_of_the_page_are_cut_at_their_joints_on_a_phone() -> None:
    long, command = "<code>tests/test_hostile.py</code>", "<code>escales check</code>"

    assert clean_page(long, str) == "<code>tests/<wbr>test_<wbr>hostile.py</code>"
    assert clean_page(command, str) == command


def test_whatever_may_tell_of_a_person_has_its_row() -> None:
    told = {each.number for each in explanations().values() if each.number.startswith("E9")}
    assert told
    assert {number for number in told if f"[{number}](" not in PAGE} == set()
