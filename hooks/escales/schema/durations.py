# SPDX-License-Identifier: EUPL-1.2
"""Durations as French agents write them, ordered, and the bands they fall in."""

import re
from dataclasses import dataclass
from functools import lru_cache

from escales.words.spelling import counted, slugify
from escales.words.vocabulary import Band

# One working day is 24 units, so that an hour, a half-day and a month are whole numbers:
# 8 hours a day, 5 days a week, 260 days a year.
UNITS = {"hours": 3, "half_days": 12, "weeks": 120, "months": 520, "years": 6240}
LONGEST = 10 * UNITS["years"]
MOST_SIGNS = 100  # of a duration in words, the longest of which has sixty

UPPER_BOUNDS = {
    Band.DAY: 24,
    Band.DAYS: 240,
    Band.TO_3_MONTHS: 3 * 520,
    Band.TO_6_MONTHS: 6 * 520,
    Band.TO_1_YEAR: 6240,
    Band.TO_2_YEARS: 2 * 6240,
}

NUMBERS = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
]
NEGATIVE = re.compile(r"[-−–]\s*\d")
ISO = re.compile(
    r"P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?P<hours>\d+)H)?"
)
FRENCH = re.compile(
    r"(?:(?P<years>N) (?:ans?|annees?)(?P<half_year> et demie?)?)?"
    r"(?: et |, | )?(?:(?P<months>N) mois)?"
    r"(?: et |, | )?(?:(?P<weeks>N) semaines?)?"
    r"(?: et |, | )?(?:(?P<days>N) (?:jours?|journees?)(?: ouvres?)?(?P<half_day> et demie?)?)?"
    r"(?: et |, | )?(?:(?P<half_days>N) demi journees?)?"
    r"(?: et |, | )?(?:(?P<hours>N) heures?)?".replace("N", rf"\d+|une|{'|'.join(NUMBERS)}")
)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of working time, in the parts that its author wrote."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    half_days: int = 0
    hours: int = 0

    @property
    def units(self) -> int:
        """The length in 24ths of a working day, for ordering."""
        return sum(getattr(self, part) * unit for part, unit in UNITS.items())

    @property
    def band(self) -> Band:
        return _band_of(self)

    @property
    def iso(self) -> str:
        """ISO 8601; a day is a working day, half a day is PT4H."""
        days, half = divmod(self.half_days, 2)
        hours = self.hours + 4 * half
        date = "".join(
            f"{number}{letter}"
            for number, letter in (
                (self.years, "Y"),
                (self.months, "M"),
                (self.weeks, "W"),
                (days, "D"),
            )
            if number
        )
        return f"P{date}" + (f"T{hours}H" if hours else "")

    def __str__(self) -> str:
        days, half = divmod(self.half_days, 2)
        parts = [
            counted(number, one, many)
            for number, one, many in (
                (self.years, "an", "ans"),
                (self.months, "mois", "mois"),
                (self.weeks, "semaine", "semaines"),
                (days, "jour", "jours"),
            )
            if number
        ]
        if half:
            parts.append("demi" if days else "une demi-journée")
        if self.hours:
            parts.append(counted(self.hours, "heure", "heures"))
        return " et ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


@lru_cache(maxsize=1000)  # every list asks for the band of every story
def _band_of(duration: Duration) -> Band:
    units = duration.units
    return next((band for band, bound in UPPER_BOUNDS.items() if units <= bound), Band.BEYOND)


def parse_duration(text: str) -> Duration | None:
    """Read "18 mois", "une demi-journée", "1 an et 6 mois" or "P3M"; None when it is none.

    Case, accents and hyphens do not matter, save the one that makes a number negative.
    """
    plain = slugify(text).replace("-", " ")
    if len(plain) > MOST_SIGNS:
        return None
    match = ISO.fullmatch(plain.upper()) or FRENCH.fullmatch(plain)
    if match is None or NEGATIVE.search(text):
        return None
    groups = match.groupdict()
    half_days = _number(groups.get("half_days")) + 2 * _number(groups.get("days"))
    duration = Duration(
        years=_number(groups.get("years")),
        months=_number(groups.get("months")) + (6 if groups.get("half_year") else 0),
        weeks=_number(groups.get("weeks")),
        half_days=half_days + (1 if groups.get("half_day") else 0),
        hours=_number(groups.get("hours")),
    )
    return duration if 0 < duration.units <= LONGEST else None


def _number(text: str | None) -> int:
    if text is None:
        return 0
    if text.isdigit():
        return int(text)
    return 1 if text == "une" else NUMBERS.index(text)
