# SPDX-License-Identifier: EUPL-1.2
"""Keep the numbers of articles and of decrees on one line: browsers break them at their hyphens.

The hyphen stays a hyphen, so that one may look for the number, here or where the law is published.
"""

import re

from escales.words.typography import NO_BREAK, in_texts

NUMBER = re.compile(
    rf"(?<!\w)(?:[Aa]rticles?|n°|[LRD]\.){NO_BREAK}(?:[LRD]\.{NO_BREAK})?\d+(?:-\d+)+(?!\w)"
)

KEPT = re.compile(r'<span class="es-number">([^<]*)</span>')
HOLDING = "\u2011"  # the hyphen at which no word processor breaks a line


def keep_whole(html: str) -> str:
    """Keep such numbers whole, where they stand in a text."""
    if "-" not in html or NO_BREAK not in html:
        return html
    return in_texts(html, lambda text: NUMBER.sub(r'<span class="es-number">\g<0></span>', text))


def with_holding_hyphens(html: str) -> str:
    """Keep them whole by their hyphens, for word processors: they know no other way."""
    return KEPT.sub(lambda number: number[1].replace("-", HOLDING), html)


def as_told(html: str) -> str:
    """Return a text as it was before its numbers were kept whole."""
    return KEPT.sub(r"\1", html)
