# SPDX-License-Identifier: EUPL-1.2
"""The page that leads to the schemes: each beside the others, so that one may choose."""

from escales.pages import phrases
from escales.pages.decision import anchors, read_audience
from escales.pages.duration_line import position
from escales.pages.page import SitePage
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.words.addresses import SCHEMES
from escales.words.vocabulary import PageKind

GUIDE = "quel-cadre/index.md"  # a page written by hand


def make_schemes_page(site: Site) -> SitePage:
    library, phrase = site.library, phrases.SCHEMES
    rows = [
        {
            "scheme": scheme,
            "story_list": story_list,
            "bearer": library.collectivities[scheme.facts.bearer],
            "audience": read_audience(scheme.body),
            "anchors": anchors(scheme.body),
            "kit": library.kits.get(scheme.slug, ()),
        }
        for scheme, story_list in zip(library.schemes.values(), site.schemes, strict=False)
    ]
    return SitePage(
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
            position=position,
            guide=GUIDE if f"docs/{GUIDE}" in library.pages else None,
        ),
        searchable=False,
        kind=PageKind.LIST,
    )
