# SPDX-License-Identifier: EUPL-1.2
"""Write in the font of the site's titles on a picture."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

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


def fit(text: str, width: int, rooms: Sequence[tuple[int, int]]) -> tuple[int, list[str]]:
    """Return the first size at which a text fits, and its lines.

    `rooms` are sizes, each with the most lines that there is room for. At the last one, what is too
    long is cut, and says so.
    """
    for size, most in rooms:
        lines = _lines(text, width, size)
        if len(lines) <= most and all(font(size).getlength(line) <= width for line in lines):
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


@lru_cache(20_000)  # of all stories: a third of what a card takes
def _length(word: str, size: int) -> float:
    return font(size).getlength(word)


def _cut(line: str, width: int, size: int) -> str:
    if font(size).getlength(line) <= width:
        return line
    line = line.removesuffix(ELLIPSIS)
    while line and font(size).getlength(line + ELLIPSIS) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS
