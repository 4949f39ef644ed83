# SPDX-License-Identifier: EUPL-1.2
"""Lists as authors write them: on a line, without brackets, with the dashes of a word processor."""

import re
from typing import Any

PLAIN_BULLET = "[•▪▫■◦●○‣⁃➢➤✓✔]"  # no dash, and no dot of « agent·e »
MARK = rf"(?:{PLAIN_BULLET}|[-‐-―−·∙→*])"
BULLET = rf"(?:(?:{MARK}|[0-9]{{1,2}}[.)]|[a-e]\))\s+)"
BETWEEN_ITEMS = re.compile(rf"(?:^|\n)\s*(?:{BULLET}+|{MARK})|\s{BULLET}+|\s*;\s*{BULLET}*|\s/\s")
IN_ITEM = re.compile(rf"^(?:{BULLET}+|{MARK}(?=\w))|\s*;\s*{BULLET}*|\s{PLAIN_BULLET}\s+")
COMMA = re.compile(r",(?![^()]*\))")  # none of those in brackets
LAST = re.compile(r"[\s,;]+$")
# Entities, HTML and Markdown: a field of a header shows them as they are.
FORMATTED = re.compile(
    r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[Xx][0-9A-Fa-f]{1,6});|<!--|<https?:"
    r"|</?(?:abbr|a|blockquote|br|b|center|cite|code|del|div|em|font|h[1-6]|hr|iframe|img|ins|i|kbd|li"
    r"|mark|ol|o:p|p|script|section|small|span|strike|strong|style|sub|sup|svg|s|table|tbody|td|th|tr"
    r"|ul|u)(?:[\s/][^<>]*)?>"
    r"|!?\[[^\[\]]+\]\([^()\s]+\)|`[^`]+`|~~[^~]+~~|\*\*(?:[^*]+\*\*)?|^(?:#{1,6}|>)\s"
    r"|(?<![\w*])\*[^\s*](?:[^*]*[^\s*])?\*(?![\w*])"
    r"|(?<!\w)_{1,2}[^\s_](?:[^_]*[^\s_])?_{1,2}(?!\w)",
    re.IGNORECASE,
)
# What each of them needs: looked for first, it spares nearly all texts the patterns.
MARKS = re.compile(r"[&<>\[`*_~#]")


def formatted(text: str) -> re.Match[str] | None:
    """Return what a text says in HTML or in Markdown."""
    return FORMATTED.search(text) if MARKS.search(text) else None


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
