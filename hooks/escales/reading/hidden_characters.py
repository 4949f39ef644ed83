# SPDX-License-Identifier: EUPL-1.2
"""Find the characters that do not show: a text must say to its reviewers what it says to machines.

No-break spaces and the joiners of emoji are what word processors leave: they stay. The marks that
mean nothing in French go without a word, and a page or a line broken by hand becomes a space.
"""

import re
import sys
from html.entities import html5
from unicodedata import normalize

from escales.machine.utf8 import as_bytes, as_text
from escales.problems.problem import Notes
from escales.reading.wrong_encoding import with_its_letters

AROUND = 20  # characters quoted on each side of a hidden one
CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # \r and \x85 are lines already
BREAKS = "\x0b\x0c"  # of a line and of a page, in word processors
ORDER = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # https://trojansource.codes/
NO_WIDTH = "\u115f\u1160\u17b4\u17b5\u180b-\u180d\u2065\u206a-\u206f\u3164\uffa0\ufff0-\ufffb"
NOBODYS = "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
TAGS = "\U000e0000-\U000e0fff"  # they smuggle a text past those who read
EMOJI = "\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff"
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
HIDDEN = re.compile(
    f"[{CONTROLS}{ORDER}{NO_WIDTH}{NOBODYS}{TAGS}]"
    f"|(?<![{EMOJI}])[\u200c\u200d]|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
)
STACKED = re.compile(f"(?<=[{MARKS}]{{3}})[{MARKS}]+")
# The soft hyphen, the joiners of words and of formulas, the mark of an order of bytes.
MEANINGLESS = re.compile("[\u00ad\u034f\u180e\u200b\u2060-\u2064\ufeff]")
WORD_BREAK = re.compile(f"[{BREAKS}]")
SYMBOL_BULLET = re.compile("[\uf0a7\uf0b7\uf0d8\uf0fc](?=[ \t\u00a0])")  # of Word's own fonts
# A character by its number or its name, as HTML and Markdown read it.
REFERENCE = re.compile(
    r"&(?:#0*(?P<number>[0-9]{1,7})|#[xX]0*(?P<hexadecimal>[0-9A-Fa-f]{1,6})"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]{1,31}));"
)
UNSEEN = re.compile(
    f"[{CONTROLS}{BREAKS}{ORDER}{NO_WIDTH}{NOBODYS}{TAGS}{MARKS}\u200c\u200d\ufe00-\ufe0f]"
    f"|{MEANINGLESS.pattern}"
)
NAMES = {
    name[:-1]: ord(sign)
    for name, sign in html5.items()
    if name.endswith(";") and len(sign) == 1 and UNSEEN.match(sign)
}
LATIN = range(0x80, 0xA0)  # numbers that browsers read as letters of Windows


# The signs of nearly all French texts, which need no slower search: all show, none but \n ends a
# line, and all are in NFC. "Â", "Ã", "Å" and "â€" are what is left of letters saved twice.
ASCII = bytes([*b"\t\n", *range(0x20, 0x7F)])
USUAL = re.compile("[\u00a0-\u00ac\u00ae-\u00c1\u00c4\u00c6-\u017f\u2010-\u2027\u202f\u20ac]*")


def is_usual(text: str) -> bool:
    """Whether a text holds only signs that all show, and that have only one form."""
    others = as_text(as_bytes(text).translate(None, ASCII))
    return USUAL.fullmatch(others) is not None and "â€" not in others


def without_hidden_characters(text: str, notes: Notes) -> str:
    """Note the lines where characters do not show, and return the text without them."""
    referring = "&" in text
    if is_usual(text) and not (referring and _read_references(text) != text):
        return text
    original, text = text, MEANINGLESS.sub("", with_its_letters(text, notes))
    if referring:
        text = MEANINGLESS.sub("", _read_references(text))
    text = SYMBOL_BULLET.sub("•", WORD_BREAK.sub(" ", text))
    for pattern, code in ((HIDDEN, "hidden-character"), (STACKED, "stacked-accents")):
        text = _without(pattern, code, text, notes)
    if referring:  # what was taken out may have stood inside another reference
        _note_references(text, notes)
    return text if text == original else normalize("NFC", text)


def _without(pattern: re.Pattern[str], code: str, text: str, notes: Notes) -> str:
    if pattern.search(text) is None:
        return text
    for number, line in enumerate(text.split("\n"), start=1):
        if match := pattern.search(line):
            notes.add(code, number, **_found(line, match, match[0][0]))
    return pattern.sub("", text)


def _note_references(text: str, notes: Notes) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        for match in REFERENCE.finditer(line):
            if (sign := _character(match)) != match[0]:
                notes.add("hidden-character", number, **_found(line, match, sign))
                break


def _found(line: str, match: re.Match[str], sign: str) -> dict[str, str]:
    before = line[max(0, match.start() - AROUND) : match.start()]
    around = f"{before}{sign}{line[match.end() : match.end() + AROUND]}"
    near = STACKED.sub("", HIDDEN.sub("", around)).strip()
    return {"found": f"U+{ord(sign):04X}", "near": near}


def _read_references(text: str) -> str:
    """Put the characters that do not show in place of their numbers and names."""
    return REFERENCE.sub(_character, text)


def _character(reference: re.Match[str]) -> str:
    hexadecimal = reference["hexadecimal"]
    number = int(hexadecimal, 16) if hexadecimal else int(reference["number"] or -1)
    code = NAMES.get(reference["name"], -1) if reference["name"] else number
    sign = chr(code) if 0 <= code <= sys.maxunicode and code not in LATIN else ""
    return sign if UNSEEN.fullmatch(sign) else reference[0]
