# SPDX-License-Identifier: EUPL-1.2
"""A list of stories: what is in it, in which order, how many, and its feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from escales.content.library import Entry
from escales.pages.elsewhere import Listed
from escales.pages.figures import Tally, tally
from escales.pages.page import FeedLink
from escales.schema import Story
from escales.words.addresses import feed_uri

Stories: TypeAlias = Sequence[Listed]


@dataclass(frozen=True)
class StoryList:
    """A list of stories at an address: `title` on its page, `label` among its siblings.

    It is counted and sorted once, for all its pages and all the lists that name it. `listed` holds
    all its stories by date, those that neighbours tell too.
    """

    uri: str
    label: str
    title: str
    parent: str | None
    listed: Stories
    slug: str = ""  # of its scheme or its employer
    fictional: bool = False  # the employer of examples
    query: str = ""  # its filters in the address of the explorer

    @cached_property
    def stories(self) -> Sequence[Entry[Story]]:
        """Those of this site alone: its feeds hold no other."""
        return [story for story in self.listed if isinstance(story, Entry)]

    @cached_property
    def ordered(self) -> list[Listed]:
        """The newest first, fiction last: sorting is stable."""
        return sorted(self.listed, key=lambda story: story.facts.example)

    @cached_property
    def tally(self) -> Tally:
        return tally(self.listed)

    @property
    def follows(self) -> bool:
        """Whether its feeds are worth following: they hold no story of neighbours."""
        return not self.tally.elsewhere or self.tally.stories > self.tally.elsewhere

    @property
    def feeds(self) -> tuple[FeedLink, ...]:
        """Its feeds; an employer of fiction has none."""
        return () if self.fictional else list_feeds(self.title, self.uri)


def list_feeds(title: str, uri: str) -> tuple[FeedLink, ...]:
    """Return the feeds of a list, Atom first."""
    return tuple(FeedLink(title, feed_uri(uri, kind)) for kind in ("xml", "json"))
