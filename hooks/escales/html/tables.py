# SPDX-License-Identifier: EUPL-1.2
"""Finish the tables that Markdown makes: they scroll on their own, and say their sides in classes.

A table that is too wide stands in a region that the keyboard reaches, with a name of its own; the
policy of the site refuses the attribute that would align a cell otherwise than with a class.
"""

import re
from collections import Counter
from html import escape, unescape

from escales.problems.sentences import TABLE

ALIGN = frozenset({"align"})  # what Markdown writes, and cleaning lets through to here
SIDE = re.compile(r'(<t[dh]) align="(\w+)"')
CLASSES = {"center": "es-center", "right": "es-right"}  # the left is where text stands anyway
PLAIN = re.compile(r"<table>.*?</table>", re.DOTALL)
HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def finish_tables(html: str) -> str:
    """Return clean HTML whose tables may be shown on any screen."""
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
