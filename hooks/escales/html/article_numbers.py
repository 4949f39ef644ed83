# SPDX-License-Identifier: EUPL-1.2
"""Keep the numbers of articles and of decrees on one line: browsers break them at their hyphens.

The hyphen stays a hyphen, so that one may look for the number, here or where the law is published.
"""

import re

from escales.words.typography import NO_BREAK, in_texts

NUMBER = re.compile(
    rf"(?<!\w)(?:[Aa]rticles?|n°|[LRD]\.){NO_BREAK}(?:[LRD]\.{NO_BREAK})?\d+(?:-\d+)+(?!\w)"
)


def keep_whole(html: str) -> str:
    """Keep such numbers whole, where they stand in a text."""
    if "-" not in html or NO_BREAK not in html:
        return html
    return in_texts(html, lambda text: NUMBER.sub(r'<span class="es-number">\g<0></span>', text))
