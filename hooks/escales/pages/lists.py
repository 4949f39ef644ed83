# SPDX-License-Identifier: EUPL-1.2
"""The pages of a list of stories: how it splits into pages, and what stands on each."""

from collections.abc import Iterator, Sequence
from functools import partial

from markupsafe import Markup

from escales.content.library import Entry
from escales.machine.fingerprint import fingerprint
from escales.pages import phrases
from escales.pages.page import EMPTY, Page
from escales.pages.planned import Planned, Sight
from escales.pages.shelves import Catalogue, Shelf
from escales.pages.templating import fill
from escales.schema import Story
from escales.words.addresses import page_of
from escales.words.vocabulary import PageKind

PER_PAGE = 50


def plan_shelf(
    shelf: Shelf, catalogue: Catalogue, sight: Sight, siblings: Sequence[Shelf] = ()
) -> Iterator[Planned]:
    """Yield the pages of a list."""
    around = fingerprint(*map(sign, (shelf, *siblings)))
    for number in range(1, last_page(shelf) + 1):
        yield Planned(
            uri=page_of(shelf.uri, number),
            title=phrases.nth_page(shelf.title, number),
            parent=shelf.parent if number == 1 else shelf.uri,
            key=fingerprint("shelf", around, number, sight.stories(stories_on(shelf, number))),
            make=partial(shelf_page, shelf, catalogue, number, siblings),
            indexed=not shelf.fictional,
            searchable=False,
        )


def shelf_page(
    shelf: Shelf,
    catalogue: Catalogue,
    number: int,
    siblings: Sequence[Shelf] = (),
    above: Markup = EMPTY,
) -> Page:
    """Make a page of a list; `above` stands before the stories."""
    uri = page_of(shelf.uri, number)
    values = page_values(shelf, catalogue, number)
    return Page(
        uri=uri,
        title=phrases.nth_page(shelf.title, number),
        description=phrases.SHELF_DESCRIPTION.format(title=shelf.title),
        parent=shelf.parent if number == 1 else shelf.uri,
        head=fill("shelf.html", uri, siblings=siblings, above=above, **values),
        indexed=not shelf.fictional,
        searchable=False,
        kind=PageKind.LIST,
        feeds=shelf.feeds,
    )


def sign(shelf: Shelf) -> bytes:
    """Return the fingerprint of what other pages show of a list: where it is, and how long."""
    told = (shelf.uri, shelf.label, shelf.title, shelf.parent, shelf.fictional)
    return fingerprint(told, shelf.tally.stories, shelf.tally.examples)


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
