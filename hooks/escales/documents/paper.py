# SPDX-License-Identifier: EUPL-1.2
"""Say how ODT and DOCX files stand on paper: wide pages, rows to write in, what stays together."""

import re
from collections.abc import Callable, Iterator, Mapping

from escales.documents.quoted_lists import docx_quoted_lists, odt_quoted_lists
from escales.html.article_numbers import HOLDING

ROOM_TO_WRITE, ROOM_TO_SIGN = ("Ecrire", 15), ("Signer", 20)  # millimetres
SIGNED = re.compile(r">(?:[^<]* )?[Ss]ignatures?</")

ODT_ROW = (
    '<style:style style:name="{}" style:family="table-row"><style:table-row-properties'
    ' fo:keep-together="always" style:min-row-height="{}mm"/></style:style>'
)
ODT_ROWS = "".join(ODT_ROW.format(*room) for room in (("Entiere", 0), ROOM_TO_WRITE, ROOM_TO_SIGN))
ODT_BOUND = '<style:paragraph-properties fo:keep-with-next="always"'
ODT_TABLE = re.compile(r"(<table:table .*?</table:table>)", re.DOTALL)
ODT_CHOICE = re.compile(r'(?=<text:p [^>]*><text:bookmark-start text:name="choix-\d+-\d+")')
ODT_SECTION = re.compile(
    r'<text:section [^>]*text:name="(?P<name>choix-[\d-]+)"[^>]*>(?P<first>.*?<text:p [^>]*>)'
    r"(?P<rest>(?:(?!</text:section>).)*)(?P<last></text:p>(?:(?!</text:p>).)*?)</text:section>",
    re.DOTALL,
)
# A heading may be left alone before a section, but not before a bookmark.
ODT_MARKED = (
    r'\g<first><text:bookmark-start text:name="\g<name>"/>\g<rest>'
    r'<text:bookmark-end text:name="\g<name>"/>\g<last>'
)
# What follows a table at the end of a document: else it would be a line high, on a page of its own.
ODT_LAST = re.compile(r"</table:table>(?=\s*</office:text>)")
ODT_END = '<text:p text:style-name="Fin"/>'
ODT_END_STYLE = (
    '<style:style style:name="Fin" style:family="paragraph"><style:paragraph-properties'
    ' fo:line-height="0.5mm"/><style:text-properties fo:font-size="1pt"/></style:style>'
)
DOCX_LAST = re.compile(r"</w:tbl>(?=\s*(?:<w:bookmarkEnd [^>]*/>\s*)*<w:sectPr>)")
DOCX_END = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)
# What keeps apart two quotations, whose bars would be one.
APART = '<div data-custom-style="Fin"><p>\u200b</p></div>'
DOCX_APART = re.compile(r'<w:p><w:pPr><w:pStyle w:val="Fin" */></w:pPr>(?:(?!</w:p>).)*</w:p>')
ODT_FREE = re.compile(r'<text:p [^>]*(?<!_suite)">')  # a paragraph that may leave what follows
ODT_EMPTY = re.compile(
    r"<table:table-row>(?=(?:(?!</table:table-row>).)*"
    r'<table:table-cell (?![^>]*"TableHeaderRowCell")[^>]*>\s*</table:table-cell>)',
    re.DOTALL,
)
# Word may draw the hyphen itself in another font; this one is in that of the text.
DOCX_TEXT = re.compile(rf"<w:t(?: [^>]*)?>[^<]*{HOLDING}[^<]*</w:t>")
DOCX_HYPHEN = '</w:t><w:noBreakHyphen/><w:t xml:space="preserve">'
DOCX_ROW = '<w:trPr><w:cantSplit/><w:trHeight w:val="{}" w:hRule="atLeast"/></w:trPr>'
DOCX_TABLE = re.compile(r"(<w:tbl>.*?</w:tbl>)", re.DOTALL)
DOCX_CHOICE = re.compile(r'(?=<w:bookmarkStart [^>]*w:name="choix-\d+-\d+")')
DOCX_EMPTY = re.compile(
    r"<w:tr>(?!<w:trPr>)(?=(?:(?!</w:tr>).)*<w:tc>(?:(?!<w:t[ >]|</w:tc>|<w:drawing).)*</w:tc>)",
    re.DOTALL,
)
DOCX_PARAGRAPH = re.compile(r"<w:pPr>\s*(<w:pStyle [^>]*/>)?")
DOCX_HEADING = '<w:pStyle w:val="Heading'
DOCX_BOUND = r"<w:pPr>\1<w:keepNext/>"
DOCX_BETWEEN, DOCX_BOUND_BETWEEN = (
    "<w:p />",
    "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>",
)  # two tables
DOCX_FREE = re.compile(r'<w:pPr>\s*<w:pStyle w:val="(?!Heading)[^>]*/>(?!<w:keepNext/>)')
DOCX_MARKS = re.compile(r"(?:<w:bookmark\w+ [^>]*/>\s*)*\Z")
DOCX_GRID = re.compile(r"<w:tblGrid>.*?</w:tblGrid>", re.DOTALL)
DOCX_COLUMN = re.compile(r'(<w:gridCol w:w=")(\d+)')
DOCX_WIDTH, DOCX_WIDE = 9638, 14570  # of a line, in 20ths of a point
Edit = tuple[str, Callable[[str], str]]  # the part of the file, and what becomes of it


