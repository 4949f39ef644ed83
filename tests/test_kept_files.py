# SPDX-License-Identifier: EUPL-1.2
"""Data, feeds, cards and the explorer, from the cache: the same bytes, and little made again."""

import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bench.content import (
    COLLECTIVITIES,
    collectivity_file,
    employer_slug,
    stories,
    story_file,
)
from building import VOLATILE
from conftest import FIXTURE
from escales.build_cache import BuildCache
from escales.checking.load import load
from escales.machine.fingerprint import fingerprint
from escales.pages import make_catalogue
from escales.publishing.write import make_files
from escales.runs import LENGTH, recall_runs
from escales.words.vocabulary import Format

STORIES = 100
ADDRESS = "https://escales.example/"
FILE = ".cache/build/made.sqlite"
RUNS = {"cards", "records", "rows"}  # what is made of stories, run by run

Edit = Callable[[Path], object]


class Counting(BuildCache):
    """A cache that counts what it is given to keep, by kind."""

    def __init__(self, file: Path | None = None, way: bytes = b"test") -> None:
        super().__init__(file, way)
        self.made: Counter[str] = Counter()
        self._kinds: dict[bytes, str] = {}

    def key(self, kind: str, *parts: object) -> bytes:
        key = super().key(kind, *parts)
        self._kinds[key] = kind
        return key

    def put(self, key: bytes, value: bytes) -> None:
        if key in self._kinds:  # and not that of a content, which comes with another
            self.made[self._kinds[key]] += 1
        super().put(key, value)


