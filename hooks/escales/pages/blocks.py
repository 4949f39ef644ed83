# SPDX-License-Identifier: EUPL-1.2
"""The blocks that hand-written pages ask for, and the pages made of them."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from escales.addresses import (
    BY_CATEGORY,
    BY_DURATION,
    BY_SCHEME,
    SCHEMES,
    STORIES,
)
from escales.open_data import DATA_FILES
from escales.pages import phrases
from escales.pages.figures import overview
from escales.pages.keys import MODELS as KEYS
from escales.pages.keys import keys_of
from escales.pages.map import collectivities_page
from escales.pages.page import Page
from escales.pages.shelves import Catalogue, Shelf, band_uri, category_uri
from escales.pages.templating import fill
from escales.vocabulary import Band, Block, Category, PageKind

LATEST = 3


def block(name: Block, uri: str, catalogue: Catalogue) -> Markup:  # noqa: PLR0911  # one a block
    """Return the HTML of a block, for the page at `uri`."""
    library = catalogue.library
    match name:
        case Block.OVERVIEW:
            return fill(
                "overview.html",
                uri,
                counts=overview(library.published),
                categories=list(Category),
                bands=list(Band),
                category_uri=category_uri,
                band_uri=band_uri,
                all_stories=STORIES,
            )
        case Block.DURATIONS:
            return fill("durations.html", uri, shelves=catalogue.bands)
        case Block.SCHEMES:
            pairs = zip(library.schemes.values(), catalogue.schemes, strict=False)
            values = {"schemes": list(pairs), "collectivities": library.collectivities}
            return fill("schemes.html", uri, **values)
        case Block.LATEST:
            return fill(
                "latest.html",
                uri,
                stories=catalogue.all.ordered[:LATEST],
                card=catalogue.cards.at(uri),
            )
        case Block.STORY_KEYS | Block.SCHEME_KEYS | Block.KIT_KEYS | Block.COLLECTIVITY_KEYS:
            return fill("keys.html", uri, keys=list(keys_of(KEYS[name], name)))
        case Block.DOORS:
            return fill("doors.html", uri, settings=catalogue.settings)
        case Block.DATA_COLUMNS:
            return fill("columns.html", uri, files=DATA_FILES)
        case Block.SITE_MAP:
            return fill("site_map.html", uri, catalogue=catalogue)


def hub_pages(catalogue: Catalogue) -> Iterator[Page]:
    """Yield the pages that lead to the lists, and the one that leads to the schemes."""
    yield _hub(BY_CATEGORY, phrases.BY_CATEGORY, catalogue, catalogue.categories, Block.OVERVIEW)
    yield _hub(BY_DURATION, phrases.BY_DURATION, catalogue, catalogue.bands, Block.OVERVIEW)
    yield _hub(BY_SCHEME, phrases.BY_SCHEME, catalogue, catalogue.schemes)
    yield collectivities_page(catalogue)
    yield _hub(SCHEMES, phrases.SCHEMES, catalogue, (), Block.SCHEMES)


def _hub(
    uri: str,
    phrase: phrases.Phrase,
    catalogue: Catalogue,
    shelves: Sequence[Shelf],
    below: Block | None = None,
) -> Page:
    added = block(below, uri, catalogue) if below else Markup()
    values = {"title": phrase.title, "lead": phrase.lead, "shelves": shelves, "below": added}
    return Page(
        uri=uri,
        title=phrase.title,
        description=phrase.lead,
        parent=None,  # all of them stand in the navigation
        head=fill("hub.html", uri, **values),
        searchable=False,
        kind=PageKind.LIST,
    )
