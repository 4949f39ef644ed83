# SPDX-License-Identifier: EUPL-1.2
"""A page before it is made: where it will stand, and the fingerprint of all that it will show."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from escales.content.library import Entry, Library
from escales.machine.fingerprint import fingerprint
from escales.pages.page import Page
from escales.schema import Story


@dataclass(frozen=True, slots=True)
class Planned:
    """What is known of a page without making it; the names mean what they mean on `Page`.

    Two plans with the same `key` make the same page, as long as the program, the settings of the
    site and the formats of its documents stay the same: those are nowhere in it.
    """

    uri: str
    title: str
    parent: str | None
    key: bytes | None  # None: it shows so much of the site that it is made each time
    make: Callable[[], Page]
    source: str | None = None
    changed_on: date | None = None
    indexed: bool = True
    searchable: bool = True

    @classmethod
    def of(cls, page: Page) -> "Planned":
        """Return the plan of a page that is made already."""
        told = (page.source, page.changed_on, page.indexed, page.searchable)
        return cls(page.uri, page.title, page.parent, None, lambda: page, *told)


class Sight:
    """What pages show of a library, as fingerprints."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._cards: dict[str, bytes] = {}

    @cached_property
    def settled(self) -> bytes:
        """All but stories and notices: few files, which seldom change."""
        library = self._library
        kits = [document for documents in library.kits.values() for document in documents]
        shelves = (library.schemes.values(), kits, library.collectivities.values())
        entries = [self.text(entry) for shelf in shelves for entry in shelf]
        agreement = library.agreement and self.text(library.agreement)
        return fingerprint(entries, agreement, sorted(library.pages), repr(library.accessibility))

    def text(self, entry: Entry[Any]) -> bytes:
        """Return that of a whole text, and of the sizes of the pictures in it."""
        pictures = self._library.pictures
        sizes = tuple(pictures[to].size for to in entry.targets if to in pictures)
        return fingerprint(entry.fingerprint, sizes) if sizes else entry.fingerprint

    def story(self, story: Entry[Story]) -> bytes:
        """Return that of a story, or of its card: it names its employers and its scheme."""
        if story.slug not in self._cards:
            facts, library = story.facts, self._library
            self._cards[story.slug] = fingerprint(
                self.text(story),
                *(library.collectivities[slug].fingerprint for slug in employers_of(facts)),
                library.schemes[facts.scheme].fingerprint if facts.scheme else None,
            )
        return self._cards[story.slug]

    def stories(self, stories: Iterable[Entry[Story]]) -> tuple[bytes, ...]:
        return tuple(map(self.story, stories))


def employers_of(facts: Story) -> tuple[str, ...]:
    """Return the slug of the employer of origin, then that of the host when there is one."""
    return (facts.collectivity, facts.host) if facts.host else (facts.collectivity,)
