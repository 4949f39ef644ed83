# SPDX-License-Identifier: EUPL-1.2
"""Make an ODT plain for pandoc: what does not show leaves, what shows in a field stays."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from escales.commands.import_.odt_lists import number_lists
from escales.commands.import_.odt_styles import OdtStyleName, OdtStyles
from escales.commands.import_.tree import MARKED
from escales.commands.import_.visibility import between_spaces
from escales.commands.import_.xml_parts import (
    DRAW,
    LOEXT,
    OFFICE,
    TABLE,
    TEXT,
    XLINK,
    whole_number,
)

FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
PARAGRAPHS = {f"{TEXT}p", f"{TEXT}h"}
NOTES = {TEXT + name for name in ("note", "note-citation", "note-body")}
# What pandoc reads in a paragraph. The text of all else becomes a plain span.
READ = {TEXT + name for name in ("span", "s", "tab", "line-break", "a", "soft-page-break")}
READ |= NOTES | {TEXT + name for name in ("bookmark", "bookmark-start", "bookmark-end")}
WRAPPERS = {TEXT + name for name in ("section", "numbered-paragraph", "index-body", "index-title")}
WRAPPERS |= {TEXT + name for name in ("illustration-index", "table-index", "object-index")}
WRAPPERS |= {TEXT + name for name in ("user-index", "alphabetical-index", "bibliography")}
WRAPPERS |= {TEXT + name for name in ("change", "change-start", "change-end")}
NOT_TEXT = {TEXT + name for name in ("table-of-content", "ruby-text", "script", "number")}
NOT_TEXT |= {f"{OFFICE}forms"}
DRESSED = {f"{TEXT}span", f"{TEXT}a"}
FLAT = {f"{TABLE}table-cell", f"{TEXT}note-body"}  # where pandoc only reads paragraphs
LONGEST_COUNT = 2  # digits of a number of spaces
COLLAPSED = {"collapse", "filter"}


@dataclass(frozen=True, slots=True)
class Around:
    """Where a text stands: its styles from the nearest on, and the ground of its cell."""

    styles: tuple[OdtStyleName, ...] = ()
    ground: str = "#ffffff"


def make_plain(content: Element, styles: Element, aside: Counter[str]) -> None:
    """Take out of a text what a reader of the document does not see; count it in `aside`."""
    walk = _Walk(OdtStyles([styles, content]), aside)
    for body in content.findall(f"{OFFICE}body"):
        walk.inside(body, Around())
    number_lists(content, [styles, content])


def says(element: Element) -> bool:
    """Whether something has paragraphs with text, and not only a description or an author."""
    texts = (text for tag in PARAGRAPHS for p in element.iter(tag) for text in p.itertext())
    return any(map(str.strip, texts))


@dataclass(frozen=True, slots=True)
class _Walk:
    """Goes through a text, and counts in `aside` what it takes out."""

    styles: OdtStyles
    aside: Counter[str]

    def inside(self, parent: Element, around: Around) -> None:
        """Go through blocks, which have no text between them."""
        parent[:] = [new for child in parent for new in self._block(child, around)]

    def _block(self, child: Element, around: Around) -> Iterator[Element]:  # noqa: C901  # one a kind
        tag = child.tag
        if tag in PARAGRAPHS:
            yield from self._paragraph(child, around)
        elif tag == f"{TEXT}tracked-changes":
            deletions = child.iter(f"{TEXT}deletion")
            self.aside["deleted"] += any(map(says, deletions))
        elif _is_aside(child) or tag in NOT_TEXT or tag.endswith("-source"):
            self._leave(child)
        elif _is_hidden(child):
            self.aside["hidden"] += says(child)
        elif tag in WRAPPERS:
            for inner in child:
                yield from self._block(inner, around)
        elif tag == f"{TABLE}table" and _is_frame(child):
            for cell in child.iter(f"{TABLE}table-cell"):
                for inner in cell:
                    yield from self._block(inner, self._around(cell, around))
        else:
            if tag == f"{TEXT}list-header":
                child.tag = f"{TEXT}list-item"
            self.inside(child, self._around(child, around))
            _flatten(child)
            if tag != f"{TABLE}table" or next(child.iter(f"{TABLE}table-row"), None) is not None:
                yield child

    def _around(self, element: Element, around: Around) -> Around:
        family = element.tag.removeprefix(TABLE) if element.tag.startswith(TABLE) else ""
        name = element.get(f"{TABLE}style-name", "")
        return replace(around, ground=self.styles.ground(family, name) or around.ground)

    def _paragraph(self, paragraph: Element, around: Around) -> Iterator[Element]:
        if any(map(_is_hidden, paragraph.iter(f"{TEXT}hidden-paragraph"))):
            self.aside["hidden"] += says(paragraph)
            return
        style = paragraph.get(f"{TEXT}style-name", "")
        self._inline(paragraph, Around((("paragraph", style),), around.ground))
        yield paragraph

    def _inline(self, parent: Element, around: Around) -> None:
        """Go through the inside of a paragraph: texts stand between its elements."""
        why = self.styles.unseen(around.styles, around.ground)
        if why:
            parent.text = self._without(parent.text, why)
        for child in parent:
            if why:
                child.tail = self._without(child.tail, why)
            self._within(child, around)

    def _without(self, text: str | None, why: str) -> str:
        self.aside[why] += bool(text and text.strip())
        return " " if between_spaces(text or "") else ""

    def _within(self, child: Element, around: Around) -> None:
        tag = child.tag
        if tag == f"{TEXT}note-body":
            self.inside(child, Around())
            _flatten(child)
        elif tag == f"{TEXT}hidden-text":
            self.aside["hidden"] += bool(child.text or child.get(f"{TEXT}string-value"))
            _empty(child)
        elif _is_aside(child) or tag in NOT_TEXT:
            self._leave(child)
            _empty(child)
        elif _only_asks(child):
            _empty(child)
        else:
            self._dressed(child, around)

    def _dressed(self, child: Element, around: Around) -> None:
        """Go through a text that may have a look of its own."""
        tag = child.tag
        style = child.get(f"{TEXT}style-name") if tag in DRESSED else None
        styles = (("text", style), *around.styles) if style else around.styles
        if tag == f"{FIELD}fieldmark":
            child.text = _shown_by(child)
        if len(child.get(f"{TEXT}c", "")) > LONGEST_COUNT:
            del child.attrib[f"{TEXT}c"]
        if style and self.styles.ground("text", style):
            child.text = MARKED[0] + (child.text or "")
            child.tail = MARKED[1] + (child.tail or "")
        if tag not in NOTES:
            self._inline(child, replace(around, styles=styles))
        else:
            for inner in child:
                self._within(inner, around)
        if tag not in READ:
            _rename(child)

    def _leave(self, element: Element) -> None:
        """Count what a drawing, a comment or a form takes with it."""
        if element.tag == f"{OFFICE}annotation":
            self.aside["comments"] += 1
        elif element.tag == f"{OFFICE}forms":
            self.aside["boxes"] += any(len(form) for form in element)
        elif element.tag.startswith(DRAW):
            tags = {inner.tag for inner in element.iter()}
            self.aside["objects"] += bool(tags & {f"{DRAW}object", f"{DRAW}object-ole"})
            self.aside["boxes"] += says(element) or f"{DRAW}control" in tags
            images = (image.get(f"{XLINK}href", "") for image in element.iter(f"{DRAW}image"))
            self.aside["pictures"] += sum("://" in address for address in images)


def _is_aside(element: Element) -> bool:
    return element.tag.startswith(DRAW) or element.tag == f"{OFFICE}annotation"


def _is_hidden(element: Element) -> bool:
    """Whether a section, a paragraph or a row is hidden as a whole."""
    display = element.get(f"{TEXT}display")
    hidden = element.get(f"{TEXT}is-hidden") == "true"
    return hidden or display == "none" or element.get(f"{TABLE}visibility") in COLLAPSED


def _only_asks(element: Element) -> bool:
    """Whether a text only says what to write in its place."""
    asks = element.get(f"{LOEXT}showing-place-holder") == "true"
    return asks or element.tag == f"{TEXT}placeholder"


def _is_frame(table: Element) -> bool:
    """Whether a table is only a frame around an answer: its one cell may hold lists.

    Pandoc would leave of it the paragraphs alone.
    """
    rows = list(table.iter(f"{TABLE}table-row"))
    cells = list(table.iter(f"{TABLE}table-cell"))
    hidden = any(map(_is_hidden, rows))
    return len(cells) == 1 and not hidden and next(table.iter(f"{TABLE}sub-table"), None) is None


def _flatten(block: Element) -> None:
    """Leave the paragraphs alone where the lists and tables around them would be lost."""
    if block.tag in FLAT:
        block[:] = _paragraphs(block)


def _paragraphs(block: Element) -> Iterator[Element]:
    for each in block:
        yield from [each] if each.tag in PARAGRAPHS else _paragraphs(each)


def _empty(element: Element) -> None:
    """Leave nothing of an element but the text after it."""
    tail = element.tail
    element.clear()
    element.tag, element.tail = f"{TEXT}span", tail


def _rename(element: Element) -> None:
    """Make an element a plain span, which holds the same text."""
    element.attrib.clear()
    element.tag = f"{TEXT}span"


def _shown_by(field: Element) -> str:
    """Return what a form field of Word shows, as LibreOffice keeps it."""
    values = [(p.get(f"{FIELD}name", ""), p.get(f"{FIELD}value", "")) for p in field]
    named = dict(values)
    if field.get(f"{FIELD}type", "").endswith("FORMCHECKBOX"):
        return "☒" if named.get("Checkbox_Checked") == "true" else "☐"
    entries = [value for name, value in values if name == "Dropdown_ListEntry"]
    index = whole_number(named.get("Dropdown_Selected")) or 0
    return entries[index] if index < len(entries) else ""
