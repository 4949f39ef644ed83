# SPDX-License-Identifier: EUPL-1.2
"""The card of a story, the same in all lists but for where its link starts."""

from collections.abc import Callable

from markupsafe import Markup

from escales.content.library import Entry, Library
from escales.pages.emblem import draw_emblem
from escales.pages.templating import fill
from escales.schema import Story
from escales.words.addresses import STORIES, path_to_root

# How links begin on the page for which cards are filled; an author's quotes are escaped.
HREF = f'href="{path_to_root(STORIES)}'


class Cards:
    """The cards of all stories, each filled once: a story stands in eight lists."""

    def __init__(self, library: Library) -> None:
        collectivities, schemes = library.collectivities, library.schemes
        self._cards = {
            story.slug: str(
                fill(
                    "card.html",
                    STORIES,
                    story=story,
                    emblem=draw_emblem(story.facts),
                    collectivities=collectivities,
                    schemes=schemes,
                )
            ).strip()
            for story in library.stories
        }

    def for_page(self, uri: str) -> Callable[[Entry[Story]], Markup]:
        """Return a function from a story to its card on the page at `uri`."""
        href = f'href="{path_to_root(uri)}'
        return lambda story: Markup(self._cards[story.slug].replace(HREF, href))  # noqa: S704  # a template's
