# SPDX-License-Identifier: EUPL-1.2
"""The fictions: enough of them, from every place and of every length, and never taken for true."""

from datetime import date

import pytest

from building import REPOSITORY
from escales.checking.load import load
from escales.schema import Story
from escales.schema.shares import share_band
from escales.settings.rules import Rules
from escales.words.vocabulary import Band, Category, ShareBand, Status, Viewpoint

ENOUGH = 16
EACH_CATEGORY = 4
# True projects whose names a fiction had taken: a port, a pact, and one takes them for Dunkirk's.
TRUE_NAMES = ("grand large",)
SHOWN = ("docs", "schemes", "stories")


@pytest.fixture(scope="module")
def fictions() -> list[Story]:
    library = load(REPOSITORY, Rules(today=date(2026, 11, 23)))
    return [entry.facts for entry in library.stories if entry.facts.example]


def test_there_are_fictions_enough_and_every_category_tells_several(fictions: list[Story]) -> None:
    told = [story.category for story in fictions]

    assert len(fictions) >= ENOUGH
    assert {one for one in Category if told.count(one) < EACH_CATEGORY} == set()


def test_the_fictions_show_every_length_place_and_share_of_time(fictions: list[Story]) -> None:
    assert {story.duration.band for story in fictions} == set(Band)
    assert {story.viewpoint for story in fictions} == set(Viewpoint)
    assert {share_band(story.share) for story in fictions} == set(ShareBand) - {ShareBand.UNKNOWN}
    assert {story.status for story in fictions} == set(Status) - {Status.TRAINEE}


def test_the_fictions_follow_every_scheme_or_none(fictions: list[Story]) -> None:
    schemes = {path.parent.name for path in REPOSITORY.glob("schemes/*/index.md")}

    assert {story.scheme for story in fictions} == {None, *schemes}


def test_no_fiction_bears_the_name_of_a_true_project() -> None:
    bearing = {
        path.relative_to(REPOSITORY).as_posix()
        for folder in SHOWN
        for path in (REPOSITORY / folder).rglob("*.md")
        if any(name in path.read_text(encoding="utf-8").lower() for name in TRUE_NAMES)
    }

    assert bearing == set()
