# SPDX-License-Identifier: EUPL-1.2
"""Find the characters that do not show: a text must say to its reviewers what it says to machines.

No-break spaces, soft hyphens and the joiners of emoji are what word processors leave: they stay.
"""

import re
from unicodedata import normalize

from escales.machine.utf8 import as_bytes, as_text
from escales.problems.problem import Notes
from escales.reading.wrong_encoding import with_its_letters

AROUND = 20  # characters quoted on each side of a hidden one
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # \r and \x85 are lines already
ORDER = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # https://trojansource.codes/
NO_WIDTH = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff"
NO_WIDTH += "\uffa0\ufff0-\ufffb"
NOBODYS = "\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff"
TAGS = "\U000e0000-\U000e0fff"  # they smuggle a text past those who read
EMOJI = "\u00a9\u00ae\u203c-\u3299\ufe0f\U0001f000-\U0001faff"
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
HIDDEN = re.compile(
    f"[{CONTROLS}{ORDER}{NO_WIDTH}{NOBODYS}{TAGS}]"
    f"|(?<![{EMOJI}])[\u200c\u200d]|(?<=[\ufe00-\ufe0f])[\ufe00-\ufe0f]"
)
STACKED = re.compile(f"(?<=[{MARKS}]{{3}})[{MARKS}]+")


# The signs of nearly all French texts, which need no slower search: all show, none but \n ends a
# line, and all are in NFC. "Â", "Ã", "Å" and "â€" are what is left of letters saved twice.
ASCII = bytes([*b"\t\n", *range(0x20, 0x7F)])
USUAL = re.compile("[\u00a0-\u00c1\u00c4\u00c6-\u017f\u2010-\u2027\u202f\u20ac]*")


def is_usual(text: str) -> bool:
    """Whether a text holds only signs that all show, and that have only one form."""
    others = as_text(as_bytes(text).translate(None, ASCII))
    return USUAL.fullmatch(others) is not None and "â€" not in others


def without_hidden_characters(text: str, notes: Notes) -> str:
    """Note the lines where characters do not show, and return the text without them."""
    if is_usual(text):
        return text
    original = text
    text = with_its_letters(text, notes)
    for pattern, code in ((HIDDEN, "hidden-character"), (STACKED, "stacked-accents")):
        if pattern.search(text) is None:
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            if match := pattern.search(line):
                around = line[max(0, match.start() - AROUND) : match.end() + AROUND]
                near = STACKED.sub("", HIDDEN.sub("", around)).strip()
                notes.add(code, number, found=f"U+{ord(match[0][0]):04X}", near=near)
        text = pattern.sub("", text)
    return text if text is original else normalize("NFC", text)