def publish(root: Path, cache: BuildCache, address: str = ADDRESS) -> dict[str, bytes]:
    """Return all that is made beside the pages, and the cards as a page shows them."""
    catalogue = make_catalogue(load(root), [Format.MARKDOWN], cache=cache)
    made = {uri: b"".join(content) for uri, content in make_files(catalogue, address, cache)}
    card = catalogue.cards.at("recits/par-categorie/a/index.md")
    made |= {f"card of {story.slug}": card(story).encode() for story in catalogue.all.stories}
    cache.finish()
    return made


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fixture site with many stories more."""
    root = shutil.copytree(FIXTURE, tmp_path_factory.mktemp("kept") / "site", ignore=VOLATILE)
    shutil.rmtree(root / ".cache", ignore_errors=True)
    for number in range(COLLECTIVITIES):
        path = root / f"docs/collectivites/{employer_slug(number)}.md"
        path.write_text(collectivity_file(number), encoding="utf-8")
    for told in stories(STORIES):
        text = story_file(replace(told, scheme="renfort" if told.scheme else None))
        (root / f"stories/{told.slug}.md").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def before(many: Path) -> dict[str, bytes]:
    """Return all that is made of it, which leaves its cache full."""
    cache = Counting(many / FILE)
    made = publish(many, cache)
    assert all(cache.made[kind] > STORIES / LENGTH / 2 for kind in RUNS)
    return made


@pytest.fixture
def site(many: Path, before: dict[str, bytes], tmp_path: Path) -> Path:
    assert before, "its cache is full"
    return shutil.copytree(many, tmp_path / "site")


def change(root: Path, path: str, old: str, new: str) -> None:
    text, count = re.subn(old, new, (root / path).read_text(encoding="utf-8"), count=1)
    assert count == 1
    (root / path).write_text(text, encoding="utf-8")


def some_story() -> str:
    return f"stories/{list(stories(STORIES))[STORIES // 2].slug}.md"


def add(root: Path) -> None:
    told = list(stories(STORIES + 1))[-1]
    text = story_file(replace(told, scheme=None))
    (root / f"stories/{told.slug}.md").write_text(text, encoding="utf-8")


def edit(path: str, old: str, new: str) -> Edit:
    return lambda root: change(root, path, old, new)


def retitle(root: Path) -> None:
    """Give the scheme another title, in the story that names it so as well."""
    change(root, SCHEME, "titre: .*", "titre: Le renfort de deux mois")
    change(root, "stories/2025/deuxieme-voix.md", "dispositif: .*", "dispositif: renfort")


SCHEME, EMPLOYER = "schemes/renfort/index.md", f"docs/collectivites/{employer_slug(7)}.md"
ONE_STORY: dict[str, Edit] = {
    "its text": edit(some_story(), r"\Z", "\n\nUne phrase de plus.\n"),
    "its title": edit(some_story(), "titre: .*", "titre: Un tout autre titre"),
    "its day": edit(some_story(), "publie_le: .*", "publie_le: 2026-11-01"),
    "withdrawn": edit(some_story(), "annee:", "retrait_le: 2026-11-01\nannee:"),
    "out of the data": edit(some_story(), r', "donnees-ouvertes"', ""),
    "added": add,
}
OTHERS: dict[str, Edit] = {
    "an employer's name": edit(EMPLOYER, "nom: .*", "nom: Ville au nouveau nom"),
    "a scheme's title": retitle,
    "a scheme's acronym": edit(SCHEME, "sigle: .*", "sigle: DEUXMOIS"),
}


@pytest.mark.parametrize("changed", ONE_STORY)
def test_a_story_that_changes_costs_its_own_runs(site: Path, changed: str) -> None:
    ONE_STORY[changed](site)
    cache = Counting(site / FILE)

    assert publish(site, cache) == publish(site, BuildCache())

    assert all(cache.made[kind] <= 2 for kind in RUNS), cache.made
    untold = {"its text", "out of the data"}  # by feeds
    assert set(cache.made) == RUNS | (set() if changed in untold else {"feed"})


@pytest.mark.parametrize("changed", OTHERS)
def test_whoever_a_story_names_changes_it_too(
    site: Path, before: dict[str, bytes], changed: str
) -> None:
    OTHERS[changed](site)
    cache = Counting(site / FILE)

    after = publish(site, cache)

    assert after == publish(site, BuildCache())
    assert all(cache.made[kind] for kind in RUNS)
    cards = [name for name in after if name.startswith("card of") and after[name] != before[name]]
    assert (cards != []) == (changed != "a scheme's title")  # they tell its acronym


def test_the_address_changes_what_tells_it_and_no_card(site: Path) -> None:
    cache, elsewhere = Counting(site / FILE), "https://ailleurs.example/"

    assert publish(site, cache, elsewhere) == publish(site, BuildCache(), elsewhere)

    assert set(cache.made) == {"records", "rows", "feed", "schemas"}


def test_when_nothing_changes_nothing_is_made(site: Path, before: dict[str, bytes]) -> None:
    cache = Counting(site / FILE)

    assert publish(site, cache) == before
    assert not cache.made


def test_what_is_damaged_is_made_again(site: Path, before: dict[str, bytes]) -> None:
    with sqlite3.connect(site / FILE) as database:
        database.execute("UPDATE made SET value = x'00' WHERE rowid % 3 = 0")

    assert publish(site, Counting(site / FILE)) == before
    assert publish(site, cache := Counting(site / FILE)) == before
    assert not cache.made


MANY = 3_000  # enough for every core to take its part


def runs_of(items: list[int], cache: BuildCache) -> tuple[list[list[int]], int]:
    """Return the runs of numbers, and how many of them are made here."""
    made = 0

    def make(run: list[int]) -> bytes:
        nonlocal made
        made += 1
        return repr(run).encode()

    recalled = recall_runs(cache, ("numbers",), items, fingerprint, make)
    return [[int(one) for one in run.strip(b"[]").split(b",")] for run in recalled], made


def test_runs_are_of_some_length_and_in_order(tmp_path: Path) -> None:
    """Whether they are made on every core, here, or recalled."""
    items = list(range(MANY))
    cache = BuildCache(tmp_path / "made.sqlite")
    for runs, _ in (runs_of(items, BuildCache()), runs_of(items, cache), runs_of(items, cache)):
        assert [item for run in runs for item in run] == items
        assert LENGTH * 0.8 < MANY / len(runs) < LENGTH / 0.8


@pytest.mark.parametrize("seed", range(5))
def test_an_item_that_comes_or_goes_leaves_the_other_runs_as_they_were(
    seed: int, tmp_path: Path
) -> None:
    chance = Random(seed)
    items = list(range(MANY))
    cache = BuildCache(tmp_path / "made.sqlite")
    runs_of(items, cache)
    for turn in range(20):
        at = chance.randrange(len(items))
        if chance.random() < 0.5:
            items.insert(at, MANY + turn)
        else:
            del items[at]
        runs, made = runs_of(items, cache)
        assert [item for run in runs for item in run] == items
        assert made <= 2
