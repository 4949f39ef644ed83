# SPDX-License-Identifier: EUPL-1.2
"""A site put back from what earlier builds have kept is, byte for byte, one made from nothing.

`make edits` goes on for long, and from other seeds.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from edits.rebuilding import CONTENT, SHELL, DifferentError, Rebuilding
from edits.site import NothingThereError, Site
from escales.glossary import site_expander
from escales.library import Library
from escales.load import load
from escales.pages import make_catalogue, plan_pages
from escales.pages.planned import Sight
from escales.problems import InvalidContent
from escales.render import make_renderer
from escales.rules import Rules

SEED = 8
STORIES = 60  # with those of the fixture, the list of all fills two pages
# What shows on no page: its address, its file or its size, and no word, are other ones.
UNSEEN = {"picture_of_the_same_size", "scope", "former_address", "employer_department"}
ROUNDS = 2  # in memory, of all edits of the content


@dataclass
class Pages:
    """The pages that were ever made, by their keys: under a key, there is but one."""

    site: Site
    made: dict[bytes, str] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)  # by their addresses
    refused: int = 0

    def check(self, edit: str) -> set[str]:
        """Make all pages, whatever their keys; return the addresses of those that changed."""
        try:
            library = load(self.site.root, Rules(today=self.site.day))
        except InvalidContent:
            self.refused += 1
            self.site.undo()
            return set()
        self.site.keep()
        now = {}
        for uri, key, text in planned_pages(library):
            now[uri] = text
            before = self.made.setdefault(key, text) if key else text
            assert before == text, f"seed {SEED}, {edit}: the key of {uri} forgets what it shows"
        changed = {uri for uri in now.keys() | self.last if now.get(uri) != self.last.get(uri)}
        self.last = now
        return changed


def planned_pages(library: Library) -> Iterator[tuple[str, bytes | None, str]]:
    """Yield the address, the key and all that is shown of each page; a picture has its size."""
    render = make_renderer(library.pictures, site_expander())
    for planned in plan_pages(make_catalogue(library)):
        page = planned.make()
        told = (planned.title, planned.parent, planned.source, planned.changed_on)
        pictures = render(page).html if "![" in page.body else ""
        yield planned.uri, planned.key, repr((told, planned.indexed, page, pictures))


def shuffled(rounds: int, seed: int) -> Iterator[str]:
    """Yield the name of each edit of the content, in another order each round."""
    chance = random.Random(seed)
    for _ in range(rounds):
        yield from chance.sample(sorted(CONTENT), len(CONTENT))


def changes(pages: Pages, rounds: int) -> dict[str, set[str]]:
    """Make every edit; return, for each kind, the pages that it changed, beside its own."""
    changed: dict[str, set[str]] = {name: set() for name in CONTENT}
    pages.check("the first load")
    for name in shuffled(rounds, SEED):
        try:
            own = CONTENT[name](pages.site)
        except NothingThereError:
            pages.site.undo()
            continue
        changed[name] |= {uri for uri in pages.check(name) if own.stem not in uri}
    return changed


def test_pages_with_the_same_key_are_the_same(tmp_path: Path) -> None:
    """And each kind of edit changes a page beside that of its file: else it could not fail."""
    pages = Pages(Site(tmp_path / "root", SEED, STORIES))

    changed = changes(pages, ROUNDS)

    assert {name for name, uris in changed.items() if not uris} == UNSEEN
    assert pages.refused < ROUNDS * len(CONTENT) / 4
