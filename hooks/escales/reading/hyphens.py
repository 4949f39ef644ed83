# SPDX-License-Identifier: EUPL-1.2
"""The two lines around a header, and the dashes that word processors make of their hyphens."""

import re

from escales.problems.problem import Notes

BOUNDARY = re.compile(r"^---[ \t\u00a0]*$", re.MULTILINE)
# What word processors make of three hyphens, and what looks like them.
DASHES = re.compile(r"^(?!(?:-|---)[ \t\u00a0]*$)[-‐-―−─]+[ \t\u00a0]*$", re.MULTILINE)


def begins_with_header(text: str) -> bool:
    """Whether a text has a header, which pages may do without."""
    return text.startswith("---") or DASHES.match(text) is not None


def with_hyphens(text: str, start: int, notes: Notes) -> str:
    """Note the lines around a header whose hyphens became dashes, and return them mended."""
    if not begins_with_header(text):
        return text
    second = text.find("\n") + 1
    closing = BOUNDARY.search(text, second)
    dashes = DASHES.search(text, second, closing.start() if closing else len(text))
    for match in (dashes, DASHES.match(text)):
        if match:
            line = start + text.count("\n", 0, match.start())
            notes.add("header-dash", line, found=match[0].strip())
            text = f"{text[: match.start()]}---{text[match.end() :]}"
    return text
