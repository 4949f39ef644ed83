# SPDX-License-Identifier: EUPL-1.2
"""Files as Word writes them, and files that only pretend to be documents."""

import io
import random
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TypeAlias

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument\
.wordprocessingml.document.main+xml"/></Types>"""
RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships\
/officeDocument" Target="word/document.xml"/></Relationships>"""
HEADING = (
    """<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>"""
)
AUTHOR = 'w:author="Jeanne Secrète" w:date="2026-11-02T09:00:00Z"'

NOTHING: Mapping[str, bytes] = {}

Line: TypeAlias = tuple[str, str]  # the style, and the text


def fill(
    blank: Path, answers: Mapping[str, str], sections: Mapping[str, Sequence[str]], target: Path
) -> None:
    """Fill a DOCX as Word does: cells and frames take runs cut anywhere, with its own marks."""
    with zipfile.ZipFile(blank) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    body = etree.fromstring(parts["word/document.xml"])
    for row in body.iter(f"{{{W}}}tr"):
        question, *cells = row.findall(f"{{{W}}}tc")
        label = "".join(next(question.iter(f"{{{W}}}p")).itertext())
        if cells and (value := answers.get(label)):
            _replace(cells[0].find(f"{{{W}}}p"), [value])
    for paragraph in list(body.iter(f"{{{W}}}p")):
        heading = "".join(paragraph.itertext()).partition(". ")[2]
        if texts := sections.get(heading):
            frame = next(paragraph.itersiblings(f"{{{W}}}tbl"))
            _replace(next(frame.iter(f"{{{W}}}p")), texts)
    parts["word/document.xml"] = etree.tostring(body)
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
        b"<dc:creator>", "<dc:creator>Jeanne Secrète".encode()
    )
    pack(parts, target)


def _replace(paragraph: etree._Element, texts: Sequence[str]) -> None:
    for text in reversed(texts):
        xml = f'<w:p xmlns:w="{W}" w:rsidR="00A77B3E"><w:pPr/>{"".join(_runs(text))}</w:p>'
        paragraph.addnext(etree.fromstring(xml))
    paragraph.getparent().remove(paragraph)


def _runs(text: str) -> Iterator[str]:
    """Cut a text as Word does, and show what it keeps of its correction."""
    chance = random.Random(text)
    yield f'<w:del w:id="1" {AUTHOR}><w:r><w:delText>effacé</w:delText></w:r></w:del>'
    while text:
        cut = chance.randint(1, 9)
        run = f'<w:r w:rsidRPr="00B"><w:t xml:space="preserve">{escape(text[:cut])}</w:t></w:r>'
        inserted = chance.random() < 0.3
        yield f'<w:ins w:id="2" {AUTHOR}>{run}</w:ins>' if inserted else run
        yield '<w:proofErr w:type="spellStart"/>'
        text = text[cut:]


def write(lines: Sequence[Line], target: Path) -> None:
    """Write a plain DOCX, a paragraph for each line."""
    _write_body("".join(_paragraph(style, text) for style, text in lines), target)


def _paragraph(style: str, text: str) -> str:
    if style == "table":
        cells = "".join(f"<w:tc>{_paragraph('', cell)}</w:tc>" for cell in text.split("|"))
        return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    if style == "broken":
        first, second = map(escape, text.split("|"))
        return f"<w:p><w:r><w:t>{first}</w:t><w:br/><w:t>{second}</w:t></w:r></w:p>"
    if style == "quote":
        indent = '<w:pPr><w:ind w:left="720"/></w:pPr>'
        return f"<w:p>{indent}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
    dress = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{dress}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _write_body(
    body: str, target: Path, opening: str = "", more: Mapping[str, bytes] = NOTHING
) -> None:
    parts = _parts(body, HEADING, opening)
    pack({name: text.encode() for name, text in parts.items()} | dict(more), target)


def _parts(body: str, styles: str, opening: str = "") -> dict[str, str]:
    """Return what a DOCX is made of, by the names of its parts."""
    rels = RELS.replace('officeDocument" Target="word/document.xml', 'styles" Target="styles.xml')
    document = f'{opening}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": rels,
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
    }


def pack(parts: Mapping[str, bytes], target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)


STRICT = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")


