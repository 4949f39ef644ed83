# SPDX-License-Identifier: EUPL-1.2
"""The line of durations: where each stands on it, what its picture says, and that it stays true."""

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Entry, Library
from escales.html.style_sheet import PARTS, make_style_sheet
from escales.pages import make_block, make_site
from escales.pages.duration_line import LENGTH, position, spans, widths
from escales.schema import Scheme
from escales.schema.durations import Duration, parse_duration
from escales.schema.scheme import Range
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


def test_the_picture_has_the_columns_of_the_line() -> None:
    sheet = make_style_sheet("")
    (columns,) = re.findall(r"\.es-stops\{[^}]*grid-template-columns:([^;}]*)", sheet)

    assert [float(column.removesuffix("fr")) for column in columns.split()] == widths()
    assert len(widths()) == len(Band)


def durations_of(library: Library, ranges: Mapping[str, str] | None) -> Library:
    """Return a library whose only scheme lasts as `ranges` says: its keys are those of files."""
    (scheme,) = library.schemes.values()
    durations = Range.model_validate(ranges) if ranges else None
    facts = scheme.facts.model_copy(update={"durations": durations})
    changed: Entry[Scheme] = replace(scheme, facts=facts)
    return replace(library, schemes={scheme.slug: changed})


@pytest.mark.parametrize(
    ("ranges", "ends", "words"),
    [
        ({"min": "une demi-journée", "max": "1 jour"}, (0, 9.1), "d’une demi-journée à 1 jour"),
        ({"max": "2 ans"}, (None, 90.9), "2 ans au plus"),
        (None, (None, None), "durée non précisée"),
    ],
)
def test_a_scheme_stands_where_its_file_says(
    library: Library,
    ranges: Mapping[str, str] | None,
    ends: tuple[float | None, float | None],
    words: str,
) -> None:
    """What is not known is drawn as unknown: a dotted start, or nothing."""
    changed = durations_of(library, ranges)
    (span,) = spans(changed)
    html = make_block(Block.DURATIONS, "index.md", make_site(changed)).replace("\u00a0", " ")

    assert (span.start, span.end) == ends
    assert words in html
    assert ("es-spans__open" in html) == (ends[0] is None and ends[1] is not None)
    assert ("<svg" in html) == (ends[1] is not None)


def test_a_site_without_story_nor_scheme_offers_every_duration(library: Library) -> None:
    empty = replace(library, stories=(), schemes={})

    html = make_block(Block.DURATIONS, "index.md", make_site(empty))

    assert len(re.findall(r"<a href=", html)) == len(Band)
    assert "es-count" not in html
    assert "es-called" not in html
    assert "es-spans" not in html


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
