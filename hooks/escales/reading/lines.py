# SPDX-License-Identifier: EUPL-1.2
"""Find places of a text, and say on which line of its file they stand."""

import re
from bisect import bisect_right
from collections.abc import Iterator

FEW = 20  # offsets: to count the lines before each is faster than to find where all begin


class Lines:
    """Turns offsets of a text into lines of its file; `first` is the line where the text begins."""

    def __init__(self, text: str, first: int) -> None:
        self.text = text
        self.first = first
        self.asked = 0
        self.starts: list[int] | None = None  # of each line but the first

    def at(self, offset: int) -> int:
        if self.asked < FEW:
            self.asked += 1
            return self.first + self.text.count("\n", 0, offset)
        if self.starts is None:
            self.starts = [place + 1 for place in positions_of("\n", self.text)]
        return self.first + bisect_right(self.starts, offset)


def positions_of(needed: str, text: str) -> Iterator[int]:
    place = text.find(needed)
    while place >= 0:
        yield place
        place = text.find(needed, place + 1)


def matches_from(sign: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what `finditer` does of a pattern that begins with a sign, in a fifth of the time."""
    end = 0
    for place in positions_of(sign, text):
        if place >= end and (match := pattern.match(text, place)):
            yield match
            end = match.end()


def characters_after(sign: str, text: str) -> list[str]:
    """Return what follows a sign, wherever it stands: to look for two signs takes far longer."""
    return [text[place + 1 : place + 2] for place in positions_of(sign, text)]
