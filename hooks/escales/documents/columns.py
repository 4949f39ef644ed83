# SPDX-License-Identifier: EUPL-1.2
"""Give each column of a table the room that its author drew: as many parts as it has dashes.

A page makes room by what the cells hold; in a document, empty ones are to be written in.
"""

import re

DRAWN = re.compile(
    r"(?:\A|\n(?:[ >]*|#[^\n]*)\n)[^\n]+\n[ >]*\|?(?P<dashes>(?:[ :]*-+[ :]*\|)+(?:[ :]*-+[ :]*)?)"
    r"(?=\n|\Z)"
)
TABLE = re.compile(r"<table>(?=\s*<thead>)")


def with_column_widths(html: str, markdown: str) -> str:
    """Return the HTML of a Markdown text; columns are alike where the two hold not as many tables.

    Pandoc alone would do as much, but reads another Markdown than the page.
    """
    drawn = [match["dashes"] for match in DRAWN.finditer(markdown)]
    if len(drawn) != len(TABLE.findall(html)):
        return html
    left = iter(drawn)
    return TABLE.sub(lambda table: table[0] + _columns(next(left)), html)


def _columns(dashes: str) -> str:
    parts = [column.count("-") for column in dashes.rstrip("| ").split("|")]
    widths = (100 * part / sum(parts) for part in parts)
    columns = "".join(f'<col style="width: {width:.2f}%">' for width in widths)
    return f"<colgroup>{columns}</colgroup>"
