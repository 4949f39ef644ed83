# SPDX-License-Identifier: EUPL-1.2
"""Turn a page into HTML: the Markdown of an author is rendered, then stripped of what harms."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any

import nh3
from markdown import Markdown

from escales.pages.page import Page
from escales.pictures import with_sizes
from escales.pictures.shown import Shown
from escales.sheets import as_sheet
from escales.vocabulary import PageKind

EXTENSIONS = ["tables", "sane_lists", "toc"]
TAGS = {"a", "abbr", "blockquote", "br", "code", "em", "hr", "img", "p", "pre", "strong"}
TAGS |= {"li", "ol", "ul", "table", "tbody", "td", "th", "thead", "tr"}
TAGS |= {"h1", "h2", "h3", "h4", "h5", "h6"}
HEADINGS = {f"h{level}": {"id"} for level in range(1, 7)}
# Without "*", nh3 lets some attributes on every tag.
ATTRIBUTES = {"*": set[str](), **HEADINGS, "a": {"href"}, "img": {"src", "alt"}}
ATTRIBUTES |= {"abbr": {"title"}, "ol": {"start"}}
NO_PICTURES: Mapping[str, Shown] = MappingProxyType({})
ABSOLUTE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")
TOP = "es-debut"  # the id of the title, where the page begins for those who skip the menus


@dataclass(frozen=True, slots=True)
class Rendered:
    """HTML, and the headings in it as Markdown's toc extension tells them.

    `body` is the part of it that an author wrote.
    """

    html: str
    body: str
    toc: list[dict[str, Any]]

    @property
    def anchors(self) -> Iterator[str]:
        """The ids of the headings."""
        left = list(self.toc)
        while left:
            heading = left.pop()
            left += heading["children"]
            yield heading["id"]


def make_renderer(pictures: Mapping[str, Shown] = NO_PICTURES) -> Callable[[Page], Rendered]:
    """Return a pure function from a page to its HTML; it may serve any number of pages.

    `pictures` are those of the site, by uri: their sizes are told, which no author does.
    """
    markdown = Markdown(extensions=EXTENSIONS)
    allowed: set[str] = set()  # the links of the page being rendered

    def keep(_tag: str, attribute: str, value: str) -> str | None:
        """Drop each link that the check has not followed, and pictures that another site holds."""
        known = attribute not in {"href", "src"} or value in allowed
        return value if known and not (attribute == "src" and ABSOLUTE.match(value)) else None

    cleaner = nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=keep,
        url_schemes={"https"},
        link_rel=None,
        strip_comments=True,
    )

    def render(page: Page) -> Rendered:
        title = {"level": 1, "id": TOP, "name": escape(page.title), "children": []}
        if not page.body:
            return Rendered(str(page.head + page.foot), "", [title])
        allowed.clear()
        allowed.update(page.links)
        html = cleaner.clean(markdown.reset().convert(page.body))
        html = with_sizes(html, page.uri, pictures)
        title["children"] = markdown.toc_tokens  # type: ignore[attr-defined] # set by toc
        shown = as_sheet(html) if page.kind is PageKind.DOCUMENT else html
        return Rendered(f"{page.head}\n{shown}\n{page.foot}", html, [title])

    return render
