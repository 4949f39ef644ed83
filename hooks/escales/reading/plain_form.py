# SPDX-License-Identifier: EUPL-1.2
"""Bring what word processors and forges leave to the plain form that every Markdown reads alike."""

import re

# Each keeps the number of lines, and begins with a new line: Python finds that one fast.
PLAIN_FORMS = (
    (re.compile(r"\n[ \t\u00a0\u202f]+(?=\n)"), "\n"),
    (re.compile(r"\n {1,3}(?=#{1,6}[ \w«])"), "\n"),
    (re.compile(r"\n([ \t]*)([-*+]|\d{1,9}\.)[\u00a0\u202f]+"), "\n\\1\\2 "),
    (re.compile(r"\n {2,3}(?=(?:[-*+]|\d{1,9}\.) )"), "\n    "),
)
NOT_PLAIN = re.compile(r"\n(?:[ \t\u00a0\u202f]|(?:[-*+]|\d{1,9}\.)[\u00a0\u202f])")
ITEM = re.compile(r" *(?:[-*+]|\d{1,9}\.) ")
LISTED = re.compile(rf"\n(?={ITEM.pattern})")  # an item that does not begin the text


def to_plain_form(text: str) -> str:
    """Write in its plain form what means the same."""
    text = f"\n{text}"
    if NOT_PLAIN.search(text) is None:
        return text[1:]
    for pattern, plain in PLAIN_FORMS:
        text = pattern.sub(plain, text)
    return text[1:]


def open_lists(text: str) -> str:
    """Put an empty line before each list that follows a paragraph, as forges let one forget."""
    parts, end = [], 0
    for match in LISTED.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        before = text[start : match.start()]
        if before and not ITEM.match(before) and before[0] not in " \t>|":
            parts += [text[end : match.start()], "\n"]
            end = match.start()
    return "".join([*parts, text[end:]]) if parts else text
