# SPDX-License-Identifier: EUPL-1.2
"""The page of each story, and the notice in place of one that has left."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from escales.content.library import Entry, Library
from escales.machine.fingerprint import fingerprint
from escales.pages import phrases
from escales.pages.duration_line import place
from escales.pages.neighbours import Neighbours
from escales.pages.page import Page
from escales.pages.planned import Planned, Sight, employers_of
from escales.pages.poster import poster_values
from escales.pages.shelves import Catalogue, band_uri, category_uri
from escales.pages.templating import fill
from escales.pages.voices import elsewhere
from escales.reading.body import replace_targets
from escales.schema import Facts, Story
from escales.words.addresses import STORIES, is_external, root_of, url_of
from escales.words.vocabulary import PageKind


def body_of(entry: Entry[Facts]) -> dict[str, Any]:
    """Return the text of an author, its links turned into addresses relative to its page."""
    root = root_of(entry.uri)
    targets = [t if is_external(t) else root + url_of(t) for t in entry.targets]
    return {"body": replace_targets(entry.body, targets), "links": frozenset(targets)}


def plan_story(
    story: Entry[Story], catalogue: Catalogue, neighbours: Neighbours, sight: Sight
) -> Planned:
    """Plan the page of a story: it shows the other voices too, and what to read next."""
    voices, nearby = neighbours.all_voices(story), neighbours.nearby(story)
    shown = [sight.stories(some) for some in ([story], voices, nearby)]
    return Planned(
        uri=story.uri,
        title=story.facts.title,
        parent=STORIES,
        key=fingerprint("story", *shown),
        make=partial(story_page, story, voices, nearby, catalogue),
        source=story.path,
        changed_on=story.facts.published_on,
        indexed=not story.facts.example,
    )


def story_page(
    story: Entry[Story],
    voices: Sequence[Entry[Story]],
    nearby: Sequence[Entry[Story]],
    catalogue: Catalogue,
) -> Page:
    """Make the page of a story; `voices` are all those of its experience, its own too."""
    facts, uri, library = story.facts, story.uri, catalogue.library
    values = {
        "story": story,
        "collectivities": {s: library.collectivities[s] for s in employers_of(facts)},
        "schemes": {facts.scheme: library.schemes[facts.scheme]} if facts.scheme else {},
    }
    others = [voice for voice in voices if voice.slug != story.slug]
    return Page(
        uri=uri,
        title=facts.title,
        description=facts.summary,
        parent=STORIES,
        head=fill(
            "story_head.html",
            uri,
            category_uri=category_uri,
            band_uri=band_uri,
            voices=voices,
            at=place(facts.duration),
            **values,
        ),
        **body_of(story),
        asides=elsewhere(story, others),
        foot=fill(
            "story_foot.html",
            uri,
            voices=others,
            nearby=nearby,
            card=catalogue.cards.at(uri),
            at=place(facts.duration),
            **poster_values(uri, catalogue.settings.address),
            **values,
        ),
        source=story.path,
        changed_on=facts.published_on,
        indexed=not facts.example,
        kind=PageKind.STORY,
        gist=fill("story_gist.html", uri, **values).unescape().strip(),
        json_ld=_article(facts),
    )


def plan_notices(library: Library) -> Iterator[Planned]:
    """Yield the page that stands where each story was that has left, and says nothing of it."""
    told = ((library.withdrawn, phrases.WITHDRAWN), (library.ended, phrases.ENDED))
    for stories, phrase in told:
        for story in stories:
            on = story.facts.withdrawn_on
            yield Planned(
                uri=story.uri,
                title=phrase.title,
                parent=STORIES,
                key=fingerprint("notice", story.uri, phrase.title, str(on)),
                make=partial(_notice, story.uri, phrase, on),
                changed_on=on,
                indexed=False,
                searchable=False,
            )


def _notice(uri: str, phrase: phrases.Notice, on: date) -> Page:
    return Page(
        uri=uri,
        title=phrase.title,
        description=phrase.lead,
        parent=STORIES,
        head=fill("tombstone.html", uri, phrase=phrase, on=on),
        changed_on=on,
        indexed=False,
        searchable=False,
    )


def _article(facts: Story) -> dict[str, str]:
    """Return what engines are told of a testimony; of fiction, nothing."""
    if facts.example:
        return {}
    return {"@type": "Article", "datePublished": str(facts.published_on)}
