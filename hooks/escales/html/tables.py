# SPDX-License-Identifier: EUPL-1.2
"""Finish the tables of Markdown: each scrolls on its own, and its cells are aligned by classes.

The keyboard reaches a wide table as a region with a name. The policy of the site refuses styles in
attributes, hence the classes.
"""

import re
from collections import Counter
from html import escape, unescape

TABLE = "Tableau : {columns}"  # the name of a table, for those who do not see it
ALIGN = frozenset({"align"})  # Markdown writes it, and cleaning lets it through
SIDE = re.compile(r'(<t[dh]) align="(\w+)"')
CLASSES = {"center": "es-center", "right": "es-right"}  # text is on the left anyway
PLAIN = re.compile(r"<table>.*?</table>", re.DOTALL)
HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def finish_tables(html: str) -> str:
    """Return clean HTML whose tables fit on any screen."""
    if "<table>" not in html:
        return html
    uses: Counter[str] = Counter()
    html = SIDE.sub(_align_by_class, html)

    def wrap(table: re.Match[str]) -> str:
        name = _label_of(table[0])
        uses[name] += 1
        label = name if uses[name] == 1 else f"{name} ({uses[name]})"
        return (
            f'<div class="es-table" role="region" tabindex="0" aria-label="{escape(label)}">'
            f"{table[0]}</div>"
        )

    return PLAIN.sub(wrap, html)


def _align_by_class(cell: re.Match[str]) -> str:
    side = CLASSES.get(cell[2])
    return f'{cell[1]} class="{side}"' if side else cell[1]


def _label_of(table: str) -> str:
    """Name a table after its columns."""
    headings = (unescape(TAG.sub("", heading)).strip() for heading in HEADING.findall(table))
    return TABLE.format(columns=", ".join(filter(None, headings)))
