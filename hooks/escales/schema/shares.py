# SPDX-License-Identifier: EUPL-1.2
"""Shares of working time as French agents write them, and the bands that lists put them in."""

import re
from dataclasses import dataclass

from escales.schema.durations import (
    AGAIN,
    MOST_SIGNS,
    NEGATIVE,
    SIGNS,
    UNITS,
    in_whole_numbers,
    parse_duration,
)
from escales.words.numbers import in_figures
from escales.words.spelling import slugify
from escales.words.vocabulary import ShareBand

WHOLE = 100  # per cent
NAMED = {
    **dict.fromkeys(("ponctuellement", "ponctuelle", "ponctuel", "occasionnelle"), 0),
    **dict.fromkeys(("temps plein", "plein temps", "temps complet", "etp"), WHOLE),
    **dict.fromkeys(("mi temps", "moitie", "demi etp"), 50),
    "tiers temps": 33,
    "quart temps": 25,
}
FRACTIONS = {"tiers": 3, "quart": 4, "cinquieme": 5, "dixieme": 10}
PERIODS = {
    "semaine": UNITS["weeks"],
    "sem": UNITS["weeks"],
    "mois": UNITS["months"],
    "an": UNITS["years"],
}

PERCENT = r"(?:%|pour[\s-]?cents?)"
FIGURES = re.compile(
    r"(?![0-9]+\s*ETP)(?:à\s|de\s|entre\s)?(?P<low>[0-9]{1,3})"
    rf"(?:\s*{PERCENT}?\s*(?:-|–|à|et)\s*(?P<high>[0-9]{{1,3}}))?\s*{PERCENT}?"
    r"(?:\s(?:d[ue]\s(?:mon\s)?temps(?:\sde\stravail)?|d['’]un\stemps\splein|ETP))?\.?",
    re.IGNORECASE,
)
FULL_TIME_EQUIVALENT = re.compile(r"0[.,](?P<share>[0-9]{1,2})\s?ETP", re.IGNORECASE)
# In words, once its numbers are in figures; "3/4" is "3 par 4", as "1 j/semaine" is a rate.
# None is in hours, the only word that has an "h": employers differ on how many a week has.
IN_WORDS = re.compile(
    rf"(?:(?:(?:a|1|la) )*(?P<named>{'|'.join(NAMED)})"
    rf"|(?P<parts>\d+) (?P<fraction>{'|'.join(FRACTIONS)})s?|(?P<percent>\d+) pour (?:cents|100)"
    r"|(?P<some>\d+)(?: (?:jours?|journees?|semaines?|mois))? (?:sur|par) (?P<every>\d+)(?:e|eme)?"
    rf"|(?P<length>[^h]+) par (?P<period>{'|'.join(PERIODS)}))"
    r"(?: (?:(?:de|du|de mon|d 1) )?temps(?: de travail| plein)?)?"
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of working time, in percent; `low` is 0 when it is only occasional."""

    low: int
    high: int

    def __str__(self) -> str:
        if not self.high:
            return "Ponctuelle"
        if self.low == WHOLE:
            return "Temps plein"
        if self.low == self.high:
            return f"{self.low}\u00a0%"
        return f"{self.low} à {self.high}\u00a0%"


def parse_share(text: str) -> Share | None:
    """Read "20 %", "10-40 %", "mi-temps", "deux jours par semaine"; None when it is no share."""
    if len(text) > MOST_SIGNS:
        return None
    text = in_whole_numbers(text)
    if twice := AGAIN.fullmatch(text):
        first = parse_share(twice["first"])
        return first if first == parse_share(twice["inside"] or twice["after"]) else None
    if figures := FIGURES.fullmatch(text):
        low, high = int(figures["low"]), int(figures["high"] or figures["low"])
    elif equivalent := FULL_TIME_EQUIVALENT.fullmatch(text):
        low = high = int(equivalent["share"].ljust(2, "0"))
    else:
        return _in_words(text.replace("/", " par "))
    return Share(low, high) if 1 <= low <= high <= WHOLE else None


def _in_words(text: str) -> Share | None:
    match = IN_WORDS.fullmatch(in_figures(slugify(text).replace("-", " ")))
    if match is None or SIGNS.fullmatch(text) is None or NEGATIVE.search(text):
        return None
    if match["named"]:
        return Share(NAMED[match["named"]], NAMED[match["named"]])
    some, every = _ratio(match)
    share = (2 * WHOLE * some + every) // (2 * every) if every else 0  # the nearest
    return Share(share, share) if 1 <= share <= WHOLE else None


def _ratio(match: re.Match[str]) -> tuple[int, int]:
    """Return two numbers that a share is the quotient of."""
    if match["length"]:
        duration = parse_duration(match["length"])
        return duration.units if duration else 0, PERIODS[match["period"]]
    if match["fraction"]:
        return int(match["parts"]), FRACTIONS[match["fraction"]]
    return int(match["percent"] or match["some"]), int(match["every"] or WHOLE)


def share_band(share: Share | None) -> ShareBand:
    """Return the band of a share, by the most that it takes."""
    match share:
        case None:
            return ShareBand.UNKNOWN
        case Share(high=0):
            return ShareBand.OCCASIONAL
        case Share(low=100):
            return ShareBand.FULL_TIME
    bounds = {20: ShareBand.TO_20, 50: ShareBand.TO_50, 100: ShareBand.BEYOND}
    return next(band for bound, band in bounds.items() if share.high <= bound)
