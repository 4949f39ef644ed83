# SPDX-License-Identifier: EUPL-1.2
"""Make every page of the site from a library: plain objects, no file is written here."""

from collections.abc import Iterator

from markupsafe import Markup

from escales.pages.agreement import plan_agreement
from escales.pages.blocks import block, hub_pages
from escales.pages.collectivity import plan_collectivity
from escales.pages.facets import make_facets
from escales.pages.lists import plan_shelf
from escales.pages.neighbours import Neighbours
from escales.pages.page import Page
from escales.pages.plan import PagePlan
from escales.pages.schemes import plan_kit, plan_scheme
from escales.pages.shelves import Catalogue, Shelf, list_feeds, make_catalogue
from escales.pages.story import plan_notices, plan_story
from escales.pages.templating import fill
from escales.words.vocabulary import Block

__all__ = [
    "Catalogue",
    "Page",
    "PagePlan",
    "Shelf",
    "block",
    "list_feeds",
    "make_catalogue",
    "make_pages",
    "plan_pages",
]


def make_pages(catalogue: Catalogue) -> Iterator[Page]:
    """Yield every page but those written by hand."""
    return (plan.write() for plan in plan_pages(catalogue))


def plan_pages(catalogue: Catalogue) -> Iterator[PagePlan]:
    """Yield the plan of every page but those written by hand."""
    library = catalogue.library
    neighbours = Neighbours(library.stories)
    for story in library.stories:
        yield plan_story(story, catalogue, neighbours)
    yield from plan_notices(library)
    for scheme, shelf in zip(library.schemes.values(), catalogue.schemes, strict=False):
        yield plan_scheme(scheme, catalogue, shelf)
        for document in library.kits.get(scheme.slug, ()):
            yield plan_kit(document, scheme, catalogue)
    for place, shelf in enumerate(catalogue.collectivities):
        around = catalogue.collectivities[max(0, place - 1) : place + 2]
        yield from plan_collectivity(shelf, catalogue, around)
    if library.agreement:
        yield plan_agreement(library.agreement, catalogue.formats)
    yield from (PagePlan(page) for page in hub_pages(catalogue))
    yield from plan_shelf(catalogue.all, catalogue, above=_explorer(catalogue))
    for group in (catalogue.categories, catalogue.bands, catalogue.schemes, *catalogue.cells):
        for shelf in group:
            yield from plan_shelf(shelf, catalogue, group)


def _explorer(catalogue: Catalogue) -> Markup:
    uri = catalogue.all.uri
    explorer = fill(
        "explorer.html",
        uri,
        facets=make_facets(catalogue),
        grid=block(Block.OVERVIEW, uri, catalogue),
        examples=catalogue.all.tally.examples,
    )
    return fill("ways.html", uri) + explorer
