# SPDX-License-Identifier: EUPL-1.2
"""Make ODT and DOCX files with pandoc, on the styles of our reference documents."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from escales.documents.by_hand import with_room_to_sign
from escales.documents.manuscript import DocumentPicture, Manuscript, without_local_links
from escales.documents.pandoc import pandoc_path
from escales.documents.paper import APART, paper_edits
from escales.documents.questionnaire import FRAME as FRAME_MARK
from escales.html.article_numbers import with_holding_hyphens
from escales.html.columns import with_column_widths
from escales.machine.zip_files import zip_entry

Edits = Mapping[str, Callable[[str], str]]  # by the part of the file

HERE = Path(__file__).parent
FOOTER = "ESCALES-PIED"  # the footer of the reference documents, to be replaced
EPOCH = "315532800"  # 1980-01-01, the first day that a zip file knows
STYLES = {"odt": "styles.xml", "docx": "word/styles.xml"}
# What shows a field in these styles: an act has none of it.
HIGHLIGHT = re.compile(r' fo:background-color="#fdf3e4"|<w:shd\b[^>]*"FDF3E4"[^>]*/>')
ADJACENT = re.compile(r"(?<=</blockquote>)\s*(?=<blockquote>)")
FRAME = re.compile(r"<draw:frame\b[^>]*>")
BORDER = 'fo:border="0.02cm solid #9aa9af" fo:padding="0.12cm"'
# In a quotation, pandoc gives items a margin of their own: their lines would begin left of it.
LISTED = re.compile(
    r'(style:list-style-name="\w+">\s*<style:paragraph-properties) fo:margin-left="[^"]*"'
    r' fo:margin-right="[^"]*" fo:text-indent="[^"]*" style:auto-text-indent="false"'
)
# Without a margin, LibreOffice may leave the heading after a table alone at the end of a page.
TABLE = "<style:table-properties"
SPACED = f'{TABLE} fo:margin-top="1mm" fo:margin-bottom="1mm"'
# The rows of the questionnaire: a question stays on one page with its answer, and the frame of an
# answer has room to write in, even when it is printed before it is filled.
ODT_ROW = (
    '<style:style style:name="{name}" style:family="table-row"><style:table-row-properties'
    ' fo:keep-together="always" style:min-row-height="{height}"/></style:style>'
)
ODT_ROWS = ODT_ROW.format(name="Ligne", height="0.9cm") + ODT_ROW.format(name="Cadre", height="6cm")
ODT_FRAME = re.compile(rf"<table:table-row>((?:(?!</table:table-row>).)*?){FRAME_MARK}", re.DOTALL)
DOCX_ROW = '<w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
DOCX_LINE, DOCX_ROOM = DOCX_ROW.format(height=510), DOCX_ROW.format(height=3402)  # 20ths of a point
DOCX_FRAME = re.compile(rf"<w:tr>((?:(?!</w:tr>).)*?){FRAME_MARK}", re.DOTALL)


def _odt_rows(xml: str) -> str:
    xml = xml.replace(SPACED, SPACED.replace("1mm", "4mm"))  # frames are high: so is what it needs
    xml = xml.replace("</office:automatic-styles>", f"{ODT_ROWS}</office:automatic-styles>")
    xml = ODT_FRAME.sub(r'<table:table-row table:style-name="Cadre">\1', xml)
    return xml.replace("<table:table-row>", '<table:table-row table:style-name="Ligne">')


def _docx_rows(xml: str) -> str:
    xml = DOCX_FRAME.sub(rf"<w:tr>{DOCX_ROOM}\1", xml)
    return xml.replace("<w:tr><w:tc>", f"<w:tr>{DOCX_LINE}<w:tc>")


ROWS: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "odt": ("content.xml", _odt_rows),
    "docx": ("word/document.xml", _docx_rows),
}


def make_office(manuscript: Manuscript, kind: str) -> bytes:
    """Return the document as `kind`, odt or docx; the same manuscript gives the same bytes."""
    pictures = manuscript.shown_pictures
    edits = _edits(manuscript.footer, [picture.alternative for picture in pictures], kind)
    html = manuscript.as_html()
    if not manuscript.warning:
        edits = _followed_by(edits, STYLES[kind], lambda xml: HIGHLIGHT.sub("", xml))
    if manuscript.by_hand:
        html = with_room_to_sign(html)
    for edit in paper_edits(kind, landscape=manuscript.landscape, whole_tables=manuscript.by_hand):
        edits = _followed_by(edits, *edit)
    html = ADJACENT.sub(APART, html)
    html = with_holding_hyphens(with_column_widths(html, manuscript.markdown))
    raw = _convert(html, kind, manuscript.title, pictures, manuscript.origin)
    return _finish(raw, edits)


def make_office_questionnaire(html: str, title: str, footer: str, kind: str) -> bytes:
    """Return a questionnaire in HTML as `kind`, odt or docx; the same one gives the same bytes."""
    edits = _followed_by(_edits(footer, [], kind), *ROWS[kind])
    return _finish(_convert(without_local_links(html), kind, title), edits)


def _convert(
    html: str,
    kind: str,
    title: str,
    pictures: Iterable[DocumentPicture] = (),
    origin: str = "",
) -> bytes:
    """Give pandoc what is to be shown by its input alone: it reads arguments by the locale."""
    with TemporaryDirectory() as folder:
        target, reference = Path(folder, f"document.{kind}"), f"reference.{kind}"
        shutil.copy(HERE / reference, folder)  # where pandoc can read any path: it decodes "%20"
        for picture in pictures:
            Path(folder, picture.name).write_bytes(picture.rebuilt())
        command = [
            *(pandoc_path(), "--data-dir", "."),  # no file of its user
            *("--from", "html", "--to", kind, "--output", target.name),
            *("--reference-doc", reference, "--shift-heading-level-by=-1"),
        ]
        head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
        head += f'<meta name="description" content="{escape(origin)}">' if origin else ""
        subprocess.run(  # noqa: S603  # pandoc itself, and options of ours
            command,
            input=f'<html lang="fr-FR"><head>{head}</head><body>{html}</body></html>',
            env={**os.environ, "SOURCE_DATE_EPOCH": EPOCH},
            cwd=folder,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return target.read_bytes()


def _edits(footer: str, texts: Sequence[str], kind: str) -> Edits:
    """Return the edits that pandoc's file needs, by part; `texts` are those of its pictures."""
    footer = escape(footer)

    def content(xml: str) -> str:
        xml = LISTED.sub(r"\1", xml)
        xml = xml.replace(TABLE, SPACED).replace('fo:border="none"', BORDER)
        return _with_texts(xml, texts)

    if kind == "docx":
        return {"word/footer1.xml": lambda xml: xml.replace(FOOTER, footer)}
    return {
        "styles.xml": lambda xml: xml.replace(FOOTER, footer),
        "content.xml": content,
    }


def _followed_by(edits: Edits, name: str, edit: Callable[[str], str]) -> Edits:
    """Return the edits, with one more of a part after its own."""
    before = edits.get(name, str)
    return {**edits, name: lambda xml: edit(before(xml))}


def _with_texts(xml: str, texts: Sequence[str]) -> str:
    """Give each picture of an ODT its alternative text, which pandoc leaves out."""
    left = iter(texts)
    return FRAME.sub(lambda frame: f"{frame[0]}<svg:title>{escape(next(left))}</svg:title>", xml)


def _finish(raw: bytes, edits: Edits) -> bytes:
    """Edit the parts of a ZIP file, and date all of them the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name in edits:
                part = edits[name](part.decode()).encode()
            target.writestr(zip_entry(name), part)
    return out.getvalue()
