# SPDX-License-Identifier: EUPL-1.2
"""Choose what to read after a story, among the stories most like it."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from escales.content.library import Entry
from escales.schema import Story

NEARBY = 3


class Neighbours:
    """The stories near each one: same category and band first, then same band, then category.

    In each group, its neighbours are those published just before and after it: readers do not
    all come to the newest, and the work does not grow with the number of stories.
    """

    def __init__(self, stories: Sequence[Entry[Story]]) -> None:
        self.voices: defaultdict[Hashable, list[Entry[Story]]] = defaultdict(list)
        self.groups: defaultdict[Hashable, list[Entry[Story]]] = defaultdict(list)
        self.positions: dict[tuple[Hashable, str], int] = {}
        for story in stories:
            if story.facts.experience:
                self.voices[story.facts.experience, story.facts.example].append(story)
            for group in _groups(story):
                self.positions[group, story.slug] = len(self.groups[group])
                self.groups[group].append(story)

    def all_voices(self, story: Entry[Story]) -> list[Entry[Story]]:
        """Return all stories of the same experience, itself too, by point of view."""
        voices = self.voices.get((story.facts.experience, story.facts.example), [])
        if not voices:
            return []
        order = list(type(story.facts.viewpoint))
        return sorted(voices, key=lambda voice: (order.index(voice.facts.viewpoint), voice.slug))

    def nearby(self, story: Entry[Story]) -> list[Entry[Story]]:
        """Return at most three stories, none of them a voice of the same experience."""
        chosen: dict[str, Entry[Story]] = {}
        for group in _groups(story):
            for other in self._around(group, story):
                same = other.facts.experience and other.facts.experience == story.facts.experience
                if other.slug != story.slug and not same:
                    chosen.setdefault(other.slug, other)
                if len(chosen) == NEARBY:
                    return list(chosen.values())
        return list(chosen.values())

    def _around(self, group: Hashable, story: Entry[Story]) -> Iterator[Entry[Story]]:
        """Yield the stories next to one in its group, the nearest first."""
        members, position = self.groups[group], self.positions[group, story.slug]
        for step in range(1, 2 * NEARBY + 1):
            if position + step < len(members):
                yield members[position + step]
            if position >= step:
                yield members[position - step]


def _groups(story: Entry[Story]) -> Iterator[Hashable]:
    """Yield the groups of a story, the narrowest first; fiction and testimonies never mix."""
    facts = story.facts
    band = facts.duration.band
    yield facts.example, facts.category, band
    yield facts.example, band
    yield facts.example, facts.category
