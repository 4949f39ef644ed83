# SPDX-License-Identifier: EUPL-1.2
"""The page that compares the schemes, so that readers may choose."""

from escales.pages.decision import anchors, read_audience
from escales.pages.duration_line import position
from escales.pages.page import FeedLink, SitePage
from escales.pages.schemes import GUIDE, TRIED, uri_if_present
from escales.pages.story_list import list_feeds
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.words.addresses import SCHEMES
from escales.words.phrases import phrases_of
from escales.words.vocabulary import PageKind

phrases = phrases_of("pages")


def versions_feeds() -> tuple[FeedLink, ...]:
    """Return the feeds of the versions of all schemes, Atom first."""
    return list_feeds(phrases.all_versions_feed, SCHEMES)


def make_schemes_page(site: Site) -> SitePage:
    library, phrase = site.library, phrases["schemes"]
    rows = [
        {
            "scheme": scheme,
            "story_list": story_list,
            "bearer": library.collectivities[scheme.facts.bearer],
            "audience": read_audience(scheme.body),
            "anchors": anchors(scheme.body),
            "kit": library.kits.get(scheme.slug, ()),
        }
        for scheme, story_list in site.schemes_and_lists
    ]
    return SitePage(
        uri=SCHEMES,
        title=phrase["title"],
        description=phrase["lead"],
        parent=None,  # it is in the navigation
        head=fill(
            "comparison.html",
            SCHEMES,
            title=phrase["title"],
            lead=phrase["lead"],
            rows=rows,
            elsewhere=list(site.elsewhere.schemes.values()),
            tried=uri_if_present(TRIED, library),
            position=position,
            guide=uri_if_present(GUIDE, library),
            feeds=versions_feeds(),
        ),
        feeds=versions_feeds(),
        searchable=False,
        kind=PageKind.LIST,
    )
