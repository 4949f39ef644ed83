# SPDX-License-Identifier: EUPL-1.2
"""Whoever fills in the publisher, gives the site another name and adds a story can publish it."""

from pathlib import Path

from building import PUBLISHER
from escales.checking.load import check


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def test_the_check_has_nothing_to_say(others: Path) -> None:
    assert [str(problem) for problem in check(others)] == []


def test_the_site_says_who_publishes_it_and_nothing_is_left_to_say(published_site: Path) -> None:
    legal = page(published_site, "mentions-legales")

    for told in PUBLISHER.values():
        assert told.replace(" ", "\u00a0") in legal.replace(" ", "\u00a0")
    assert "À compléter" not in legal


def test_it_has_its_name_and_its_story(published_site: Path) -> None:
    assert "<span>Haltes</span>" in page(published_site, "")
    assert "recits/recit-imagine/" in page(published_site, "recits")
