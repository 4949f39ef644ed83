# SPDX-License-Identifier: EUPL-1.2
"""The pages of an employer: what it is, what it bears, and its stories."""

from collections.abc import Iterator, Sequence

from escales.addresses import COLLECTIVITIES
from escales.departments import france
from escales.pages import phrases
from escales.pages.entries import body_of
from escales.pages.page import Page
from escales.pages.shelves import Catalogue, Shelf, page_values, shelf_pages
from escales.pages.templating import fill
from escales.vocabulary import PageKind


def collectivity_pages(
    shelf: Shelf, catalogue: Catalogue, siblings: Sequence[Shelf]
) -> Iterator[Page]:
    """Yield the page of an employer with its newest stories, then the pages of the older ones."""
    slug = shelf.uri.removeprefix("collectivites/").removesuffix(".md")
    library = catalogue.library
    collectivity = library.collectivities[slug]
    first, *others = shelf_pages(shelf, catalogue)
    borne = [
        scheme for scheme in library.schemes.values() if scheme.facts.bearer == collectivity.slug
    ]
    department = france().departments.get(collectivity.facts.department or "")
    yield Page(
        uri=first.uri,
        title=first.title,
        description=phrases.COLLECTIVITY_DESCRIPTION.format(name=shelf.label),
        parent=COLLECTIVITIES,
        head=fill(
            "collectivity_head.html", first.uri, collectivity=collectivity, department=department
        ),
        **body_of(collectivity),
        foot=fill(
            "collectivity_foot.html",
            first.uri,
            collectivity=collectivity,
            borne=borne,
            siblings=siblings,
            schemes=library.schemes,
            **page_values(shelf, catalogue, 1),
        ),
        source=collectivity.path,
        indexed=first.indexed,
        kind=PageKind.COLLECTIVITY,
        gist=collectivity.facts.kind.label,
        feeds=first.feeds,
    )
    yield from others
