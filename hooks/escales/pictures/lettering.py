# SPDX-License-Identifier: EUPL-1.2
"""Write in the font of the site's titles on a picture."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageFont

if TYPE_CHECKING:  # Pillow only describes it
    from PIL._imaging import ImagingCore

FONT = Path(__file__).parents[1] / "mkdocs/theme/assets/fonts/fraunces-5.3.0-600.woff2"
LETTERS = re.compile(r"[ -~\u00a0-ÿŒœ–—‘’‚“”„•…‹›€™]*")  # that this font has
ELLIPSIS = "…"


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return the font at a size in pixels; raise OSError where Pillow cannot read it."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def has_font() -> bool:
    try:
        font(10)
    except (OSError, ImportError):  # a Pillow made without FreeType, or without Brotli
        return False
    return True


def can_write(text: str) -> bool:
    """Tell whether each letter of a text can be drawn."""
    return has_font() and LETTERS.fullmatch(text) is not None


def write(
    picture: Image.Image, place: tuple[float, float], text: str, size: int, shade: int = 255
) -> None:
    """Write a line in a shade on a picture in grey; `place` is its top left corner.

    Each letter is drawn once for all texts, and put on the pixels themselves, without what Pillow
    makes sure of for each picture: that takes most of the time, and no pixel differs.
    """
    across, down, pixels = place[0], round(place[1]), picture.im
    for letter, follows in zip_longest(text, text[1:], fillvalue=""):
        drawn, left, top = _letter(letter, size)
        left, top = round(across) + left, down + top
        pixels.paste(shade, (left, top, left + drawn.size[0], top + drawn.size[1]), drawn)
        across += _advance(letter, follows, size)


@lru_cache(2_000)
def _letter(letter: str, size: int) -> "tuple[ImagingCore, int, int]":
    """Return the pixels of a letter, and where they stand from the place where it is written."""
    drawn, (left, top) = font(size).getmask2(letter, "L", anchor="la")
    return drawn, left, top


@lru_cache(20_000)
def _advance(letter: str, follows: str, size: int) -> float:
    """Return how far a letter stands from the one that follows."""
    return font(size).getlength(letter + follows) - font(size).getlength(follows)


def fit(text: str, width: int, rooms: Sequence[tuple[int, int]]) -> tuple[int, list[str]]:
    """Return the first size at which a text fits, and its lines.

    `rooms` are sizes, each with the most lines that there is room for. At the last one, what is too
    long is cut, and says so.
    """
    for size, most in rooms:
        lines = _lines(text, width, size)
        if len(lines) <= most and all(_length(line, size) <= width for line in lines):
            return size, lines
    size, most = rooms[-1]
    lines = _lines(text, width, size)
    kept = [_cut(line, width, size) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1].removesuffix(ELLIPSIS)} {ELLIPSIS}", width, size)
    return size, kept


def _lines(text: str, width: int, size: int) -> list[str]:
    """Break a text between words; what holds together by a no-break space stays on its line."""
    lines, reached, space = [""], 0.0, _length(" ", size)
    for word in text.split(" "):
        length = _length(word, size)
        if lines[-1] and reached + space + length > width:
            lines.append(word)
            reached = length
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip(" ")
            reached += length + (space if reached else 0)
    return lines


def _length(text: str, size: int) -> float:
    return sum(_advance(*pair, size) for pair in zip_longest(text, text[1:], fillvalue=""))


def _cut(line: str, width: int, size: int) -> str:
    if _length(line, size) <= width:
        return line
    line = line.removesuffix(ELLIPSIS)
    while line and _length(line + ELLIPSIS, size) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
