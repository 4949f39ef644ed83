# SPDX-License-Identifier: EUPL-1.2
"""Make every page of the site from a library: plain objects, no file is written here."""

from collections.abc import Iterator

from escales.pages.agreement import agreement_page
from escales.pages.blocks import block, hub_pages
from escales.pages.employers import collectivity_pages
from escales.pages.entries import (
    kit_page,
    notice_pages,
    scheme_page,
    story_page,
)
from escales.pages.facets import make_facets
from escales.pages.neighbours import Neighbours
from escales.pages.page import Page
from escales.pages.shelves import Catalogue, Shelf, list_feeds, make_catalogue, shelf_pages
from escales.pages.templating import fill
from escales.vocabulary import Block

__all__ = ["Catalogue", "Page", "Shelf", "block", "list_feeds", "make_catalogue", "make_pages"]


def make_pages(catalogue: Catalogue) -> Iterator[Page]:
    """Yield every page but those written by hand."""
    library = catalogue.library
    neighbours = Neighbours(library.stories)
    for story in library.stories:
        yield story_page(story, catalogue, neighbours)
    yield from notice_pages(library)
    yield from _scheme_pages(catalogue)
    for place, shelf in enumerate(catalogue.collectivities):
        around = catalogue.collectivities[max(0, place - 1) : place + 2]
        yield from collectivity_pages(shelf, catalogue, around)
    if library.agreement:
        yield agreement_page(library.agreement, catalogue.formats)
    yield from hub_pages(catalogue)
    yield from _list_pages(catalogue)


def _scheme_pages(catalogue: Catalogue) -> Iterator[Page]:
    library = catalogue.library
    for scheme, shelf in zip(library.schemes.values(), catalogue.schemes, strict=False):
        yield scheme_page(scheme, catalogue, shelf)
        for document in library.kits.get(scheme.slug, ()):
            yield kit_page(document, scheme, catalogue)


def _list_pages(catalogue: Catalogue) -> Iterator[Page]:
    uri, grid = catalogue.all.uri, block(Block.OVERVIEW, catalogue.all.uri, catalogue)
    examples = catalogue.all.tally.examples
    explorer = fill(
        "explorer.html", uri, facets=make_facets(catalogue), grid=grid, examples=examples
    )
    above = fill("ways.html", uri) + explorer
    yield from shelf_pages(catalogue.all, catalogue, above=above)
    for group in (catalogue.categories, catalogue.bands, catalogue.schemes, *catalogue.cells):
        for shelf in group:
            yield from shelf_pages(shelf, catalogue, group)
