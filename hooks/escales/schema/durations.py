# SPDX-License-Identifier: EUPL-1.2
"""Durations as French agents write them, ordered, and the bands they fall in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from escales.words.numbers import in_figures
from escales.words.spelling import counted, slugify
from escales.words.vocabulary import Band

# One working day is 24 units, so that an hour, a half-day and a month are whole numbers:
# 8 hours a day, 5 days a week, 260 days a year.
UNITS = {"hours": 3, "half_days": 12, "weeks": 120, "months": 520, "years": 6240}
LONGEST = 10 * UNITS["years"]
MOST_SIGNS = 100  # of a duration in words; most have fewer than thirty

UPPER_BOUNDS = {
    Band.DAY: 24,
    Band.DAYS: 240,
    Band.TO_3_MONTHS: 3 * 520,
    Band.TO_6_MONTHS: 6 * 520,
    Band.TO_1_YEAR: 6240,
    Band.TO_2_YEARS: 2 * 6240,
}

# As one says them; "more than" is no length.
ABOUT = re.compile(
    r"^(?:environ\s|env\.\s?|à peu près\s|approximativement\s|~\s?|≈\s?)"
    r"|[\s,]+\(?(?:environ|à peu près|approximativement)\)?\.?\Z",
    re.IGNORECASE,
)
ONE_AND_A_HALF = re.compile(
    r"(?<![\d.,])(\d+)[.,]50?\s?(ans?|années?|mois|semaines?|sem|jours?|j)(?!\w)", re.IGNORECASE
)
NEGATIVE = re.compile(r"[-−–]\s*\d|\s-\s")
SIGNS = re.compile(r"[\w\s'’,‑-]*\.?")  # any other says more than a list of lengths
# The same length twice: what follows is never added to it.
AGAIN = re.compile(
    r"(?P<first>[^()]+?)[\s,]*(?:\(\s*(?:soit\s|=)?(?P<inside>[^()]+)\)|\ssoit\s(?P<after>[^()]+))"
)
ISO = re.compile(
    r"P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?P<hours>\d+)H)?"
)
FRENCH = re.compile(  # once its numbers are in figures
    r"(?:(?P<years>\d+) ?(?:ans?|annees?)(?P<half_year> et demie?)?)?"
    r"(?: et | )?(?:(?P<semesters>\d+) ?semestres?)?"
    r"(?: et | )?(?:(?P<quarters>\d+) ?trimestres?)?"
    r"(?: et | )?(?:(?P<months>\d+) ?mois(?P<half_month> et demi)?)?"
    r"(?: et | )?(?:(?P<weeks>\d+) ?(?:semaines?|sem)(?P<half_week> et demie?)?)?"
    r"(?: et | )?(?:(?P<days>\d+) ?j(?:ours?|ournees?|rs?)?(?: ouvres?)?(?P<half_day> et demie?)?)?"
    r"(?: et | )?(?:(?P<half_days>\d+) ?(?:demi journees?|matinees?|apres midis?))?"
    r"(?: et | )?(?:(?P<hours>\d+) ?(?:heures?|h))?"
)
PARTS = ("years", "semesters", "quarters", "months", "weeks", "days", "half_days", "hours")


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


@lru_cache(maxsize=1000)  # stories share a few hundred; a tenth of what reading a header takes
def parse_duration(text: str) -> Duration | None:
    """Read "18 mois", "une demi-journée", "1 an et 6 mois" or "P3M"; None when it is none.

    Case, accents and hyphens do not matter, save the one that makes a number negative. What says
    it again, as in "2 semaines (10 jours)", must say the same.
    """
    if len(text) > MOST_SIGNS:
        return None
    text = in_whole_numbers(text)
    if twice := AGAIN.fullmatch(text):
        first = parse_duration(twice["first"])
        again = parse_duration(twice["inside"] or twice["after"])
        return first if first and again and first.units == again.units else None
    plain = in_figures(slugify(text).replace("-", " "))
    match = ISO.fullmatch(plain.upper()) or FRENCH.fullmatch(plain)
    if match is None or NEGATIVE.search(text) or SIGNS.fullmatch(text) is None:
        return None
    duration = _counted(match.groupdict())
    return duration if 0 < duration.units <= LONGEST else None


def in_whole_numbers(text: str) -> str:
    """Return a text without "environ", and "1,5 mois" as "1 mois et demi"."""
    return ONE_AND_A_HALF.sub(r"\1 \2 et demi", ABOUT.sub("", text))


def _counted(said: Mapping[str, str | None]) -> Duration:
    n = {part: int(said.get(part) or 0) for part in PARTS}
    months, weeks = n["months"] + 6 * n["semesters"] + 3 * n["quarters"], n["weeks"]
    half_days = n["half_days"] + 2 * n["days"]
    if said.get("half_month"):  # two weeks; a month and a half is six weeks, as people say
        months, weeks = (0, weeks + 6) if months == 1 else (months, weeks + 2)
    return Duration(
        years=n["years"],
        months=months + 6 * bool(said.get("half_year")),
        weeks=weeks,
        half_days=half_days + bool(said.get("half_day")) + 5 * bool(said.get("half_week")),
        hours=n["hours"],
    )
