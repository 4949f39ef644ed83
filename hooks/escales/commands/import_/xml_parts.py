# SPDX-License-Identifier: EUPL-1.2
"""Read the XML of a document that nobody has looked at, within bounds, and write it back."""

from xml.etree import ElementTree as ET

from escales.commands.import_.refusal import QuestionnaireRefusedError

MAX_ELEMENTS = 150_000  # a story of the greatest length, cut in words, has fewer
MAX_DEPTH = 100  # tables in tables count three each
CHUNK = 100_000  # bytes
LONGEST_NUMBER = 100  # digits: Python refuses thousands

OOXML = "http://schemas.openxmlformats.org"
W = f"{{{OOXML}/wordprocessingml/2006/main}}"
M = f"{{{OOXML}/officeDocument/2006/math}}"
R = f"{{{OOXML}/officeDocument/2006/relationships}}"
MC = f"{{{OOXML}/markup-compatibility/2006}}"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE, STYLE, TEXT, TABLE, DRAW = (
    f"{{{ODF}:{name}:1.0}}" for name in ("office", "style", "text", "table", "drawing")
)
FO = f"{{{ODF}:xsl-fo-compatible:1.0}}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
# Pandoc wants the usual prefixes, whatever those of the file.
PREFIXES = {W: "w", M: "m", R: "r", MC: "mc", OFFICE: "office", STYLE: "style", TEXT: "text"}
PREFIXES |= {TABLE: "table", DRAW: "draw", FO: "fo", XLINK: "xlink"}
# Word's strict form has other names for the same things.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W,
    b"http://purl.oclc.org/ooxml/officeDocument/math": M,
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R,
}

for namespace, prefix in PREFIXES.items():
    ET.register_namespace(prefix, namespace.strip("{}"))


class _BoundedBuilder(ET.TreeBuilder):
    """Builds a tree that is neither too big nor too deep, and defines nothing of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ET.Element:
        self.elements += 1
        self.depth += 1
        if self.elements > MAX_ELEMENTS or self.depth > MAX_DEPTH:
            raise QuestionnaireRefusedError("too-complex")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ET.Element:
        self.depth -= 1
        return super().end(tag)

    def doctype(self, *_: str | None) -> None:
        raise QuestionnaireRefusedError("not-a-document")


def usual_names(part: bytes) -> bytes:
    """Return a part of a strict document with the names that all documents use."""
    for strict, usual in STRICT.items():
        part = part.replace(strict, usual.strip("{}").encode())
    return part


def parse(part: bytes) -> ET.Element:
    """Return the tree of a part; raise QuestionnaireRefusedError."""
    parser = ET.XMLParser(target=_BoundedBuilder())  # noqa: S314  # bounded, and no DTD
    try:
        for start in range(0, len(part), CHUNK):
            parser.feed(part[start : start + CHUNK])
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError, LookupError):  # the last two, of odd encodings
        raise QuestionnaireRefusedError("not-a-document") from None
    return root


def whole_number(text: str | None, longest: int = LONGEST_NUMBER) -> int | None:
    """Return the number that an attribute says, if it says one of no more than `longest` digits."""
    return int(text) if text and text.isdecimal() and len(text) <= longest else None


def write(root: ET.Element) -> bytes:
    """Return a part of its tree."""
    return bytes(ET.tostring(root, "utf-8", xml_declaration=True))