def paper_edits(kind: str, *, landscape: bool, whole_tables: bool) -> Iterator[Edit]:
    """Yield the edits that pandoc's file needs; `whole_tables` are never cut, signed or not."""
    if kind == "odt":
        yield "content.xml", odt_quoted_lists
        yield "content.xml", lambda xml: _odt_tables(xml, whole=whole_tables)
        if landscape:
            yield "styles.xml", lambda xml: _replaced(xml, ODT_LANDSCAPE)
        return
    yield "word/document.xml", docx_quoted_lists
    width = DOCX_WIDE if landscape else DOCX_WIDTH
    yield "word/document.xml", lambda xml: _docx_tables(xml, width, whole=whole_tables)
    if landscape:
        yield "word/document.xml", lambda xml: _replaced(xml, DOCX_LANDSCAPE)
        yield "word/styles.xml", lambda xml: xml.replace(f'"{DOCX_WIDTH}"', f'"{DOCX_WIDE}"')


ODT_LANDSCAPE: Mapping[str, str] = {
    'fo:page-width="21cm"': 'fo:page-width="29.7cm"',
    'fo:page-height="29.7cm"': 'fo:page-height="21cm"',
    'style:print-orientation="portrait"': 'style:print-orientation="landscape"',
    'style:position="17cm"': 'style:position="25.7cm"',  # of the number of the page
}
DOCX_LANDSCAPE: Mapping[str, str] = {
    '<w:pgSz w:h="16838" w:w="11906" />': '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
}


def _replaced(xml: str, changes: Mapping[str, str]) -> str:
    for old, new in changes.items():
        xml = xml.replace(old, new)
    return xml


def _room_of(table: str) -> tuple[str, int]:
    return ROOM_TO_SIGN if SIGNED.search(table) else ROOM_TO_WRITE


def _odt_tables(xml: str, *, whole: bool) -> str:
    """Keep each row on one page, a table that is signed too, with what stands before it."""
    styles, bound, styles_of_tables = (
        f"{ODT_ROWS}{ODT_END_STYLE}",
        dict[str, str](),
        list[tuple[str, str]](),
    )
    xml = ODT_SECTION.sub(ODT_MARKED, xml)
    pieces = [piece for part in ODT_TABLE.split(xml) for piece in ODT_CHOICE.split(part)]
    for place, piece in enumerate(pieces):
        table = piece.startswith("<table:table ")
        signed = table and (whole or SIGNED.search(piece))
        if place and (table or ODT_CHOICE.match(piece)):
            before = pieces[place - 1]
            pieces[place - 1] = _odt_bound(before, bound, far=bool(signed and not whole))
        if signed:
            styles_of_tables.append((piece, 'style:may-break-between-rows="false"'))
        if signed and not whole and _after_a_table(pieces[:place], ODT_FREE):
            styles_of_tables.append((pieces[place - 2], 'fo:keep-with-next="always"'))
        if table:
            row = f'<table:table-row table:style-name="{_room_of(piece)[0]}">'
            pieces[place] = ODT_EMPTY.sub(row, piece).replace(
                "<table:table-row>", '<table:table-row table:style-name="Entiere">'
            )
    for table, said in styles_of_tables:
        pieces[0] = _odt_table_style(pieces[0], table, said)
    xml = "".join(pieces)
    styles += "".join(_odt_style(xml, name, new) for name, new in bound.items())
    xml = ODT_LAST.sub(f"\\g<0>{ODT_END}", xml)
    return xml.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>")


def _after_a_table(pieces: list[str], free: re.Pattern[str]) -> bool:
    """Whether the last piece is bound as a whole to what follows, and a table stands before it."""
    tables = "<table:table ", "<w:tbl>"
    return len(pieces) > 1 and pieces[-2].startswith(tables) and not free.search(pieces[-1])


