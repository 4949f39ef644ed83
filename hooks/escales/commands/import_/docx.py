# SPDX-License-Identifier: EUPL-1.2
"""Make a DOCX plain for pandoc: what does not show leaves, what shows in a field stays."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element, SubElement

from escales.commands.import_.docx_fields import mark_fields
from escales.commands.import_.docx_styles import DocxStyles, is_on
from escales.commands.import_.tree import MARKED
from escales.commands.import_.visibility import between_spaces
from escales.commands.import_.xml_parts import MC, OOXML, XML, M, R, W, whole_number

CONTROLS = ("sdt", "sdtContent", "smartTag", "customXml", "fldSimple")
UNWRAPPED = {W + name for name in (*CONTROLS, "dir", "bdo", "ins", "moveTo")}
RENAMED = {f"{W}cr": f"{W}br", f"{W}ptab": f"{W}tab"}  # which pandoc does not know
LEFT = {W + name for name in ("drawing", "pict", "object", "altChunk", "subDoc", "control")}
OBJECTS = {
    f"{W}object",
    f"{W}altChunk",
    f"{W}subDoc",
    f"{{{OOXML}/drawingml/2006/chart}}chart",
    f"{{{OOXML}/drawingml/2006/diagram}}relIds",
}
SPACE = f"{XML}space"
BYTE, PRIVATE = 0xFF, 0xF000  # where fonts of signs have theirs
MAX_COLUMNS = 63  # as in Word
LONGEST_SPAN = 4  # digits of a number of columns
DRAWING = f"{{{OOXML}/drawingml/2006/main}}"
BLIP = f"{DRAWING}blip"
TEXTS = (f"{W}t", f"{W}delText", f"{DRAWING}t")
WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
NOTES = (f"{W}footnoteReference", f"{W}endnoteReference")


@dataclass(frozen=True, slots=True)
class Around:
    """Where a run stands: the properties of its paragraph, the style and ground of its table."""

    paragraph: Element | None = None
    table: str = ""
    ground: str = "FFFFFF"


def make_plain(bodies: Iterable[Element], styles: Element, aside: Counter[str]) -> None:
    """Take out of the parts what a reader of the document does not see; count it in `aside`."""
    walk = _Walk(DocxStyles(styles), aside)
    for body in bodies:
        aside["comments"] += sum(1 for _ in body.iter(f"{W}commentReference"))
        aside["formulas"] += mark_fields(body)
        walk.inside(body, Around())


def says(element: Element) -> bool:
    """Whether something has text, or calls a note."""
    texts = [t.text or "" for tag in TEXTS for t in element.iter(tag)]
    texts += [art.get("string", "") for art in element.iter(WORD_ART)]
    return any(map(str.strip, texts)) or any(next(element.iter(n), None) is not None for n in NOTES)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through a part, and counts in `aside` what it takes out."""

    styles: DocxStyles
    aside: Counter[str]

    def inside(self, parent: Element, around: Around) -> None:
        parent[:] = [new for child in parent for new in self._one(child, around)]

    def _one(self, child: Element, around: Around) -> Iterator[Element]:  # noqa: C901, PLR0912  # one a kind
        """Yield what stands in the place of an element."""
        tag = child.tag
        if tag in {"gone", f"{W}sdtPr"}:
            return
        if tag.endswith("Pr"):
            yield child
        elif tag in LEFT:
            self._leave(child)
        elif tag in {f"{W}del", f"{W}moveFrom"}:
            self.aside["deleted"] += tag == f"{W}del" and says(child)
        elif tag == f"{W}r":
            yield from self._run(child, around)
        elif tag == f"{W}sdt" and _is_placeholder(child):
            return
        elif tag in UNWRAPPED:
            for inner in child:
                yield from self._one(inner, around)
        elif tag == f"{MC}AlternateContent":
            for inner in (list(child) or [child])[-1]:  # the fallback, when there is one
                yield from self._one(inner, around)
        elif tag in {f"{M}oMath", f"{M}oMathPara"}:
            yield from self._formula(child)
        elif tag == f"{W}ruby":
            for run in child.findall(f"{W}rubyBase/{W}r"):
                yield from (inner for plain in self._one(run, around) for inner in plain)
        elif tag == f"{W}tr" and is_on(child.find(f"{W}trPr/{W}hidden")):
            self.aside["hidden"] += says(child)
        elif tag == f"{W}tr" and child.find(f"{W}trPr/{W}del") is not None:
            self.aside["deleted"] += says(child)
        else:
            child.tag = RENAMED.get(tag, tag)
            self.inside(child, self._around(child, around))
            if tag != f"{W}tbl" or _give_grid(child):
                yield child

    def _around(self, element: Element, around: Around) -> Around:
        if element.tag == f"{W}p":
            return replace(around, paragraph=element.find(f"{W}pPr"))
        if element.tag == f"{W}tbl":
            style = element.find(f"{W}tblPr/{W}tblStyle")
            name = style.get(f"{W}val", "") if style is not None else ""
            ground = self.styles.table_ground(name, element.find(f"{W}tblPr/{W}shd"))
            return replace(around, table=name, ground=ground)
        if element.tag == f"{W}tc":
            properties = element.find(f"{W}tcPr")
            return replace(around, ground=self.styles.ground(properties, around.ground))
        return around

    def _run(self, run: Element, around: Around) -> Iterator[Element]:
        properties = run.find(f"{W}rPr")
        if why := self.styles.unseen(properties, around.paragraph, around.table, around.ground):
            self.aside[why] += says(run)
            text = "".join(t.text or "" for t in run.iter(f"{W}t"))
            if between_spaces(text):
                yield _run_of([" "])
            return
        for sign in run.findall(f"{W}sym"):
            sign.tag, sign.text = f"{W}t", _symbol(sign)
        self.inside(run, around)
        coloured = properties is not None and _is_coloured(properties)
        yield from [_run_of([MARKED[0]]), run, _run_of([MARKED[1]])] if coloured else [run]

    def _leave(self, element: Element) -> None:
        self.aside["boxes"] += says(element) or element.tag == f"{W}control"
        self.aside["objects"] += any(inner.tag in OBJECTS for inner in element.iter())
        self.aside["pictures"] += sum(f"{R}link" in blip.attrib for blip in element.iter(BLIP))

    def _formula(self, formula: Element) -> Iterator[Element]:
        """Keep a formula that is a line of text; leave one that has a shape, as a fraction."""
        parts = [part for part in formula.iter(f"{M}oMath") for part in part]
        if any(part.tag != f"{M}r" for part in parts):
            self.aside["formulas"] += 1
            return
        yield _run_of([text.text or "" for part in parts for text in part.iter(f"{M}t")])


