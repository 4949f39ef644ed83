# SPDX-License-Identifier: EUPL-1.2
"""Plan the page of one story, without waiting for the rest of the site."""

from collections.abc import Iterator
from dataclasses import replace

from escales.content.library import Library
from escales.pages.cards import Cards
from escales.pages.neighbours import Neighbours
from escales.pages.page import PagePlan
from escales.pages.story import plan_notices, plan_story
from escales.pages.story_lists import Site
from escales.pages.unfinished import plan_unfinished


def plan_one_story(uri: str, library: Library, site: Site) -> PagePlan | None:
    """Return the plan of the page at the uri of a story, if there is one.

    `site` may have been made of an earlier library: its lists are not read.
    """
    return next((plan for plan in _plans(uri, library, site) if plan.page.uri == uri), None)


def _plans(uri: str, library: Library, site: Site) -> Iterator[PagePlan]:
    yield from plan_unfinished(library)
    for story in library.stories:
        if story.uri == uri:
            neighbours = Neighbours(library.stories)
            shown = (*neighbours.nearby(story), *neighbours.all_voices(story))
            cards = Cards(replace(library, stories=shown))
            yield plan_story(story, replace(site, library=library, cards=cards), neighbours)
    yield from plan_notices(library)
