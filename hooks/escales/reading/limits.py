# SPDX-License-Identifier: EUPL-1.2
"""Say where a text holds so much that Markdown would take minutes to render it.

Python-Markdown looks again at a whole paragraph for each bracket that nothing closes, and at what
is left of a text for each heading and each rule: its time grows as the square of them.
"""

import re
from itertools import islice

LONGEST_PARAGRAPH = 20_000  # characters
MOST_OPEN = 50  # brackets of a paragraph that nothing closes
MOST_HEADINGS = 200  # of a text, rules included
CLOSED = re.compile(r"\[\[[^\[\]]*\]\]|\[[^\[\]]*\](?![(\[])")
BLANK_LINE = re.compile(r"\n[ \t]*\n")
CROWD = re.compile(r"^[ >]{0,9}(?:#|[-=*_ ]+$)", re.MULTILINE)  # headings, rules
DEEP = re.compile(r"\n(?:(?:[ \t]*(?:[-*+]|\d{1,9}\.)[ \t]+){4}|[ \t]*(?:>[ \t]*){6}|[ \t]{24,}\S)")
DEEP_RUNS = ("[" * 12, "]" * 12, "*" * 200, "_" * 200)


def too_crowded(plain: str, unlinked: str) -> int | None:
    """Return where a text without its code is too full; `unlinked` is blank at its links."""
    start = 0
    if len(plain) > LONGEST_PARAGRAPH or unlinked.count("[") > MOST_OPEN:
        for paragraph in BLANK_LINE.split(plain):
            end = start + len(paragraph)
            left = CLOSED.sub("", unlinked[start:end]).count("[")
            if len(paragraph) > LONGEST_PARAGRAPH or left > MOST_OPEN:
                return start
            start = plain.find("\n", end + 1) + 1
    if plain.count("\n") < MOST_HEADINGS:
        return None
    headings = islice(CROWD.finditer(plain), MOST_HEADINGS, None)
    return next((match.start() for match in headings), None)


def too_deep(plain: str) -> int | None:
    """Return where a text is nested so deep that rendering it would not end well."""
    runs = [plain.find(run) for run in DEEP_RUNS if run in plain]
    if deep := DEEP.search(f"\n{plain}"):
        runs.append(deep.start())
    return min(runs, default=None)
