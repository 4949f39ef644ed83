# SPDX-License-Identifier: EUPL-1.2
"""Read a text as browsers show it: marks, entities and unusual digits hide nothing."""

import re
import sys
import unicodedata

CALLS = "&\\*_`"  # one of them at least, or there is no mark to take away
# A sign as its number or its name; one that Markdown keeps as it is; what it makes an emphasis of.
MARKS = re.compile(
    r"&(?:#(?P<number>[0-9]{1,7})|#[xX](?P<hexadecimal>[0-9A-Fa-f]{1,6})"
    r"|(?P<name>commat|period|nbsp|lowbar|hyphen|dash|lpar|rpar|plus|colon|sol));"
    r"|\\(?P<kept>[!-/:-@\[-`{-~])"
    r"|[*`]{1,9}(?=\S)|(?<=\S)[*`]{1,9}"
    r"|(?<![A-Za-z0-9_])_{1,3}(?=\S)|(?<=\S)_{1,3}(?![A-Za-z0-9_])"
)
NAMED = {"commat": "@", "period": ".", "nbsp": " ", "lowbar": "_", "hyphen": "-", "dash": "-"}
NAMED |= {"lpar": "(", "rpar": ")", "plus": "+", "colon": ":", "sol": "/"}
# Spaces of other widths, digits of other scripts, letters and digits of other widths and weights.
OTHERS = re.compile(
    "[\u2000-\u200a\u205f\u3000\u0660-\u0669\u06f0-\u06f9\uff01-\uff5e\U0001d400-\U0001d7ff]"
)


def bare(text: str) -> str:
    """Return a text without its marks; its lines stay where they are."""
    if any(sign in text for sign in CALLS):
        text = MARKS.sub(_shown, text)
    return OTHERS.sub(_plain, text)


def _shown(mark: re.Match[str]) -> str:
    if mark["name"]:
        return NAMED[mark["name"]]
    if mark["kept"]:
        return mark["kept"]
    number = int(mark["number"] or 0) or int(mark["hexadecimal"] or "0", 16)
    shown = chr(number) if 0 < number <= sys.maxunicode else ""
    return shown if shown.isprintable() else " "  # never a new line


def _plain(sign: re.Match[str]) -> str:
    digit = unicodedata.decimal(sign[0], None)
    return unicodedata.normalize("NFKC", sign[0]) if digit is None else str(digit)
