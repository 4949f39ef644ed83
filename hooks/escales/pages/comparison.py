# SPDX-License-Identifier: EUPL-1.2
"""The page that leads to the schemes: each beside the others, so that one may choose."""

from escales.pages import phrases
from escales.pages.decision import anchors, read_audience
from escales.pages.duration_line import place
from escales.pages.page import Page
from escales.pages.shelves import Catalogue
from escales.pages.templating import fill
from escales.words.addresses import SCHEMES
from escales.words.vocabulary import PageKind

GUIDE = "quel-cadre/index.md"  # a page written by hand


def schemes_page(catalogue: Catalogue) -> Page:
    library, phrase = catalogue.library, phrases.SCHEMES
    rows = [
        {
            "scheme": scheme,
            "shelf": shelf,
            "bearer": library.collectivities[scheme.facts.bearer],
            "audience": read_audience(scheme.body),
            "anchors": anchors(scheme.body),
            "kit": library.kits.get(scheme.slug, ()),
        }
        for scheme, shelf in zip(library.schemes.values(), catalogue.schemes, strict=False)
    ]
    return Page(
        uri=SCHEMES,
        title=phrase.title,
        description=phrase.lead,
        parent=None,  # it stands in the navigation
        head=fill(
            "comparison.html",
            SCHEMES,
            title=phrase.title,
            lead=phrase.lead,
            rows=rows,
            place=place,
            guide=GUIDE if f"docs/{GUIDE}" in library.pages else None,
        ),
        searchable=False,
        kind=PageKind.LIST,
    )
