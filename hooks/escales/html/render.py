# SPDX-License-Identifier: EUPL-1.2
"""Turn a page into HTML: the Markdown of its author is rendered, then cleaned of what harms."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension, TocTreeprocessor
from markdown.preprocessors import HtmlBlockPreprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString
from markupsafe import Markup

from escales.html.article_numbers import keep_whole
from escales.html.columns import with_told_widths
from escales.html.folded import fold_parts
from escales.html.numbered_notes import with_title
from escales.html.parts import parts_of_page
from escales.html.tables import ALIGN, finish_tables
from escales.pages.page import SitePage
from escales.pictures import with_sizes
from escales.pictures.published import PublishedPicture
from escales.reading.headings import heading_id
from escales.reading.marked_parts import whole_text
from escales.words.phrases import phrases_of
from escales.words.typography import typeset_html
from escales.words.vocabulary import PageKind

TAGS = {"a", "abbr", "blockquote", "br", "code", "em", "hr", "img", "p", "pre", "strong"}
TAGS |= {"li", "ol", "ul", "table", "tbody", "td", "th", "thead", "tr"}
TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6"}
HEADINGS = {f"h{level}": {"id"} for level in range(1, 7)}
# Without "*", nh3 lets some attributes on every tag.
ATTRIBUTES = {"*": set[str](), **HEADINGS, "a": {"href"}, "img": {"src", "alt"}}
# Numbered notes: what Markdown's extension writes, and nothing else may have.
TAGS |= {"div", "sup"}
ATTRIBUTES |= {"a": {"href", "class", "title"}, "div": {"class"}, "sup": {"id"}, "li": {"id"}}
NOTE = re.compile(
    r"fn(?:ref\d*)?:[^\s\"'<>&]{1,60}|footnote(?:-ref|-backref)?|#fn(?:ref\d*)?:[^\s\"'<>&]{1,60}"
)
ATTRIBUTES |= {"abbr": {"title"}, "ol": {"start"}, "td": set(ALIGN), "th": set(ALIGN)}
SECTION = re.compile(r"<h2[ >]")
SECTION_ID = re.compile(r'<h2 id="([^"]*)"')
OWN_SECTION = re.compile(r'<h2 id="(?P<id>[^"]+)">(?P<name>[^<]+)</h2>')
ABSOLUTE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")
TITLE_ID = "es-debut"  # the id of the title, where the page begins for those who skip the menus
TABLES = TableExtension(use_align_attribute=True)
TOC = "[TOC]"  # what Markdown would write a list of headings for
INLINE_MARK = re.compile(rf"[`\\\[<&*_{STX}]|  \n")  # what Markdown's inline patterns begin with


@dataclass(frozen=True, slots=True)
class Rendered:
    """The HTML of a page, and its headings as Markdown's toc extension gives them.

    `body` is the author's part of the HTML.
    """

    html: str
    body: str
    toc: list[dict[str, Any]]


def make_renderer(
    pictures: Mapping[str, PublishedPicture] = MappingProxyType({}),
    finish: Callable[[str], str] = str,
) -> Callable[[SitePage], Rendered]:
    """Return a function from a page to its HTML, for any number of pages.

    `pictures` are those of the site, by uri: their sizes are added. `finish` changes the whole
    HTML, but not `body`, which is searched.
    """
    markdown = make_markdown()
    allowed: set[str] = set()  # the links of the page being rendered

    def filter_attribute(tag: str, attribute: str, value: str) -> str | None:
        """Drop links that the check has not followed, and pictures of other sites."""
        if attribute in {"class", "id", "href"} and NOTE.fullmatch(value):
            return value
        if attribute == "class" or (attribute == "id" and tag in {"sup", "li"}):
            return None
        harmless = attribute not in {"href", "src"} or value in allowed
        return value if harmless and not (attribute == "src" and ABSOLUTE.match(value)) else None

    cleaner = nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=filter_attribute,
        url_schemes={"https"},
        link_rel=None,
        strip_comments=True,
    )

    def render(page: SitePage) -> Rendered:
        title = {"level": 1, "id": TITLE_ID, "name": escape(page.title), "children": []}
        if not page.body:
            return Rendered(finish(str(page.head + page.foot)), "", [title])
        allowed.clear()
        allowed.update(page.links)
        is_document = page.kind is PageKind.DOCUMENT
        text = whole_text(page.body) if is_document else page.body
        html = keep_whole(typeset_html(cleaner.clean(markdown.reset().convert(text))))
        html = with_title(finish_tables(with_sizes(html, page.uri, pictures)))
        html = parts_of_page(with_told_widths(html, text)) if is_document else html
        html = fold_parts(html, page.folded) if page.folded else html
        sections = markdown.toc_tokens  # type: ignore[attr-defined] # set by toc
        if page.kind is PageKind.SCHEME:  # the documents come before its text, the stories after
            sections = [*_own(page.head), *sections, *_own(page.foot)]
        title["children"] = sections
        return Rendered(finish(f"{page.head}\n{_framed(html, page)}\n{page.foot}"), html, [title])

    return render


def make_markdown() -> Markdown:
    toc = TocExtension(slugify=heading_id)
    toc.TreeProcessorClass = _HeadingIds
    notes = FootnoteExtension(BACKLINK_TITLE=phrases_of("checking").backlink)
    markdown = Markdown(extensions=["sane_lists", toc, TABLES, notes])
    markdown.preprocessors.register(_HtmlBlocks(markdown), "html_block", 20)  # in place of its own
    first = 110  # before "empty"
    markdown.parser.blockprocessors.register(_PlainParagraph(markdown.parser), "plain", first)
    markdown.treeprocessors.register(_PlainTexts(markdown), "plain", 25)  # before "inline"
    return markdown


class _HtmlBlocks(HtmlBlockPreprocessor):
    """Spares Markdown the search for HTML in a text that has no sign of it."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _HeadingIds(TocTreeprocessor):
    def run(self, doc: Element) -> None:
        """Spare Markdown the search for "[TOC]" in each element of a text that does not say it."""
        lines: list[str] = self.md.lines  # type: ignore[attr-defined]  # set by convert
        self.marker = TOC if any(TOC in line for line in lines) else ""
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:  # noqa: ARG002  # Markdown's signature
        """Return nothing to write for "[TOC]": pages have a list of their headings already."""
        return Element("div")


