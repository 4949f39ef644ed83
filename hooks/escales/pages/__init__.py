# SPDX-License-Identifier: EUPL-1.2
"""Make every page of the site from a library, as objects: nothing is written to disk here."""

from collections.abc import Iterator

from markupsafe import Markup

from escales.pages.adaptation import plan_adaptation
from escales.pages.agreement import plan_agreement
from escales.pages.blocks import make_block, make_hub_pages
from escales.pages.collectivity import plan_collectivity
from escales.pages.facets import make_facets
from escales.pages.list_pages import plan_list_pages
from escales.pages.nearby import employers_around
from escales.pages.neighbours import Neighbours
from escales.pages.one_page import plan_one_page
from escales.pages.page import PagePlan, SitePage
from escales.pages.preview import plan_preview
from escales.pages.schemes import plan_kit, plan_scheme
from escales.pages.story import plan_notices, plan_story
from escales.pages.story_list import StoryList, list_feeds
from escales.pages.story_lists import Site, make_site
from escales.pages.templating import fill
from escales.pages.unfinished import plan_unfinished
from escales.pages.versions import plan_versions
from escales.words.addresses import FORM
from escales.words.vocabulary import Block

__all__ = [
    "PagePlan",
    "Site",
    "SitePage",
    "StoryList",
    "list_feeds",
    "make_block",
    "make_pages",
    "make_site",
    "plan_pages",
]


def make_pages(site: Site) -> Iterator[SitePage]:
    """Yield every page but those written by hand."""
    return (plan.make_page() for plan in plan_pages(site))


def plan_pages(site: Site) -> Iterator[PagePlan]:
    """Yield the plan of every page but those written by hand.

    That of a file that is not right yet takes the place of what stands for it.
    """
    unfinished = {plan.page.uri: plan for plan in plan_unfinished(site.library)}
    yield from unfinished.values()
    yield from (plan for plan in _plan_right_pages(site) if plan.page.uri not in unfinished)


def _plan_right_pages(site: Site) -> Iterator[PagePlan]:
    library = site.library
    neighbours = Neighbours(library.stories)
    for story in library.stories:
        yield plan_story(story, site, neighbours)
    yield from plan_notices(library)
    if f"docs/{FORM}" in library.pages:
        yield plan_preview(site)
    for scheme, story_list in site.schemes_and_lists:
        yield plan_scheme(scheme, site, story_list)
        yield plan_one_page(scheme, site)
        if scheme.slug in library.sources:
            yield from plan_versions(scheme, site)
        yield from plan_adaptation(scheme, site)
        for document in library.kits.get(scheme.slug, ()):
            yield plan_kit(document, scheme, site)
    around = employers_around(site)
    for story_list in site.collectivities:
        yield from plan_collectivity(story_list, site, around[story_list.slug])
    if library.agreement:
        yield plan_agreement(library.agreement, site)
    yield from (PagePlan(page) for page in make_hub_pages(site))
    yield from plan_list_pages(site.all, site, above=_explorer(site))
    for group in (site.categories, site.bands, site.schemes, site.viewpoints, *site.cells):
        for story_list in group:
            yield from plan_list_pages(story_list, site, group)


def _explorer(site: Site) -> Markup:
    uri = site.all.uri
    return fill(
        "explorer.html",
        uri,
        facets=make_facets(site),
        ways=fill("ways.html", uri),
        grid=make_block(Block.OVERVIEW, uri, site),
        tally=site.all.tally,
    )
