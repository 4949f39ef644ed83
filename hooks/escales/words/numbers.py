# SPDX-License-Identifier: EUPL-1.2
"""Numbers in words, as `slugify` leaves them: without accents or capitals, a space for a hyphen."""

import re

SMALL = [
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
    *("dix sept", "dix huit", "dix neuf"),
]
EIGHTY = "quatre vingt"
TENS = {"vingt": 10, "trente": 10, "quarante": 10, "cinquante": 10, "soixante": 20, EIGHTY: 20}
NUMBERS = [
    *SMALL,
    *(
        tens if not unit else f"{tens}{' et' * (unit % 10 == 1 and tens != EIGHTY)} {SMALL[unit]}"
        for tens, count in TENS.items()
        for unit in range(count)
    ),
    "cent",
]
# All of them, and a few that are none, such as "vingt douze".
IN_WORDS = (
    rf"(?:{'|'.join(TENS)}s?)(?:(?: et)? (?:une|{'|'.join(reversed(SMALL))}))?"
    rf"|une|{'|'.join(reversed(SMALL))}|cent"
)
NUMBER = re.compile(rf"(?<![a-z0-9])(?:{IN_WORDS})(?![a-z0-9])")
ENDING = re.compile("(?<=un)e$|(?<=vingt)s$")  # une, quatre-vingts


def in_figures(text: str) -> str:
    """Return a text with its numbers in figures: "dix huit mois" gives "18 mois"."""
    return NUMBER.sub(_figures, text)


def _figures(match: re.Match[str]) -> str:
    plain = ENDING.sub("", match[0])
    return str(NUMBERS.index(plain)) if plain in NUMBERS else match[0]
