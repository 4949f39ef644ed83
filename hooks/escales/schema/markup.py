# SPDX-License-Identifier: EUPL-1.2
"""HTML and Markdown in a field of a header, which would be shown as they are."""

import re

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