def _odt_bound(before: str, bound: dict[str, str], *, far: bool) -> str:
    """Bind the last paragraph to what follows it; `far`, the one before the heading too."""
    start = before.rfind("<text:p ")
    near = before.rstrip().endswith("</text:p>")
    if start < 0 or not (near or far):
        return before
    style = before[start:].split('"')[1]
    bound[style] = f"{style}_suite"
    after = before[start:].replace(f'"{style}"', f'"{bound[style]}"', 1)
    before = before[:start]
    if far and before.rstrip().endswith("</text:h>"):
        before = _odt_bound(before, bound, far=True)
    return before + after


def _odt_table_style(xml: str, table: str, said: str) -> str:
    """Say one thing more in the style of a table."""
    name = table.split('table:name="')[1].split('"', maxsplit=1)[0]
    start = re.escape(f'<style:style style:name="{name}" style:family="table">')
    return re.sub(rf"{start}\s*<style:table-properties", rf"\g<0> {said}", xml)


def _odt_style(xml: str, name: str, new: str) -> str:
    """Return a style like another, that does not leave what follows."""
    found = re.search(
        rf'<style:style style:name="{name}" style:family="paragraph"(?:(?!</style:style>).)*'
        r"</style:style>",
        xml,
        re.DOTALL,
    )
    if found is None:  # a style of our reference
        start = f'<style:style style:name="{new}" style:family="paragraph"'
        return f'{start} style:parent-style-name="{name}">{ODT_BOUND}/></style:style>'
    style = found[0].replace(f'"{name}"', f'"{new}"', 1)
    return style.replace("<style:paragraph-properties", ODT_BOUND, 1)


def _docx_tables(xml: str, width: int, *, whole: bool) -> str:
    """Do as for an ODT; the columns of a table take the whole of a line of `width`."""
    pieces = [piece for part in DOCX_TABLE.split(xml) for piece in DOCX_CHOICE.split(part)]
    for place, piece in enumerate(pieces):
        table = piece.startswith("<w:tbl>")
        signed = table and (whole or SIGNED.search(piece))
        if place and (table or DOCX_CHOICE.match(piece)):
            before = pieces[place - 1]
            pieces[place - 1] = _docx_bound(before, far=bool(signed and not whole))
        if signed and not whole and _after_a_table(pieces[:place], DOCX_FREE):
            rows, last = pieces[place - 2].rsplit("<w:tr>", 1)
            pieces[place - 2] = f"{rows}<w:tr>{DOCX_PARAGRAPH.sub(DOCX_BOUND, last)}"
            pieces[place - 1] = pieces[place - 1].replace(DOCX_BETWEEN, DOCX_BOUND_BETWEEN)
        if table:
            pieces[place] = _docx_table(piece, width, whole=bool(signed))
    xml = DOCX_APART.sub(
        DOCX_END, DOCX_TEXT.sub(lambda text: text[0].replace(HOLDING, DOCX_HYPHEN), "".join(pieces))
    )
    return DOCX_LAST.sub(f"\\g<0>{DOCX_END}", xml)


def _docx_bound(before: str, *, far: bool) -> str:
    start = before.rfind("<w:p>")
    near = DOCX_MARKS.sub("", before).rstrip().endswith("</w:p>")
    if start < 0 or not (near or far):
        return before
    after = DOCX_PARAGRAPH.sub(DOCX_BOUND, before[start:], count=1)
    before = before[:start]
    if far and (DOCX_HEADING in after or DOCX_HEADING in before[before.rfind("<w:p>") :]):
        before = _docx_bound(before, far=True)
    return before + after


def _docx_table(table: str, width: int, *, whole: bool) -> str:
    room = DOCX_ROW.format(round(_room_of(table)[1] * 56.7))
    table = DOCX_EMPTY.sub(f"<w:tr>{room}", table)
    table = table.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")
    table = table.replace("<w:trPr><w:tblHeader", "<w:trPr><w:cantSplit/><w:tblHeader")
    table = DOCX_GRID.sub(lambda grid: _as_wide(grid[0], width), table)
    *rows, last = table.split("</w:tr><w:tr>")
    count = len(rows) if whole else 1  # the names of columns go with the first row
    rows[:count] = [DOCX_PARAGRAPH.sub(DOCX_BOUND, row) for row in rows[:count]]
    return "</w:tr><w:tr>".join([*rows, last])


def _as_wide(grid: str, width: int) -> str:
    total = sum(int(column[2]) for column in DOCX_COLUMN.finditer(grid))
    return DOCX_COLUMN.sub(lambda one: f"{one[1]}{round(int(one[2]) * width / total)}", grid)
