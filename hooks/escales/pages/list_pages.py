# SPDX-License-Identifier: EUPL-1.2
"""The pages of a list of stories, fifty stories a page."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from escales.pages.page import EMPTY, PagePlan, SitePage
from escales.pages.story_list import StoryList
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.words.addresses import nth_page_uri
from escales.words.phrases import phrases_of
from escales.words.vocabulary import PageKind

phrases = phrases_of("pages")

PER_PAGE = 50


def plan_list_pages(
    story_list: StoryList, site: Site, siblings: Sequence[StoryList] = (), above: Markup = EMPTY
) -> Iterator[PagePlan]:
    """Yield the pages of a list; `above` comes before the stories of the first one."""
    title = story_list.title
    for number in range(1, last_page(story_list) + 1):
        page = SitePage(
            uri=nth_page_uri(story_list.uri, number),
            title=title if number == 1 else phrases.page.format(title=title, number=number),
            description=phrases.list_description.format(title=title),
            parent=story_list.parent if number == 1 else story_list.uri,
            indexed=not story_list.fictional,
            searchable=False,
            kind=PageKind.LIST,
            feeds=story_list.feeds,
        )
        values = {"siblings": siblings, "above": above if number == 1 else EMPTY}
        yield PagePlan(page, partial(_text, story_list, site, number, values))


def _text(
    story_list: StoryList, site: Site, number: int, values: Mapping[str, object]
) -> dict[str, Markup]:
    shown = list_values(story_list, site, number)
    return {
        "head": fill("story_list.html", nth_page_uri(story_list.uri, number), **values, **shown)
    }


def last_page(story_list: StoryList) -> int:
    return max(1, -(-len(story_list.listed) // PER_PAGE))


def list_values(story_list: StoryList, site: Site, number: int) -> dict[str, object]:
    """Return what story_list_cards.html needs for one page; the first one has number 1."""
    return {
        "story_list": story_list,
        "stories": story_list.ordered[(number - 1) * PER_PAGE : number * PER_PAGE],
        "card": site.cards.for_page(nth_page_uri(story_list.uri, number)),
        "number": number,
        "last": last_page(story_list),
        "page_of": nth_page_uri,
        "inviting": site.inviting,
    }
