# SPDX-License-Identifier: EUPL-1.2
"""The pages of an employer: what it is, its schemes and its stories."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from escales.content.library import Entry
from escales.pages.adopters import all_adopters
from escales.pages.body import author_text
from escales.pages.list_pages import list_values, plan_list_pages
from escales.pages.page import PagePlan
from escales.pages.story_list import StoryList
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.schema import Collectivity
from escales.schema.departments import france
from escales.words.phrases import phrases_of
from escales.words.vocabulary import PageKind

phrases = phrases_of("pages")


def plan_collectivity(
    story_list: StoryList, site: Site, siblings: Sequence[StoryList]
) -> Iterator[PagePlan]:
    """Yield the page of an employer with its newest stories, then the pages of the older ones."""
    collectivity = site.library.collectivities[story_list.slug]
    first, *others = plan_list_pages(story_list, site)
    page = replace(
        first.page,
        description=phrases.collectivity_description.format(name=story_list.label),
        source=collectivity.path,
        searchable=True,
        kind=PageKind.COLLECTIVITY,
        gist=collectivity.facts.kind.label,
    )
    yield PagePlan(page, partial(_text, collectivity, story_list, site, siblings))
    yield from others


def _text(
    collectivity: Entry[Collectivity],
    story_list: StoryList,
    site: Site,
    siblings: Sequence[StoryList],
) -> dict[str, Any]:
    uri, facts, schemes = story_list.uri, collectivity.facts, site.library.schemes
    department = france().departments.get(facts.department or "")
    return {
        **author_text(collectivity),
        "head": fill(
            "collectivity_head.html", uri, collectivity=collectivity, department=department
        ),
        "foot": fill(
            "collectivity_foot.html",
            uri,
            collectivity=collectivity,
            borne=[
                scheme for scheme in schemes.values() if scheme.facts.bearer == collectivity.slug
            ],
            siblings=siblings,
            also=site.elsewhere.employers_of_ours.get(collectivity.slug, ()),
            told_there=[
                (adopter.adoption, schemes.get(adopter.scheme), adopter.teller)
                for adopter in all_adopters(site.library, site.elsewhere)
                if adopter.employer == collectivity.slug and adopter.teller
            ],
            schemes=schemes,
            taken=site.library.taken,
            **list_values(story_list, site, 1),
        ),
    }
