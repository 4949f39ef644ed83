# SPDX-License-Identifier: EUPL-1.2
"""The whole content once it is right: every reference leads somewhere, nobody checks again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from escales.body import Body
from escales.pictures.shown import Shown
from escales.problems import Problem
from escales.schema import Collectivity, Facts, KitDocument, Scheme, Story

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


@dataclass(frozen=True, slots=True)
class Library:
    """All collections: stories newest first, the others by slug; `pages` are those of docs/.

    `pictures` and `files` give, by the uri where it is published, each picture that the site shows
    and each other file.
    """

    stories: tuple[Entry[Story], ...]
    schemes: Mapping[str, Entry[Scheme]]
    kits: Mapping[str, tuple[Entry[KitDocument], ...]]
    collectivities: Mapping[str, Entry[Collectivity]]
    pages: Mapping[str, str]
    pictures: Mapping[str, Shown]
    files: Mapping[str, Path]
    agreement: Entry[KitDocument] | None = None  # by which a person lets a story appear
    notices: tuple[Problem, ...] = ()  # what is told without stopping anything

    @property
    def published(self) -> tuple[Entry[Story], ...]:
        """The stories that readers find in lists: all but the withdrawn ones."""
        return tuple(story for story in self.stories if story.facts.withdrawn_on is None)