def write_docx(  # noqa: PLR0913  # each part of a document
    body: str,
    target: Path,
    styles: str = "",
    footnotes: str | None = None,
    *,
    footer: str = "",
    strict: bool = False,
) -> None:
    """Write a DOCX of its XML."""
    parts = _parts(body, styles)
    if footnotes:
        parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W}">{footnotes}</w:footnotes>'
        note = RELS.replace('officeDocument" Target="word/document', 'footnotes" Target="footnotes')
        note = note.replace("rId1", "rId2").partition("<Relationship ")[2]
        rels = parts["word/_rels/document.xml.rels"]
        parts["word/_rels/document.xml.rels"] = rels.replace(
            "</Relationships>", f"<Relationship {note}"
        )
    if footer:
        parts["word/footer1.xml"] = footer
    if strict:
        parts = {name: _strict(text) for name, text in parts.items()}
    pack({name: text.encode() for name, text in parts.items()}, target)


def _strict(text: str) -> str:
    """Return XML with the names of Word's strict form."""
    for name in ("wordprocessingml", "officeDocument"):
        usual, strict = (f"{start}{name}/" for start in STRICT)
        text = text.replace(f"{usual}2006/", strict)
    return text


MIME = "application/vnd.oasis.opendocument."
ODF = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = {n: f"{ODF}:{n}:1.0" for n in ("office", "style", "text", "table", "form")}
NAMES |= {
    "draw": f"{ODF}:drawing:1.0",
    "fo": f"{ODF}:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
}


def write_odt(body: str, target: Path, styles: str = "", automatic: str = "") -> None:
    """Write an ODT of its XML; automatic styles stand in the file of the text."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    own = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    texts = {
        "content": f"{own}<office:body><office:text>{body}</office:text></office:body>",
        "styles": f"<office:styles>{styles}</office:styles>",
    }
    documents = {
        f"{part}.xml": f"<office:document-{part} {names}>{text}</office:document-{part}>".encode()
        for part, text in texts.items()
    }
    pack({"mimetype": f"{MIME}text".encode(), **documents}, target)


def spreadsheet(target: Path) -> None:
    pack({"mimetype": f"{MIME}spreadsheet".encode(), "content.xml": b"<x/>"}, target)


def encrypted_odt(target: Path) -> None:
    manifest = b"<manifest:encryption-data/>"
    parts = {"mimetype": f"{MIME}text".encode(), "content.xml": b"\x8f\x02"}
    pack({**parts, "META-INF/manifest.xml": manifest}, target)


def anything(target: Path) -> None:
    target.write_bytes(b"PK or nothing of the kind")


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def locked(target: Path) -> None:
    """What Word wraps in a password: the directory of the file names what it holds."""
    names = ("EncryptionInfo", "EncryptedPackage")
    target.write_bytes(OLD_OFFICE + b"".join(f"{name}\0".encode("utf-16-le") for name in names))


def empty_zip(target: Path) -> None:
    pack({"readme.txt": b"x"}, target)


def blank(target: Path) -> None:
    write([("", "Bonjour")], target)


def bomb(target: Path) -> None:
    """Two hundred megabytes in two hundred kilobytes."""
    _write_body("<w:p/>" * 30_000_000, target)


def lying_bomb(target: Path) -> None:
    """A part that is bigger than it says."""
    bomb(target)
    raw = target.read_bytes()
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        size = file.getinfo("word/document.xml").file_size
    true, false = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    target.write_bytes(raw.replace(true, false))


def many_parts(target: Path) -> None:
    _write_body("<w:p/>", target, more={f"word/media/{n}.png": b"" for n in range(3000)})


def entities(target: Path) -> None:
    laugh = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    _write_body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", target, laugh)


def deep(target: Path) -> None:
    """Tables in tables, deeper than anybody goes."""
    table = "<w:tbl><w:tr><w:tc>"
    _write_body(table * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000, target)


def nested(target: Path) -> None:
    """A document that holds another one in place of its text."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    _write_body("<w:p/>", target, more={"word/document.xml": inner.getvalue()})


def outside(target: Path) -> None:
    """An entity that is a file of the machine."""
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    _write_body("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", target, entity)


def climbing(lines: Sequence[Line], target: Path) -> None:
    """Names of parts that lead out of the folder where one would unpack them."""
    write(lines, target)
    with zipfile.ZipFile(target, "a") as file:
        for name in ("../climbed", "/climbed", "word/../../climbed", "C:\\climbed", "x.zip"):
            file.writestr(name, "x")
