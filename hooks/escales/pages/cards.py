# SPDX-License-Identifier: EUPL-1.2
"""The card of each story, as all lists show it: filled once, however many lists it stands in."""

from collections.abc import Callable

from markupsafe import Markup

from escales.addresses import STORIES, root_of
from escales.library import Entry, Library
from escales.pages.templating import fill
from escales.schema import Story

HERE = f'href="{root_of(STORIES)}'  # where cards are made; nothing that an author wrote holds it


class Cards:
    """A function from a story to its card, for each page where it may stand."""

    def __init__(self, library: Library) -> None:
        self._facts = {"collectivities": library.collectivities, "schemes": library.schemes}
        self._made: dict[str, str] = {}

    def at(self, uri: str) -> Callable[[Entry[Story]], Markup]:
        """Return what makes the cards of the page at `uri`."""
        there = f'href="{root_of(uri)}'
        return lambda story: Markup(self._card(story).replace(HERE, there))  # noqa: S704  # a template's

    def _card(self, story: Entry[Story]) -> str:
        if story.slug not in self._made:
            self._made[story.slug] = str(fill("card.html", STORIES, story=story, **self._facts))
        return self._made[story.slug]
