# SPDX-License-Identifier: EUPL-1.2
"""The card of each story, as all lists show it: filled once, however many lists it stands in."""

from collections.abc import Callable

from markupsafe import Markup

from escales.content.library import Entry, Library
from escales.pages.templating import fill
from escales.schema import Story
from escales.words.addresses import STORIES, path_to_root

BEGINNING = '<li class="es-item">'  # of a card
HERE = (
    f'href="{path_to_root(STORIES)}'  # where cards are made; nothing that an author wrote holds it
)


class Cards:
    """A function from a story to its card, for each page where it may stand."""

    def __init__(self, library: Library) -> None:
        self._cards = dict(
            zip((story.slug for story in library.stories), _fill(library), strict=True)
        )

    def for_page(self, uri: str) -> Callable[[Entry[Story]], Markup]:
        """Return what makes the cards of the page at `uri`."""
        there = f'href="{path_to_root(uri)}'
        return lambda story: Markup(self._cards[story.slug].replace(HERE, there))  # noqa: S704  # a template's


def _fill(library: Library) -> list[str]:
    """Fill all cards together, which is quicker, and tell them apart: no author writes a tag."""
    cards = str(
        fill(
            "cards.html",
            STORIES,
            stories=library.stories,
            collectivities=library.collectivities,
            schemes=library.schemes,
        )
    )
    return [f"{BEGINNING}{card.rstrip()}" for card in cards.split(BEGINNING)[1:]]
