# SPDX-License-Identifier: EUPL-1.2
"""Have a text that many sites share say the same without the pages that one of them lacks."""

import re
from collections.abc import Callable

LINK = re.compile(r"\[(?P<said>[^\[\]\n]*)\]\((?P<target>[^()\s]+)\)")
ITEM = re.compile(r"[ ]*[-*+][ ]+(?=\[)")
CELL = re.compile(r"\|[ ]*(?=\[[^\[\]\n]*\]\([^()\s]+\)[ ]*\|)")
HEADING = re.compile(r"(?P<level>#{1,6}) ")


def without_links(text: str, is_absent: Callable[[str], bool]) -> str:
    """Return a text that leads to no absent page.

    An item of a list that begins with such a link goes, as does a row of a table with one alone in
    a cell, and the heading of a section that is then empty. Elsewhere, the words of a link stay.
    """

    def is_gone(link: re.Match[str] | None) -> bool:
        return link is not None and is_absent(link["target"])

    def said(link: re.Match[str]) -> str:
        return link["said"] if is_gone(link) else link[0]

    left: list[str] = []
    dropped_item: int | None = None  # the indent of the item that goes
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        if dropped_item is not None and line.strip() and indent > dropped_item:
            continue
        item = ITEM.match(line)
        dropped_item = indent if item and is_gone(LINK.match(line, item.end())) else None
        in_cell = any(is_gone(LINK.match(line, cell.end())) for cell in CELL.finditer(line))
        if dropped_item is None and not (in_cell and line.startswith("|")):
            left.append(LINK.sub(said, line))
    return "\n".join(left) if len(left) == text.count("\n") + 1 else _without_empty(left)


def _without_empty(lines: list[str]) -> str:
    """Return lines without the headings that nothing follows."""
    left: list[str] = []  # from the last one up
    for line in reversed(lines):
        heading = HEADING.match(line)
        below = next((each for each in reversed(left) if each.strip()), "# The end")
        after = HEADING.match(below)
        if heading and after and len(after["level"]) <= len(heading["level"]):
            while left and not left[-1].strip():
                left.pop()
        else:
            left.append(line)
    return "\n".join(reversed(left))
