# SPDX-License-Identifier: EUPL-1.2
"""The card of each story, as all lists show it: filled once, however many lists it stands in."""

import json
from collections.abc import Callable, Sequence

from markupsafe import Markup

from escales.build_cache import BuildCache
from escales.content.library import Entry, Library, Named, name
from escales.pages.templating import fill
from escales.runs import recall_runs
from escales.schema import Story
from escales.words.addresses import STORIES, root_of

BEGINNING = '<li class="es-item">'  # of a card
HERE = f'href="{root_of(STORIES)}'  # where cards are made; nothing that an author wrote holds it


class Cards:
    """A function from a story to its card, for each page where it may stand.

    All are there from the start: processes that make pages have no cache to ask.
    """

    def __init__(self, library: Library, cache: BuildCache) -> None:
        named = (name(story, library) for story in library.stories)
        runs = recall_runs(cache, ("cards",), named, Named.sign, _make)
        cards = (card for run in runs for card in json.loads(run))
        self._cards = dict(zip((story.slug for story in library.stories), cards, strict=True))

    def at(self, uri: str) -> Callable[[Entry[Story]], Markup]:
        """Return what makes the cards of the page at `uri`."""
        there = f'href="{root_of(uri)}'
        return lambda story: Markup(self._cards[story.slug].replace(HERE, there))  # noqa: S704  # a template's


def _make(run: Sequence[Named]) -> bytes:
    """Fill the cards of a run together, and tell them apart again: no author writes a tag."""
    employers = (one for named in run for one in (named.home, named.host) if one)
    schemes = (named.scheme for named in run if named.scheme)
    cards = str(
        fill(
            "cards.html",
            STORIES,
            stories=[named.story for named in run],
            collectivities={employer.slug: employer for employer in employers},
            schemes={scheme.slug: scheme for scheme in schemes},
        )
    )
    made = [f"{BEGINNING}{card.rstrip()}" for card in cards.split(BEGINNING)[1:]]
    return json.dumps(made, ensure_ascii=False).encode()
