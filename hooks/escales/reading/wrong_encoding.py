# SPDX-License-Identifier: EUPL-1.2
"""Find the text that was saved twice, the second time in a wrong encoding: "prÃªte" for "prête"."""

import re

from escales.problems.problem import Notes

FOLLOWING = range(0x80, 0xC0)  # the bytes that never begin a letter
LAST = "\xbf"  # the last of them, as Latin-1 reads it
WINDOWS = {bytes([byte]).decode("cp1252", "ignore"): byte for byte in FOLLOWING}
BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | WINDOWS  # by the sign of each
NEXT = f"[\x80-\xbf{''.join(sign for sign in WINDOWS if sign > LAST)}]"
# The letters and signs of French alone: others would be words of ours, such as "ÉTÉ»".
MAC = {bytes([byte]).decode("mac_roman"): byte for byte in range(0x80, 0x100)}
NEXT_MAC = f"[{''.join(sign for sign, byte in MAC.items() if byte in FOLLOWING)}]"
SAVED_TWICE = re.compile(
    f"(?:[ÂÃ]|â[\x80\x82\x84€‚„]|ðŸ{NEXT}){NEXT}|Å[\x92\x93’“¸]|ï»¿|(?:[√¬]|‚[ÄÇ]){NEXT_MAC}|≈[ìíî]"
)


def with_its_letters(text: str, notes: Notes) -> str:
    """Return a text with the letters that it was meant to have; note that it lost them, once."""
    first = SAVED_TWICE.search(text)
    if first is None:
        return text
    start = max(text.rfind(blank, 0, first.start()) for blank in " \n") + 1
    found = re.split(r"[ \n]", text[start:], maxsplit=1)[0]
    line = text.count("\n", 0, first.start()) + 1
    notes.add("saved-twice", line, found=found, expected=_mended(found))
    return _mended(text)


def _mended(text: str) -> str:
    """Give a text its letters again, as many times as it was saved so."""
    while SAVED_TWICE.search(text):
        text = SAVED_TWICE.sub(_letters, text)
    return text


def _letters(match: re.Match[str]) -> str:
    table = MAC if match[0][0] in "√¬≈‚" else BYTES
    return bytes(table[sign] for sign in match[0]).decode("utf-8-sig", "replace")
