# SPDX-License-Identifier: EUPL-1.2
"""The two lines around a header, and the dashes that word processors make of their hyphens."""

import re

from escales.problems.problem import Notes

BOUNDARY = re.compile(r"^---[ \t\u00a0]*$", re.MULTILINE)
# What word processors make of three hyphens on a line, and what looks like them.
DASHES = re.compile(r"\n(?!(?:-|---)[ \t\u00a0]*(?:\n|\Z))[-‐-―−─]+[ \t\u00a0]*(?=\n|\Z)")


def begins_with_header(text: str) -> bool:
    """Whether a text has a header, which pages may do without."""
    return text.startswith("---") or _first_dashes(text) is not None


def with_hyphens(text: str, start: int, notes: Notes) -> str:
    """Note the lines around a header whose hyphens became dashes, and return them mended."""
    if not begins_with_header(text):
        return text
    closing = text.find("\n---", 1)
    end = text.find("\n", closing + 1) if closing > 0 else -1
    if dashes := DASHES.search(text, 0, end if end > 0 else len(text)):
        line = start + text.count("\n", 0, dashes.end())
        notes.add("header-dash", line, found=dashes[0].strip())
        text = f"{text[: dashes.start()]}\n---{text[dashes.end() :]}"
    if first := _first_dashes(text):
        notes.add("header-dash", start, found=first[0].strip())
        text = f"---{text[len(first[0]) - 1 :]}"
    return text


def _first_dashes(text: str) -> re.Match[str] | None:
    return DASHES.match(f"\n{text[: text.find(chr(10))]}")
