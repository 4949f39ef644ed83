# SPDX-License-Identifier: EUPL-1.2
"""The whole content once it is right: every reference leads somewhere, nobody checks again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from escales.content.accessibility import Statement
from escales.machine.three_way import is_same
from escales.pictures.published import PublishedPicture
from escales.problems.problem import Problem
from escales.reading.body import Body
from escales.reading.sources import SchemeSources, order_of
from escales.schema import Collectivity, Facts, KitDocument, Scheme, Story, Withdrawal
from escales.schema.lock import TakenScheme

F_co = TypeVar("F_co", bound=Facts, covariant=True)


@dataclass(frozen=True, slots=True)
class Entry(Generic[F_co]):
    """A file of the repository and where it is published.

    `targets` says where each link of the body leads: an https address, or a uri of the site.
    """

    slug: str
    path: str
    uri: str
    facts: F_co
    body: Body
    targets: tuple[str, ...]


class OwnPage(NamedTuple):
    """A page of docs/ that a site does not share with others."""

    uri: str
    title: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A file that is not right yet: only whoever writes it sees it, as far as it can be read.

    `uri` is where, or None when it has no address. When `shown` is None, its page is made as usual.
    """

    path: str
    uri: str | None
    problems: tuple[Problem, ...]
    shown: "WhatIsRead | None" = None


@dataclass(frozen=True, slots=True)
class WhatIsRead:
    """What could be read of a file: `facts` are the values of its header, each after its label."""

    title: str
    summary: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    body: Body = field(default_factory=Body)
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """All collections: stories newest first, the others by slug; `pages` are those of docs/.

    `stories` are those that one can read. `withdrawn` and `ended` have left, and have a notice in
    their place: their authors withdrew them, or agreed to them until a day that is past.
    `sources` are the files of each scheme as they are today, `versions` those of the versions that
    were kept, the newest first. `taken` says from where some schemes came, and `origins` are their
    files as they were taken. `pictures` and `files` give, by the uri where it is published, each
    picture that the site shows and each other file.
    """

    stories: tuple[Entry[Story], ...]
    schemes: Mapping[str, Entry[Scheme]]
    kits: Mapping[str, tuple[Entry[KitDocument], ...]]
    collectivities: Mapping[str, Entry[Collectivity]]
    pages: Mapping[str, str]
    pictures: Mapping[str, PublishedPicture]
    files: Mapping[str, Path]
    withdrawn: tuple[Entry[Withdrawal], ...] = ()
    ended: tuple[Entry[Withdrawal], ...] = ()
    agreement: Entry[KitDocument] | None = None  # by which a person lets a story appear
    notices: tuple[Problem, ...] = ()  # reported, though they stop nothing
    accessibility: Statement = field(default_factory=Statement)  # what every page says of it
    from_engine: frozenset[str] = frozenset()  # the paths that came with the engine
    own_pages: tuple[OwnPage, ...] = ()  # those that only this site has, its home apart
    left_out: tuple[Problem, ...] = ()  # why some stories are not here, as the publisher chose
    unfinished: tuple[Unfinished, ...] = ()  # never in a publication
    sources: Mapping[str, SchemeSources] = field(default_factory=dict)
    versions: Mapping[str, tuple[SchemeSources, ...]] = field(default_factory=dict)
    taken: Mapping[str, TakenScheme] = field(default_factory=dict)
    origins: Mapping[str, SchemeSources] = field(default_factory=dict)

    def published_versions(self, scheme: str) -> tuple[SchemeSources, ...]:
        """Return the versions of a scheme whose files are published, the newest first.

        A version that was kept is published as it was kept.
        """
        kept, today = self.versions.get(scheme, ()), self.sources.get(scheme)
        if today is None or today.version in {each.version for each in kept}:
            return kept
        versions = sorted((today, *kept), key=lambda each: order_of(each.version), reverse=True)
        return tuple(versions)

    def is_adapted(self, scheme: str) -> bool:
        """Whether a scheme that was taken differs here from what it was."""
        origin, today = self.origins.get(scheme), self.sources.get(scheme)
        if origin is None or today is None:
            return False
        return any(
            not is_same(origin.files.get(path), today.files.get(path))
            for path in {*origin.files, *today.files} - {today.bearer_page}
        )

    @property
    def all_stories(self) -> tuple[Entry[Story] | Entry[Withdrawal], ...]:
        """The stories, and the notices in place of those that left."""
        return (*self.stories, *self.departed)

    @property
    def departed(self) -> tuple[Entry[Withdrawal], ...]:
        """The stories that have left, the last one first."""
        return tuple(sorted((*self.withdrawn, *self.ended), key=_last_first))


def _last_first(story: Entry[Withdrawal]) -> tuple[int, str]:
    return -story.facts.withdrawn_on.toordinal(), story.slug


class StoryWithNames(NamedTuple):
    """A story, its employers and its scheme, as they are in the library."""

    story: Entry[Story]
    home: Entry[Collectivity]
    host: Entry[Collectivity] | None
    scheme: Entry[Scheme] | None


def with_names(story: Entry[Story], library: Library) -> StoryWithNames:
    facts = story.facts
    return StoryWithNames(
        story,
        library.collectivities[facts.collectivity],
        library.collectivities[facts.host] if facts.host else None,
        library.schemes[facts.scheme] if facts.scheme else None,
    )
