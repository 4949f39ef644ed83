# SPDX-License-Identifier: EUPL-1.2
"""The line of durations: where each stands on it, and what its stops say."""

import re
from dataclasses import replace

import pytest

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Library
from escales.html.style_sheet import PARTS
from escales.pages import make_block, make_site
from escales.pages.duration_line import LENGTH, position
from escales.schema.durations import Duration, parse_duration
from escales.words.vocabulary import Band, Block


@pytest.fixture(scope="module")
def library() -> Library:
    return load(FIXTURE)


def at(text: str) -> float:
    duration = parse_duration(text)
    assert isinstance(duration, Duration)
    return position(duration)


def test_a_duration_twice_as_long_is_always_one_step_further() -> None:
    step = 100 / LENGTH
    pairs = [("1 jour", "2 jours"), ("2 semaines", "4 semaines"), ("3 mois", "6 mois")]
    pairs += [("6 mois", "1 an"), ("1 an", "2 ans")]

    assert at("une demi-journée") == 0
    for short, long in pairs:
        assert at(long) - at(short) == pytest.approx(step, abs=0.1), long


def test_nothing_stands_outside_the_line() -> None:
    """An hour is at its start; what is longer than two years shares its last step."""
    assert at("1 heure") == 0
    assert at("2 ans") < at("3 ans") < at("10 ans") == 100


def test_a_site_without_story_nor_scheme_offers_every_duration(library: Library) -> None:
    empty = replace(library, stories=(), schemes={})

    html = make_block(Block.DURATIONS, "index.md", make_site(empty))

    assert len(re.findall(r"<a href=", html)) == len(Band)
    assert "es-count" not in html
    assert "es-called" not in html


def test_true_stories_alone_are_counted_as_soon_as_there_is_one(library: Library) -> None:
    """Of a band with both, the fiction is not told; nobody reads « 0 récit »."""
    fiction, true = sorted(library.stories, key=lambda s: not s.facts.example)[:2]
    facts = fiction.facts.model_copy(update={"duration": true.facts.duration})
    both = replace(library, stories=(true, replace(fiction, facts=facts)))

    html = make_block(Block.DURATIONS, "index.md", make_site(both))

    assert re.findall(r'es-count">(.*?)</span>', html) == ["1\u00a0récit"]


def test_fiction_is_told_apart_and_fills_no_stop(library: Library) -> None:
    html = make_block(Block.DURATIONS, "index.md", make_site(library))
    (stop,) = re.findall(r"<li.*De 1.à.2.ans.*</li>", html)

    assert stop.startswith("<li><a")
    assert "récit" not in stop
    assert '1\u00a0exemple<span class="es-hidden"> de fiction</span>' in stop


def test_every_part_of_the_style_sheet_is_in_it() -> None:
    """A part that would be forgotten in the list would style nothing."""
    folder = FIXTURE.parents[2] / "hooks/escales/html/css"

    assert {path.stem for path in folder.glob("*.css")} == {*PARTS, "dark"}
