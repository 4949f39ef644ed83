# SPDX-License-Identifier: EUPL-1.2
"""The pages of a list of stories: how it splits into pages, and what stands on each."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from escales.content.library import Entry
from escales.pages import phrases
from escales.pages.page import EMPTY, Page
from escales.pages.plan import PagePlan
from escales.pages.shelves import Catalogue, Shelf
from escales.pages.templating import fill
from escales.schema import Story
from escales.words.addresses import page_of
from escales.words.vocabulary import PageKind

PER_PAGE = 50


def plan_shelf(
    shelf: Shelf, catalogue: Catalogue, siblings: Sequence[Shelf] = (), above: Markup = EMPTY
) -> Iterator[PagePlan]:
    """Yield the pages of a list; `above` stands before the stories of the first one."""
    for number in range(1, last_page(shelf) + 1):
        page = Page(
            uri=page_of(shelf.uri, number),
            title=phrases.nth_page(shelf.title, number),
            description=phrases.SHELF_DESCRIPTION.format(title=shelf.title),
            parent=shelf.parent if number == 1 else shelf.uri,
            indexed=not shelf.fictional,
            searchable=False,
            kind=PageKind.LIST,
            feeds=shelf.feeds,
        )
        values = {"siblings": siblings, "above": above if number == 1 else EMPTY}
        yield PagePlan(page, partial(_text, shelf, catalogue, number, values))


def _text(
    shelf: Shelf, catalogue: Catalogue, number: int, values: Mapping[str, object]
) -> dict[str, Markup]:
    shown = page_values(shelf, catalogue, number)
    return {"head": fill("shelf.html", page_of(shelf.uri, number), **values, **shown)}


def last_page(shelf: Shelf) -> int:
    return max(1, -(-len(shelf.stories) // PER_PAGE))


def stories_on(shelf: Shelf, number: int) -> Sequence[Entry[Story]]:
    """Return the stories of a page of a list; the first page has number 1."""
    return shelf.ordered[(number - 1) * PER_PAGE : number * PER_PAGE]


def page_values(shelf: Shelf, catalogue: Catalogue, number: int) -> dict[str, object]:
    """Return what shelf_list.html needs for one page."""
    return {
        "shelf": shelf,
        "stories": stories_on(shelf, number),
        "card": catalogue.cards.at(page_of(shelf.uri, number)),
        "number": number,
        "last": last_page(shelf),
        "page_of": page_of,
    }
