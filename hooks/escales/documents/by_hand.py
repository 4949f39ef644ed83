# SPDX-License-Identifier: EUPL-1.2
"""Give a sheet that is filled with a pen room to write, on a PDF or in its cells."""

import re

# A cell that holds nothing but a field to fill, or nothing at all.
CELL = re.compile(
    r"<td(?P<style>[^>]*)>\s*(?P<field><span class=\"champ\"[^>]*>[^<]*</span>)?\s*</td>"
)
TABLE = re.compile(r"<table>(?:(?!</table>).)*class=\"pen", re.DOTALL)
FIELD = re.compile(r"<span class=\"champ\"[^>]*>\[([^<]*)\]</span>")
LAST_FIELD = re.compile(rf"{FIELD.pattern}(?=[ \u00a0]?[.;]?</(?:p|li)>)")
# A paragraph that is a field: a title has a line, a text three. A cell that holds two: half each.
TOLD = re.compile(rf"<p>(<strong>)?{FIELD.pattern}(?:</strong>)?</p>")
PAIR = re.compile(rf"(<td[^>]*>\s*){FIELD.pattern}([^<]{{1,16}}){FIELD.pattern}(?=\s*</td>)")
# A table that one signs, as the ODT knows it: a name of a column or of a row ends with this word.
SIGNED = re.compile(
    r"<table>(?:(?!</table>).)*<t[hd][^>]*>(?:[^<]* )?[Ss]ignatures?</t[hd]>", re.DOTALL
)
# What begins the end of an act: it follows what one signs.
CLOSING = re.compile(
    r"(<h2|(?<=</table>\n)<p)(?=[ >](?:(?!</(?:h2|p)>).)*</(?:h2|p)>\s*"
    r"(?:<p>(?:(?!</p>).)*</p>\s*)?<table class=\"signed\">)",
    re.DOTALL,
)
BOX, SIGN = "☐", "pen sign"
LINE = '<p class="line">\u00a0</p>'
ROOM = "<p>\u00a0</p>" * 4  # two centimetres, in the word processors that know no height of a row


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
    html = CLOSING.sub(r'\1 class="closing"', html)
    html = TOLD.sub(
        lambda told: f'{LINE * (1 if told[1] else 3)}<p class="told">{told[2]}</p>', html
    )
    half = r'<span class="blank half">'
    html = PAIR.sub(rf"\1{half}\2</span>\3{half}\4</span>", html)
    html = LAST_FIELD.sub(r'<span class="blank long">\1</span>', html)
    return FIELD.sub(r'<span class="blank">\1</span>', html)


def with_room_to_sign(html: str) -> str:
    """Return what word processors open: fields are typed over, the signature is still by hand."""
    return CELL.sub(
        lambda cell: cell[0] if cell["field"] else f"<td{cell['style']}>{ROOM}</td>", html
    )
