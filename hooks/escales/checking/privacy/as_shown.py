# SPDX-License-Identifier: EUPL-1.2
"""Read a text as browsers show it: marks, entities and unusual digits hide nothing."""

import re
import sys
import unicodedata
from collections.abc import Iterable

from escales.reading.hidden_characters import is_usual
from escales.reading.lines import positions_of

# A sign as its number or its name; one that Markdown keeps as it is; what may make an emphasis.
# They are looked for one by one, each of which is fast: a long text mostly holds none of them.
SIGNS = "&\\*`_"
MARKS = re.compile(
    r"[&\\*`_](?:(?<=&)(?:#(?P<number>[0-9]{1,7})|#[xX](?P<hexadecimal>[0-9A-Fa-f]{1,6})"
    r"|(?P<name>commat|period|nbsp|lowbar|hyphen|dash|lpar|rpar|plus|colon|sol));"
    r"|(?<=\\)(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?<=[*`])(?P<stars>[*`]{0,8})|(?<=_)(?P<bars>_{0,8}))"
)
WORD = re.compile("[A-Za-z0-9_]")
ENTITIES = {"commat": "@", "period": ".", "nbsp": " ", "lowbar": "_", "hyphen": "-", "dash": "-"}
ENTITIES |= {"lpar": "(", "rpar": ")", "plus": "+", "colon": ":", "sol": "/"}
# Spaces of other widths, digits of other scripts, letters and digits of other widths and weights.
OTHERS = re.compile(
    "[\u2000-\u200a\u205f\u3000\u0660-\u0669\u06f0-\u06f9\uff01-\uff5e\U0001d400-\U0001d7ff]"
)


def as_shown(text: str) -> str:
    """Return a text without its marks; its lines stay where they are."""
    if signs := [sign for sign in SIGNS if sign in text]:
        text = _without(signs, text)
    return text if text.isascii() or is_usual(text) else OTHERS.sub(_plain, text)


def _without(signs: Iterable[str], text: str) -> str:
    parts, end = list[str](), 0
    for place in sorted(place for sign in signs for place in positions_of(sign, text)):
        if place >= end and (mark := MARKS.match(text, place)):
            parts += [text[end:place], _shown(mark)]
            end = mark.end()
    return "".join([*parts, text[end:]])


def _shown(mark: re.Match[str]) -> str:
    if mark["stars"] is not None or mark["bars"] is not None:
        return "" if _emphasises(mark) else mark[0]
    if mark["name"]:
        return ENTITIES[mark["name"]]
    if mark["escaped"]:
        return mark["escaped"]
    number = int(mark["number"] or 0) or int(mark["hexadecimal"] or "0", 16)
    shown = chr(number) if 0 < number <= sys.maxunicode else ""
    return shown if shown.isprintable() else " "  # never a new line


def _emphasises(mark: re.Match[str]) -> bool:
    """Whether stars or bars touch a word: not a lone one between spaces, nor bars inside a word."""
    start, end = mark.span()
    before, after = mark.string[start - 1 : start].strip(), mark.string[end : end + 1].strip()
    if not before and not after:
        return end - start > 1
    return mark["bars"] is None or not (WORD.fullmatch(before) and WORD.fullmatch(after))


def _plain(sign: re.Match[str]) -> str:
    digit = unicodedata.decimal(sign[0], None)
    return unicodedata.normalize("NFKC", sign[0]) if digit is None else str(digit)
