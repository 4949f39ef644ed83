# SPDX-License-Identifier: EUPL-1.2
"""The line of durations, from half a day to two years and more: the position of each one on it.

The scale is logarithmic: twice as long is one step further. All that is longer than two years
fits in one last step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log2

from escales.content.library import Entry, Library
from escales.schema import Scheme
from escales.schema.durations import LONGEST, UNITS, UPPER_BOUNDS, Duration
from escales.words.vocabulary import Band

START = UNITS["half_days"]
TWO_YEARS = UPPER_BOUNDS[Band.TO_2_YEARS]
LENGTH = log2(TWO_YEARS / START) + 1  # of the whole line, in steps


@dataclass(frozen=True, slots=True)
class Span:
    """A scheme beside the line, from its shortest to its longest duration in per cent, if any."""

    scheme: Entry[Scheme]
    bearer: str
    start: float | None = None
    end: float | None = None


def position(duration: Duration) -> float:
    """Return the position of a duration, in per cent of the line."""
    return _percent(_steps(duration.units))


def widths() -> Sequence[float]:
    """Return the length of each band on the line, in steps; line.css has the same."""
    bounds = [0.0, *(_steps(units) for units in UPPER_BOUNDS.values()), LENGTH]
    return [round(end - start, 2) for start, end in pairwise(bounds)]


def spans(library: Library) -> Iterator[Span]:
    for scheme in library.schemes.values():
        bearer = library.collectivities[scheme.facts.bearer].facts.name
        durations = scheme.facts.durations
        if durations is None:
            yield Span(scheme, bearer)
        else:
            shortest = durations.shortest
            start = position(shortest) if shortest else None
            yield Span(scheme, bearer, start, position(durations.longest))


def _steps(units: int) -> float:
    if units > TWO_YEARS:
        return LENGTH - 1 + log(units / TWO_YEARS) / log(LONGEST / TWO_YEARS)
    return max(0.0, log2(units / START))


def _percent(steps: float) -> float:
    return round(100 * steps / LENGTH, 1)
