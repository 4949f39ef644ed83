# SPDX-License-Identifier: EUPL-1.2
"""Say where a text holds so much that Markdown would take minutes to render it.

Python-Markdown looks again at a whole paragraph for each bracket that nothing closes, and at what
is left of a text for each heading, rule, definition, tag and fence: its time grows as the square of
them. `tests/engine/test_growth.py` measures every construct.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

LONGEST_PARAGRAPH = 20_000  # characters
MOST_OPEN = 50  # brackets of a paragraph that nothing closes
CLOSED = re.compile(r"\[\[[^\[\]]*\]\]|\[[^\[\]]*\](?![(\[])")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
BEFORE = r"^(?:[ \t>]|[-*+][ \t]|\d{1,9}\.[ \t]){0,99}"  # in a list or a quotation as well
# How many of each a text may hold: a sign that all of them have, where one begins, the most.
MOST = (
    ("\n", BLANK_LINE, 5_000),  # paragraphs
    ("\n", re.compile(rf"{BEFORE}(?:#|[-=*_][-=*_ ]*$)", re.MULTILINE), 200),  # headings, rules
    ("\n", re.compile(r"^[ ]*(?:```|~~~)", re.MULTILINE), 200),  # fences
    ("<", re.compile(r"<[A-Za-z/!?]"), 500),  # tags
    ("]", re.compile(r"\]:"), 200),  # definitions
    ("[", re.compile(r"\["), 2_000),
    ("]", re.compile(r"\]"), 2_000),
    ("{", re.compile(r"\{"), 2_000),
)
SIGNS = frozenset(sign for sign, _, _ in MOST)
DEEP = re.compile(
    r"\n(?:(?:[ \t]*(?:[-*+]|\d{1,9}\.)(?=[ \t])){4}|[ \t]*(?:>[ \t]*){6}|[ \t]{24,}\S)"
)
DEEP_RUNS = ("[" * 12, "]" * 12, "*" * 200, "_" * 200)


class Excess(NamedTuple):
    """What a text has too much of: the code of a problem, and the offset where it begins."""

    code: str
    place: int


def excess_of(text: str) -> Excess | None:
    """Return what would make a text too long to read, which itself takes no time to find."""
    if (place := _too_deep(text)) is not None:
        return Excess("too-nested", place)
    if (place := _too_crowded(text)) is not None:
        return Excess("too-crowded", place)
    return None


def _too_crowded(text: str) -> int | None:
    if len(text) > LONGEST_PARAGRAPH:
        for start, end in _paragraphs(text):
            if end - start > LONGEST_PARAGRAPH:
                return start
    counts = {sign: text.count(sign) for sign in SIGNS}
    for sign, pattern, most in MOST:
        if counts[sign] >= most:
            match = next(islice(pattern.finditer(text), most, None), None)
            if match is not None:
                return match.start()
    return None


def too_open(unlinked: str) -> int | None:
    """Return where a text that is blank at its links and its code has too many open brackets."""
    if unlinked.count("[") <= MOST_OPEN:
        return None
    for start, end in _paragraphs(unlinked):
        if CLOSED.sub("", unlinked[start:end]).count("[") > MOST_OPEN:
            return start
    return None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph begins and ends."""
    start = 0
    for match in BLANK_LINE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _too_deep(text: str) -> int | None:
    """Return where a text is nested so deep that rendering it would not end well."""
    runs = [text.find(run) for run in DEEP_RUNS if run in text]
    if deep := DEEP.search(f"\n{text}"):
        runs.append(deep.start())
    return min(runs, default=None)
