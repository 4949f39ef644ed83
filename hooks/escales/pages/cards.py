# SPDX-License-Identifier: EUPL-1.2
"""The card of a story, the same in all lists but for where its link starts."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from markupsafe import Markup

from escales.content.library import Entry, Library, with_names
from escales.pages.elsewhere import Listed, StoryThere
from escales.pages.emblem import draw_emblem
from escales.pages.templating import fill
from escales.schema import Story
from escales.words.addresses import STORIES, path_to_root

# How links begin on the page for which cards are filled; an author's quotes are escaped.
HREF = f'href="{path_to_root(STORIES)}'


class Names(NamedTuple):
    """The employers and the scheme of a story, as one line says them."""

    home: str
    host: str | None
    scheme: str | None


def names_of(story: Entry[Story], library: Library) -> Names:
    _, home, host, scheme = with_names(story, library)
    return Names(
        home.facts.name,
        host.facts.name if host else None,
        scheme.facts.acronym or scheme.facts.title if scheme else None,
    )


def gist_there(story: StoryThere) -> str:
    """Return what search results say of a story told elsewhere."""
    names = _names_there(story)
    return fill("story_gist.html", STORIES, story=story, names=names).unescape().strip()


def _names_there(story: StoryThere) -> Names:
    home, host, scheme = story.told.employer, story.told.host, story.told.scheme
    return Names(
        home.name,
        host.name if host else None,
        scheme.acronym or scheme.title if scheme else None,
    )


class Cards:
    """The cards of all stories, each filled once: a story stands in eight lists."""

    def __init__(self, library: Library, elsewhere: Iterable[StoryThere] = ()) -> None:
        self._cards = {
            story.slug: _card(story, names_of(story, library)) for story in library.stories
        }
        self._cards |= {
            story.slug: _card(story, _names_there(story), story.neighbour.name)
            for story in elsewhere
        }

    def for_page(self, uri: str) -> Callable[[Listed], Markup]:
        """Return a function from a story to its card on the page at `uri`."""
        href = f'href="{path_to_root(uri)}'
        return lambda story: Markup(self._cards[story.slug].replace(HREF, href))  # noqa: S704  # a template's


def _card(story: Listed, names: Names, teller: str = "") -> str:
    """Return a card for the page of all stories; `teller` is the site that tells it, if another."""
    emblem = draw_emblem(story.facts)
    card = fill("card.html", STORIES, story=story, emblem=emblem, names=names, teller=teller)
    return str(card).strip()
