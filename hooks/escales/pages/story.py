# SPDX-License-Identifier: EUPL-1.2
"""The page of each story, and the notice in place of one that is no longer published."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from escales.content.library import Entry, Library
from escales.pages.body import author_text
from escales.pages.cards import names_of
from escales.pages.duration_line import position
from escales.pages.emblem import draw_emblem
from escales.pages.link_card import link_card
from escales.pages.neighbours import Neighbours
from escales.pages.page import PagePlan, SitePage
from escales.pages.poster import poster_values
from escales.pages.story_lists import Site, band_uri, category_uri
from escales.pages.templating import fill
from escales.pages.voices import links_to_voices
from escales.schema import Story
from escales.words.addresses import STORIES
from escales.words.phrases import phrases_of
from escales.words.vocabulary import PageKind

phrases = phrases_of("pages")


def plan_story(story: Entry[Story], site: Site, neighbours: Neighbours) -> PagePlan:
    """Plan the page of a story, with the other voices and what to read next."""
    facts = story.facts
    page = SitePage(
        uri=story.uri,
        title=facts.title,
        description=facts.summary,
        parent=STORIES,
        source=story.path,
        changed_on=facts.changed_on,
        indexed=not facts.example,
        kind=PageKind.STORY,
        json_ld=_article(facts),
        card=link_card(story, site.library) if site.settings.address else None,
    )
    return PagePlan(page, partial(_text, story, site, neighbours))


def _text(story: Entry[Story], site: Site, neighbours: Neighbours) -> dict[str, Any]:
    uri, library, voices = story.uri, site.library, neighbours.all_voices(story)
    others = [voice for voice in voices if voice.slug != story.slug]
    values = {
        "story": story,
        "collectivities": library.collectivities,
        "schemes": library.schemes,
        "at": position(story.facts.duration),
    }
    return {
        **author_text(story),
        "head": fill(
            "story_head.html",
            uri,
            category_uri=category_uri,
            band_uri=band_uri,
            voices=voices,
            emblem=draw_emblem(story.facts),
            **values,
        ),
        "asides": links_to_voices(story, others),
        "foot": fill(
            "story_foot.html",
            uri,
            voices=others,
            nearby=neighbours.nearby(story),
            card=site.cards.for_page(uri),
            **poster_values(uri, site.settings),
            **values,
        ),
        "gist": _gist(story, library),
    }


def _gist(story: Entry[Story], library: Library) -> str:
    names = names_of(story, library)
    return fill("story_gist.html", story.uri, story=story, names=names).unescape().strip()


def plan_notices(library: Library) -> Iterator[PagePlan]:
    """Yield a page in place of each story that was published; it says nothing of the story."""
    for stories, phrase in (
        (library.withdrawn, phrases["withdrawn"]),
        (library.ended, phrases["ended"]),
    ):
        for story in stories:
            uri, on = story.uri, story.facts.withdrawn_on
            page = SitePage(
                uri=uri,
                title=phrase["title"],
                description=phrase["lead"],
                parent=STORIES,
                head=fill("notice.html", uri, phrase=phrase, on=on),
                changed_on=on,
                indexed=False,
                searchable=False,
            )
            yield PagePlan(page)


def _article(facts: Story) -> dict[str, str]:
    """Return the JSON-LD of a testimony; a fiction has none."""
    if facts.example:
        return {}
    days = {"datePublished": str(facts.published_on)}
    if facts.corrected_on:
        days["dateModified"] = str(facts.corrected_on)
    return {"@type": "Article", **days}
