# SPDX-License-Identifier: EUPL-1.2
"""Judge whether a reader sees a text, by its colours, its size and its width."""

import re

from escales.commands.import_.xml_parts import whole_number

TINY = 2  # points
NARROW = 10  # percent of the width of its letters
NEAR = 16  # of 255: two colours that nobody tells apart
HEX = re.compile(r"#?([0-9a-fA-F]{6})")
LONGEST_CHAIN = 50  # of styles: each made from another


def same_colour(text: str | None, ground: str | None) -> bool:
    """Whether a text does not show on its ground; automatic colours, or unheard of, do."""
    one, other = (HEX.fullmatch(colour or "") for colour in (text, ground))
    if not one or not other:
        return False
    pairs = zip(bytes.fromhex(one[1]), bytes.fromhex(other[1]), strict=True)
    return all(abs(a - b) <= NEAR for a, b in pairs)


def is_narrow(percent: str) -> bool:
    """Whether letters are too narrow to be read."""
    width = whole_number(percent.rstrip("%"))
    return width is not None and width <= NARROW


def between_spaces(text: str) -> bool:
    """Whether a text that leaves has to leave a space, for the words around it."""
    return text[:1].isspace() and text[-1:].isspace()
