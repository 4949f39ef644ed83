# SPDX-License-Identifier: EUPL-1.2
"""Find the text that was saved twice, the second time in a wrong encoding: "prÃªte" for "prête"."""

import re

from escales.problems.problem import Notes

FOLLOWING = range(0x80, 0xC0)  # the bytes that never begin a letter
WINDOWS = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in FOLLOWING}
BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | WINDOWS  # by the sign of each
NEXT = f"[{''.join(sign for sign, byte in BYTES.items() if byte in FOLLOWING)}]"
# The letters and signs of French alone: others would be words of ours, such as "ÉTÉ»".
SAVED_TWICE = re.compile(f"[ÂÃ]{NEXT}|Å[\x92\x93’“¸]|â[\x80\x82\x84€‚„]{NEXT}|ï»¿|ðŸ{NEXT}{{2}}")


def with_its_letters(text: str, notes: Notes) -> str:
    """Return a text with the letters that it was meant to have; note that it lost them, once."""
    first = SAVED_TWICE.search(text)
    if first is None:
        return text
    start = max(text.rfind(blank, 0, first.start()) for blank in " \n") + 1
    found = re.split(r"[ \n]", text[start:], maxsplit=1)[0]
    line = text.count("\n", 0, first.start()) + 1
    notes.add("saved-twice", line, found=found, expected=SAVED_TWICE.sub(_letters, found))
    return SAVED_TWICE.sub(_letters, text)


def _letters(match: re.Match[str]) -> str:
    return bytes(BYTES[sign] for sign in match[0]).decode("utf-8-sig", "replace")
