# SPDX-License-Identifier: EUPL-1.2
"""Give a sheet that is filled with a pen room to write, and keep each such table on one page."""

import re
from collections.abc import Callable, Mapping

# A cell that holds nothing but a field to fill, or nothing at all.
CELL = re.compile(
    r"<td(?P<style>[^>]*)>\s*(?P<field><span class=\"champ\"[^>]*>[^<]*</span>)?\s*</td>"
)
TABLE = re.compile(r"<table>(?:(?!</table>).)*class=\"pen", re.DOTALL)
FIELD = re.compile(r"<span class=\"champ\"[^>]*>\[([^<]*)\]</span>")
LAST_FIELD = re.compile(rf"{FIELD.pattern}(?=[ \u00a0]?[.;]?</(?:p|li)>)")
# A table that one signs, and a row of a table with a cell that holds nothing.
SIGNED = re.compile(r"<table>(?:(?!</table>).)*<th[^>]*>Signature</th>", re.DOTALL)
BOX, SIGN = "☐", "pen sign"
ROOM = "<p>\u00a0</p>" * 4  # two centimetres, in the word processors that know no height of a row

ODT_TABLE = re.compile(r"<style:table-properties\b")
DOCX_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
DOCX_PARAGRAPH = re.compile(r"<w:pPr>(<w:pStyle [^>]*/>)?")


def with_room_for_a_pen(html: str) -> str:
    """Return what is printed: where a field stands alone in its cell, the cell is left blank.

    An empty cell is for a signature: it is taller. What is ticked is on the page that is signed.
    """

    def blank(cell: re.Match[str]) -> str:
        kind = "pen" if cell["field"] else SIGN
        return f'<td{cell["style"]} class="{kind}"></td>'

    html = TABLE.sub(
        lambda table: table[0].replace("<table>", '<table class="whole">'), CELL.sub(blank, html)
    )
    start = html.rfind("<h2", 0, html.find(BOX)) if BOX in html and SIGN in html else -1
    return html if start < 0 else f'{html[:start]}<div class="whole">{html[start:]}</div>'


def with_lines_to_write_on(html: str) -> str:
    """Return what is printed: a line for each field, with what goes there under it.

    Where a field stands alone in its cell, the cell itself is left blank.
    """
    html = CELL.sub(
        lambda cell: f'<td{cell["style"]} class="pen"></td>' if cell["field"] else cell[0], html
    )
    html = SIGNED.sub(lambda table: table[0].replace("<table>", '<table class="signed">'), html)
    html = LAST_FIELD.sub(r'<span class="blank long">\1</span>', html)
    return FIELD.sub(r'<span class="blank">\1</span>', html)


def with_room_to_sign(html: str) -> str:
    """Return what word processors open: fields are typed over, the signature is still by hand."""
    return CELL.sub(
        lambda cell: cell[0] if cell["field"] else f"<td{cell['style']}>{ROOM}</td>", html
    )


ROOM_TO_WRITE, ROOM_FOR_A_SIGNATURE = ("Ecrire", 15), ("Signer", 20)  # millimetres
ODT_ROW = (
    '<style:style style:name="{}" style:family="table-row"><style:table-row-properties'
    ' fo:keep-together="always" style:min-row-height="{}mm"/></style:style>'
)
ODT_TABLES = re.compile(r"<table:table .*?</table:table>", re.DOTALL)
ODT_EMPTY = re.compile(
    r"<table:table-row>(?=(?:(?!</table:table-row>).)*<table:table-cell[^>]*>\s*</table:table-cell>)",
    re.DOTALL,
)
DOCX_ROW = '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{}" w:hRule="atLeast"/></w:trPr>'
DOCX_EMPTY = re.compile(
    r"<w:tr>(?!<w:trPr>)(?=(?:(?!</w:tr>).)*<w:tc>(?:(?!<w:t[ >]|</w:tc>|<w:drawing).)*</w:tc>)",
    re.DOTALL,
)


def _room_of(table: str) -> tuple[str, int]:
    return ROOM_FOR_A_SIGNATURE if re.search(r">Signature</", table) else ROOM_TO_WRITE


def _odt_rows(xml: str) -> str:
    styles = "".join(ODT_ROW.format(*room) for room in (ROOM_TO_WRITE, ROOM_FOR_A_SIGNATURE))
    xml = xml.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>")
    return ODT_TABLES.sub(
        lambda table: ODT_EMPTY.sub(
            f'<table:table-row table:style-name="{_room_of(table[0])[0]}">', table[0]
        ),
        xml,
    )


def _docx_rows(xml: str) -> str:
    return DOCX_TABLE.sub(
        lambda table: DOCX_EMPTY.sub(
            DOCX_ROW.format(round(_room_of(table[0])[1] * 56.7)),
            table[0],  # 20ths of a point
        ),
        xml,
    )


# An empty cell is high enough to write in, or to sign in.
HIGH_ROWS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "odt": ("content.xml", _odt_rows),
    "docx": ("word/document.xml", _docx_rows),
}

# A table stays on one page, with the heading above it.
WHOLE_TABLES: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "odt": (
        "content.xml",
        lambda xml: ODT_TABLE.sub(
            '<style:table-properties style:may-break-between-rows="false"', xml
        ),
    ),
    "docx": ("word/document.xml", lambda xml: DOCX_TABLE.sub(_kept_together, xml)),
}


def _kept_together(table: re.Match[str]) -> str:
    """Bind each row of a table to the next one."""
    *rows, last = table[0].split("</w:tr><w:tr>")
    bound = (DOCX_PARAGRAPH.sub(r"<w:pPr>\1<w:keepNext/>", row) for row in rows)
    return "</w:tr><w:tr>".join([*bound, last])
