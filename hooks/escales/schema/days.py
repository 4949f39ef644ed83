# SPDX-License-Identifier: EUPL-1.2
"""Days, as French people and machines write them."""

import re
from contextlib import suppress
from datetime import date

from escales.words.spelling import slugify

MONTHS = [
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
]
CENTURY = 2000  # of a year that has two figures
DAY = re.compile(
    r"(?P<year>[12]\d{3})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?:le-)?(?:[a-z]{3,6}di-|dimanche-|(?:lun|mar|mer|jeu|ven|sam|dim)-)?"
    r"(?:(?P<french_day>\d{1,2})(?:-?er)?|premier)-(?P<french_month>\d{1,2}|[a-z]{3,9})"
    r"-(?P<french_year>[12]\d{3}|\d\d)",
    re.ASCII,
)


def read_day(text: str) -> date | None:
    """Read "2026-11-23", "23/11/26" or "1er nov. 2026"; None when it is no day of the calendar."""
    if len(text) == len("2026-11-23") and text[0] in "12" and text[4] == text[7] == "-":
        with suppress(ValueError):  # as most are written
            return date.fromisoformat(text)
    match = DAY.fullmatch(text) or DAY.fullmatch(slugify(text))
    if match is None:
        return None
    if match["year"]:
        year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    else:
        year, day = int(match["french_year"]), int(match["french_day"] or 1)
        year += CENTURY if len(match["french_year"]) == len("26") else 0
        month = _month(match["french_month"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(text: str) -> int:
    """Return the number of a month, be it shortened; 0 when none or several begin so."""
    if text.isdigit():
        return int(text)
    meant = [number for number, name in enumerate(MONTHS, 1) if name.startswith(text)]
    return meant[0] if len(meant) == 1 else 0
