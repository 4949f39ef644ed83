# SPDX-License-Identifier: EUPL-1.2
"""Say on which line of a file a place of its text stands."""

import re
from bisect import bisect_right


class Lines:
    """Turns an offset of a text, whose first line has a number in its file, into such a number."""

    def __init__(self, text: str, first: int) -> None:
        self.starts = [match.end() for match in re.finditer("\n", text)]
        self.first = first

    def at(self, offset: int) -> int:
        return self.first + bisect_right(self.starts, offset)