class _PlainParagraph(ParagraphProcessor):
    """Spares Markdown the search for ten kinds of blocks in lines that begin with a letter."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # Markdown's signature
        return "|" not in block and all(line[:1].isalpha() for line in block.split("\n"))


class _PlainTexts(Treeprocessor):
    """Spares Markdown the search for fourteen kinds of marks in a text that has none."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not INLINE_MARK.search(element.text):
                element.text = AtomicString(element.text)


def _own(html: str) -> list[dict[str, Any]]:
    """Return the headings of our templates, as Markdown's toc extension gives those of a text."""
    found = OWN_SECTION.finditer(html)
    return [{"level": 2, "id": m["id"], "name": m["name"], "children": []} for m in found]


def _framed(html: str, page: SitePage) -> str:
    """Return the text of an author in its frame, with the asides of its sections."""
    if page.kind is PageKind.DOCUMENT:
        return f'<div class="es-sheet">\n{html}\n</div>'  # as a sheet of paper
    if page.kind is not PageKind.STORY:
        return html
    text = _with_asides(html, page.asides) if page.asides else html
    return f'<div class="es-told">\n{text}\n</div>'


def _with_asides(html: str, asides: Mapping[str, Markup]) -> str:
    """Put each aside at the end of the section whose id it has."""
    starts = [heading.start() for heading in SECTION.finditer(html)]
    parts = [html[start:end] for start, end in pairwise([0, *starts, len(html)])]
    ids = (SECTION_ID.match(part) for part in parts)
    ends = (asides.get(match[1], "") if match else "" for match in ids)
    return "".join(map("".join, zip(parts, ends, strict=True)))
