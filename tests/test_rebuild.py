# SPDX-License-Identifier: EUPL-1.2
"""A site put back from what earlier builds have kept is, byte for byte, one made from nothing.

`make edits` goes on for long, from other seeds, and keeps the site where it found a difference.
"""

import random
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import pytest

from building import REPOSITORY
from edits.rebuilding import CONTENT, KEPT, SHELL, DifferentError, Rebuilding
from edits.site import NothingThereError, Site
from escales.checking.load import load
from escales.content.library import Library
from escales.html.render import make_renderer
from escales.machine.fingerprint import SIZE, folder_fingerprint
from escales.pages import make_catalogue, plan_pages
from escales.pages.planned import Sight
from escales.problems.problem import InvalidContent
from escales.settings.rules import Rules
from escales.words.glossary import site_expander

SEED = 8
FEW_STORIES = 20  # in memory, where edits are made one by one
STORIES = 50  # with those of the fixture, the list of all fills two pages

SMALL = (  # those after which few pages show something else
    *("text", "text_of_the_same_size", "status", "share", "experience", "year", "signature"),
    *("skills", "scope", "former_address", "link", "moved_to_a_folder", "scheme_maturity"),
    *("scheme_version", "scheme_text", "employer_headcount", "employer_department"),
    *("employer_adoption", "employer_text", "kit_title", "kit_field", "kit_text", "kit_added"),
    *("agreement_text", "page_text", "picture", "picture_of_the_same_size"),
)
LARGE = tuple(sorted(CONTENT.keys() - set(SMALL)))
PROGRAM = ("template", "macro", "partial", "style", "script", "phrase", "term", "explanation")
AROUND = (
    (*PROGRAM, "accessibility"),
    ("menu",),
    ("site_name", "address", "forge", "contact", "publisher", "inherited"),
    ("page_title",),
    ("audit_too_old",),
)
WHOLE = ("nothing", "back")
# In the pages made of the content: those that change no other than their own, and none at all.
ALONE = {"text", "text_of_the_same_size", "status", "signature", "skills", "link"}
ALONE |= {"moved_to_a_folder", "scheme_maturity", "scheme_text", "employer_headcount"}
ALONE |= {"employer_text", "kit_field", "kit_text", "agreement_text"}
UNSEEN = {"picture_of_the_same_size", "scope", "former_address", "page_text"}


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


def changes(pages: Pages) -> dict[str, set[str]]:
    """Make every edit; return, for each kind, the pages that it changed, beside its own."""
    changed: dict[str, set[str]] = {name: set() for name in CONTENT}
    pages.check("the first load")
    names = random.Random(SEED).sample(sorted(CONTENT), len(CONTENT))
    for name in names + names:  # again if it was refused, or had nothing to change yet
        if changed[name]:
            continue
        try:
            own = CONTENT[name](pages.site)
        except NothingThereError:
            pages.site.undo()
            continue
        stem = own.parent.name if own.stem == "index" else own.stem
        changed[name] = {uri for uri in pages.check(name) if stem not in uri}
    return changed


def test_pages_with_the_same_key_are_the_same(tmp_path: Path) -> None:
    """And nearly each kind of edit changes a page beside its own: else it would prove little."""
    pages = Pages(Site(tmp_path / "root", SEED, FEW_STORIES))

    changed = changes(pages)

    assert {name for name, uris in changed.items() if not uris} <= UNSEEN | ALONE
    assert pages.refused < len(CONTENT) / 4


def test_a_key_that_forgets_something_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here, that a story names its employers and its scheme."""
    monkeypatch.setattr(Sight, "story", lambda sight, story: sight.text(story))
    pages = Pages(Site(tmp_path / "root", SEED, FEW_STORIES))

    with pytest.raises(AssertionError, match="forgets what it shows"):
        changes(pages)


@pytest.fixture(scope="module")
def rebuilding(tmp_path_factory: pytest.TempPathFactory) -> Rebuilding:
    """Return a site that is built already; each test goes on from where the last one left it."""
    return Rebuilding.start(tmp_path_factory.mktemp("rebuilding"), SEED, STORIES)


def each(rebuilding: Rebuilding, names: Sequence[str]) -> None:
    """Make edits in one step; one by one when one of them is refused, so that none is left out."""
    edits = [{**CONTENT, **SHELL}[name] for name in names]
    refused = rebuilding.refused
    rebuilding.step(edits)
    if rebuilding.refused > refused:
        for edit in edits:
            rebuilding.step([edit])


@pytest.mark.parametrize("start", range(0, len(SMALL), 14))
def test_edits_that_change_few_pages(rebuilding: Rebuilding, start: int) -> None:
    """Together: beside one that changes many, a page that was forgotten would go unseen."""
    each(rebuilding, SMALL[start : start + 14])

    assert rebuilding.put_back


@pytest.mark.parametrize("start", range(0, len(LARGE), 14))
def test_edits_that_change_many_pages(rebuilding: Rebuilding, start: int) -> None:
    each(rebuilding, LARGE[start : start + 14])

    assert rebuilding.put_back != 0


@pytest.mark.parametrize("names", AROUND)
def test_edits_around_the_content(rebuilding: Rebuilding, names: Sequence[str]) -> None:
    """They change every page, or none that is not looked at."""
    assert rebuilding.step([SHELL[name] for name in names])


def test_what_is_refused_is_refused_the_same(rebuilding: Rebuilding) -> None:
    def spoil(site: Site) -> Path:
        file = site.story()
        site.set(file, "duree", "3 lunes")
        return file

    refused = rebuilding.refused
    rebuilding.step([spoil])

    assert rebuilding.refused == refused + 1
    assert "3 lunes" in rebuilding.told[-1]


def test_what_is_as_it_was_is_put_back_whole(rebuilding: Rebuilding) -> None:
    """After what was refused, nothing has changed; then all is as it was a step before."""
    assert rebuilding.step([SHELL["nothing"]]) == set()
    assert rebuilding.put_back is None

    assert rebuilding.step([SHELL["back"]])


def test_a_page_that_is_put_back_wrong_is_found(rebuilding: Rebuilding) -> None:
    """Here, one that was changed behind its checksum."""
    file = rebuilding.site.root / KEPT / "made.sqlite"
    with closing(sqlite3.connect(file)) as database:
        for key, value in database.execute("SELECT key, value FROM made").fetchall():
            if b"<h1" in value:
                row = (key, *wrong(key, value))
                database.execute("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", row)
        database.commit()

    with pytest.raises(DifferentError, match=r"\d+ files differ: .*\n.*html, line \d+:\n"):
        rebuilding.step([])


def wrong(key: bytes, page: bytes) -> tuple[bytes, bytes]:
    """Return a page with another title, behind the checksum that it has."""
    changed = page.replace(b"<h1", b"<h1 hidden", 1)
    return blake2b(changed, digest_size=SIZE, key=key).digest(), changed


def test_every_edit_is_made() -> None:
    around = [name for names in AROUND for name in names]
    assert sorted([*SMALL, *LARGE, *around, *WHOLE]) == sorted([*CONTENT, *SHELL])


@pytest.mark.parametrize("name", PROGRAM)
def test_every_part_of_the_program_shows_in_its_fingerprint(tmp_path: Path, name: str) -> None:
    hooks = shutil.copytree(REPOSITORY / "hooks", tmp_path / "hooks")
    site = Site(tmp_path, SEED, 0)
    before = folder_fingerprint(hooks)

    SHELL[name](site)

    assert folder_fingerprint(hooks) != before
