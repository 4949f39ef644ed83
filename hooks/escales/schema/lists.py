# SPDX-License-Identifier: EUPL-1.2
"""Lists as authors write them: on a line, without brackets, with the dashes of a word processor."""

import re
from typing import Any

from escales.schema.markup import formatted

PLAIN_BULLET = "[•▪▫■◦●○‣⁃➢➤✓✔]"  # no dash, and no dot of « agent·e »
MARK = rf"(?:{PLAIN_BULLET}|[-‐-―−·∙→*])"
BULLET = rf"(?:(?:{MARK}|[0-9]{{1,2}}[.)]|[a-e]\))\s+)"
BETWEEN_ITEMS = re.compile(rf"(?:^|\n)\s*(?:{BULLET}+|{MARK})|\s{BULLET}+|\s*;\s*{BULLET}*|\s/\s")
IN_ITEM = re.compile(rf"^(?:{BULLET}+|{MARK}(?=\w))|\s*;\s*{BULLET}*|\s{PLAIN_BULLET}\s+")
COMMA = re.compile(r",(?![^()]*\))")  # none of those in brackets
LAST = re.compile(r"[\s,;]+$")


def as_list(value: Any) -> Any:  # noqa: ANN401  # pydantic hands over any value
    """Return the items of what stands where a list is expected; what is no text stays as it is."""
    if isinstance(value, str):
        value = _on_a_line(value)
    if isinstance(value, list):
        return [part for item in value for part in _in_an_item(item)]
    return value


def _on_a_line(text: str) -> list[str]:
    if formatted(text):
        return [text]  # an entity has a semicolon
    text = LAST.sub("", text)
    if BETWEEN_ITEMS.search(text):
        return [part for part in BETWEEN_ITEMS.split(text) if part.strip()]
    return [part.strip() for part in (COMMA.split(text) if "," in text else text.split("\n"))]


def _in_an_item(item: Any) -> list[Any]:  # noqa: ANN401  # likewise
    if not isinstance(item, str) or IN_ITEM.search(item) is None or formatted(item):
        return [item]
    return [part.strip() for part in IN_ITEM.split(item) if part.strip()] or [item]
