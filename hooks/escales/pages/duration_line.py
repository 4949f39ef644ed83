# SPDX-License-Identifier: EUPL-1.2
"""The line of durations, from half a day to two years and more: the position of each one on it.

The scale is logarithmic: twice as long is one step further. All that is longer than two years
fits in one last step.
"""

from math import log, log2

from escales.schema.durations import LONGEST, UNITS, UPPER_BOUNDS, Duration
from escales.words.vocabulary import Band

START = UNITS["half_days"]
TWO_YEARS = UPPER_BOUNDS[Band.TO_2_YEARS]
LENGTH = log2(TWO_YEARS / START) + 1  # of the whole line, in steps


def position(duration: Duration) -> float:
    """Return the position of a duration, in per cent of the line."""
    return _percent(_steps(duration.units))


def _steps(units: int) -> float:
    if units > TWO_YEARS:
        return LENGTH - 1 + log(units / TWO_YEARS) / log(LONGEST / TWO_YEARS)
    return max(0.0, log2(units / START))


def _percent(steps: float) -> float:
    return round(100 * steps / LENGTH, 1)