def _run_of(texts: list[str]) -> Element:
    run = Element(f"{W}r")
    for text in texts:
        SubElement(run, f"{W}t", {SPACE: "preserve"}).text = text
    return run


def _give_grid(table: Element) -> bool:
    """Give a table the columns of its longest row, as pandoc drops the cells beyond.

    Return whether it has any.
    """
    rows = table.findall(f"{W}tr")
    longest = max((sum(map(_width, row.findall(f"{W}tc"))) for row in rows), default=0)
    for grid in table.findall(f"{W}tblGrid"):
        table.remove(grid)
    grid = Element(f"{W}tblGrid")
    for _ in range(min(longest, MAX_COLUMNS)):
        SubElement(grid, f"{W}gridCol", {f"{W}w": "1000"})
    table.insert(table.find(f"{W}tblPr") is not None, grid)
    return longest > 0


def _width(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    columns = None if span is None else whole_number(span.get(f"{W}val"), LONGEST_SPAN)
    return min(columns or 1, MAX_COLUMNS)


def _is_coloured(properties: Element) -> bool:
    """Whether somebody drew over a text with a highlighter."""
    highlight = properties.find(f"{W}highlight")
    return highlight is not None and highlight.get(f"{W}val", "none") not in {"none", "white"}


def _is_placeholder(control: Element) -> bool:
    """Whether a content control only shows what it asks for."""
    return is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr"))


def _symbol(sign: Element) -> str:
    try:
        code = int(sign.get(f"{W}char", ""), 16)
        return chr(code if code > BYTE else PRIVATE + code)
    except (ValueError, OverflowError):
        return ""
