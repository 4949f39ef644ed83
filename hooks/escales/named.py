# SPDX-License-Identifier: EUPL-1.2
"""A story with those that its header names: all that a list or a record tells of it."""

from typing import NamedTuple

from escales.fingerprint import fingerprint
from escales.library import Entry, Library
from escales.schema import Collectivity, Scheme, Story


class Named(NamedTuple):
    """A story, its employers and its scheme, as they are in the library."""

    story: Entry[Story]
    home: Entry[Collectivity]
    host: Entry[Collectivity] | None
    scheme: Entry[Scheme] | None

    def sign(self) -> bytes:
        """Return the fingerprint of all of them: what is made of nothing else is kept by it."""
        return fingerprint(*(entry and entry.fingerprint for entry in self))


def name(story: Entry[Story], library: Library) -> Named:
    facts = story.facts
    return Named(
        story,
        library.collectivities[facts.collectivity],
        library.collectivities[facts.host] if facts.host else None,
        library.schemes[facts.scheme] if facts.scheme else None,
    )
