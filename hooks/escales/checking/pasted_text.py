# SPDX-License-Identifier: EUPL-1.2
"""Tell what was pasted from a word processor and would be published as a wall of text."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from escales.problems.problem import Notes
from escales.reading.body import Body

# A line that was a paragraph: longer than those that anybody breaks by hand, and several sentences.
SHORTEST = 100
SENTENCE = re.compile(r"[.!?…][ \u00a0]+[A-ZÀ-Þ«“]")  # that begins after another
ENDS, MARKS = ".!?…»)", "#>|-+ \t0123456789"  # of a sentence; of what is no paragraph
NEXT = re.compile(r"[A-ZÀ-Þ«“]")
JOINED = re.compile(r"\n(?<=[.!?…»)]\n)[A-ZÀ-Þ«“]")  # one sentence ends a line, another the next
CELLS = re.compile(r"[^\t]*\S *\t")


def check_pasted(body: Body, notes: Notes) -> None:
    """Note the first line of those that Markdown would join, or whose columns it would lose."""
    text = body.text
    if not ("\t" in text or JOINED.search(text)):
        return
    lines = text.split("\n")
    for first, _ in _runs(map(_is_paragraph, lines, lines[1:])):
        notes.add("pasted-paragraphs", body.line + first)
    if "\t" in text:
        for first, rows in _runs(CELLS.match(line.rstrip()) is not None for line in lines):
            if rows > 1:  # a lone tab is a space
                notes.add("pasted-table", body.line + first)


def _is_paragraph(line: str, below: str) -> bool:
    whole = len(line) >= SHORTEST and line[0] not in MARKS and line[-1] in ENDS
    return whole and NEXT.match(below) is not None and SENTENCE.search(line) is not None


def _runs(are: Iterable[bool]) -> Iterator[tuple[int, int]]:
    """Yield where each run of lines begins, and how many lines it has."""
    place = 0
    for true, group in groupby(are):
        size = len([*group])
        if true:
            yield place, size
        place += size
