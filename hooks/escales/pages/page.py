# SPDX-License-Identifier: EUPL-1.2
"""A page of the site: the text of an author, and the HTML of our templates around it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from markupsafe import Markup

from escales.pages.link_card import LinkCard
from escales.words.typography import typeset_markdown
from escales.words.vocabulary import PageKind

EMPTY = Markup()


class FeedLink(NamedTuple):
    """A feed that a page announces; its whole title begins with the name of the site."""

    title: str
    uri: str

    @property
    def type(self) -> str:
        return "application/atom+xml" if self.uri.endswith(".xml") else "application/feed+json"


@dataclass(frozen=True, slots=True)
class SitePage:
    """One page. `head` and `foot` are HTML of our templates; `body` is Markdown by an author.

    `uri` is its place (see `addresses`), `parent` the uri of the page above it, `source` the path
    of the file to edit, if any. Links are relative addresses.
    """

    uri: str
    title: str
    description: str
    parent: str | None
    head: Markup = EMPTY
    body: str = ""
    links: frozenset[str] = frozenset()  # all that the body may link to or show
    # HTML to put at the end of a section of the body, by its id; left out of `markdown`.
    asides: Mapping[str, Markup] = field(default_factory=dict)
    folded: str = ""  # the id of the section of the body whose parts are folded
    foot: Markup = EMPTY
    source: str | None = None
    changed_on: date | None = None
    indexed: bool = True  # by other sites' engines
    searchable: bool = True  # in this site's search
    kind: PageKind = PageKind.PAGE
    gist: str = ""  # what search results say of it under its title
    feeds: tuple[FeedLink, ...] = ()  # beside those of all stories
    json_ld: Mapping[str, str] = field(default_factory=dict)  # what only this page has
    card: LinkCard | None = None  # the picture of this page alone, in place of the one of its kind
    fillable: bool = False  # it holds a form that fills a document in the browser
    rare: bool = False  # an answer to a case that few readers have
    whole_kit: bool = False  # it holds the one that fills all documents of a kit at once

    @property
    def markdown(self) -> str:
        """The page as a Markdown file that any generator can build."""
        facts = {"title": self.title, "description": self.description}
        if not self.indexed:
            facts["robots"] = "noindex"
        header = "\n".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in facts.items())
        parts = (part.strip() for part in (self.head, typeset_markdown(self.body), self.foot))
        return "\n\n".join([f"---\n{header}\n---", *filter(None, parts)]) + "\n"


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A page without its text, which is made later, on all cores."""

    page: SitePage
    make_text: Callable[[], dict[str, Any]] | None = None  # the fields of `SitePage` that lack

    def make_page(self) -> SitePage:
        """Return the whole page."""
        return replace(self.page, **self.make_text()) if self.make_text else self.page
