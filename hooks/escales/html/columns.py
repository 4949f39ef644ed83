# SPDX-License-Identifier: EUPL-1.2
"""Give each column of a table the room that its author drew: as many parts as it has dashes.

A page makes room by what the cells hold; in a document, empty ones are to be written in.
"""

import re
from collections.abc import Callable

DRAWN = re.compile(
    r"(?:\A|\n(?:[ >]*|#[^\n]*)\n)[^\n]+\n[ >]*\|?(?P<dashes>(?:[ :]*-+[ :]*\|)+(?:[ :]*-+[ :]*)?)"
    r"(?=\n|\Z)"
)
TABLE = re.compile(r"<table>(?=\s*<thead>)")


def with_column_widths(html: str, markdown: str) -> str:
    """Return the HTML of a Markdown text; columns are alike where the two hold not as many tables.

    Pandoc alone would do as much, but reads another Markdown than the page.
    """
    return _with_widths(html, markdown, _columns)


def with_told_widths(html: str, markdown: str) -> str:
    """Return the HTML of a page whose tables only tell the widths: its print has them.

    A style is not for a page to say, as its policy has it.
    """
    return _with_widths(
        html, markdown, lambda table, widths: f'{table[:-1]} data-widths="{" ".join(widths)}">'
    )


def _with_widths(html: str, markdown: str, tell: Callable[[str, list[str]], str]) -> str:
    drawn = [match["dashes"] for match in DRAWN.finditer(markdown)]
    if len(drawn) != len(TABLE.findall(html)):
        return html
    left = iter(drawn)
    return TABLE.sub(lambda table: tell(table[0], _widths(next(left))), html)


def _widths(dashes: str) -> list[str]:
    parts = [column.count("-") for column in dashes.rstrip("| ").split("|")]
    return [f"{100 * part / sum(parts):.2f}" for part in parts]


def _columns(table: str, widths: list[str]) -> str:
    columns = "".join(f'<col style="width: {width}%">' for width in widths)
    return f"{table}<colgroup>{columns}</colgroup>"
