# SPDX-License-Identifier: EUPL-1.2
"""Find the headings of a Markdown text, in each of the two ways to write one."""

import re
from functools import lru_cache
from typing import NamedTuple

from markdown.extensions.toc import slugify

from escales.reading.plain_form import ITEM

# Each begins with a new line: Python finds that one fast.
HEADING = re.compile(r"\n(?P<marks>#{1,6})(?P<text>.*)")
UNDERLINE = re.compile(r"\n(?P<marks>=+|-+)[ ]*(?=\n|\Z)")
HEADINGS = 256  # different ones whose ids are remembered: those of most stories are five


class Heading(NamedTuple):
    level: int
    text: str
    start: int  # offset of the heading itself
    end: int  # offset of what follows it
    marks: str  # that make it a heading, before it or under it

    @property
    def is_underlined(self) -> bool:
        return self.marks[0] != "#"


def headings_of(plain: str) -> list[Heading]:
    """Return the headings of a text without its code, in order."""
    below = f"\n{plain}"  # where a match begins one sign before the line that it stands for
    headings = [
        Heading(
            len(match["marks"]),
            match["text"].strip("# "),
            match.start(),
            match.end() - 1,
            match["marks"],
        )
        for match in HEADING.finditer(below)
    ]
    for match in UNDERLINE.finditer(below):
        start = plain.rfind("\n", 0, max(0, match.start() - 1)) + 1
        above = plain[start : match.start()].strip()
        if above and above[0] not in "#>|-=" and not ITEM.match(above):
            level, marks = 1 if match["marks"][0] == "=" else 2, match["marks"]
            headings.append(Heading(level, above, start, match.end() - 1, marks))
    return sorted(headings, key=lambda heading: heading.start)


@lru_cache(maxsize=HEADINGS)
def heading_id(name: str, separator: str = "-") -> str:
    """Return the id that Markdown gives to a heading, unless another one already has it."""
    return slugify(name, separator)
