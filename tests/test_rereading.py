# SPDX-License-Identifier: EUPL-1.2
"""A file that says what it said is not read again: nothing else may come of it than at first."""

import json
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from building import VOLATILE
from conftest import FIXTURE
from escales.build_cache import BuildCache
from escales.checking.each_file import judge_alone
from escales.checking.load import check, load_tree
from escales.content.library import Library
from escales.kept_drafts import draft_of, kept_draft
from escales.problems.problem import InvalidContent, Problem
from escales.problems.reports import FORMATS
from escales.reading.disk import Source, read_tree
from escales.settings.rules import CONFIGURATION, Rules, read_rules
from test_cases import CASES, apply, read

REPOSITORY = Path(__file__).parents[1]
WAY = b"the way of this test"
MANY = 80  # stories: enough to be shared between the cores


def outcome(
    root: Path, cache: BuildCache | None = None, *, leave_out: bool = False
) -> Library | list[Problem]:
    try:
        return load_tree(read_tree(root), Rules(leave_out=leave_out), cache or BuildCache())
    except InvalidContent as invalid:
        return invalid.problems


@contextmanager
def kept(file: Path) -> Iterator[BuildCache]:
    """Open what builds keep, as a build does, from its beginning to its end."""
    cache = BuildCache(file, WAY)
    yield cache
    cache.finish()


def keys(file: Path) -> list[bytes]:
    with closing(sqlite3.connect(file)) as database:
        return [key for (key,) in database.execute("SELECT key FROM made ORDER BY key")]


def values(file: Path) -> list[bytes]:
    with closing(sqlite3.connect(file)) as database:
        return [value for (value,) in database.execute("SELECT value FROM made ORDER BY key")]


def test_case_after_case_what_is_kept_changes_nothing(tmp_path: Path) -> None:
    """Each case is loaded after all those before it, in one place: first changed, then not."""
    root, file, known = tmp_path / "site", tmp_path / "made.sqlite", set(read_tree(FIXTURE).sources)
    for path in CASES:
        shutil.rmtree(root, ignore_errors=True)
        apply(read(path), shutil.copytree(FIXTURE, root, ignore=VOLATILE))
        expected = outcome(root)
        for _ in ("changed", "unchanged"):
            with kept(file) as cache:
                assert outcome(root, cache) == expected, path.stem
        for source in set(read_tree(root).sources) - known:
            assert_all_is_kept(source)


@pytest.mark.parametrize("site", [FIXTURE, REPOSITORY], ids=["fixture", "repository"])
def test_all_that_is_found_in_a_file_is_kept(site: Path) -> None:
    for source in read_tree(site).sources:
        assert_all_is_kept(source)


def assert_all_is_kept(source: Source) -> None:
    expected = judge_alone(source)
    found = draft_of(source, kept_draft(judge_alone(source)))
    assert found.notes.problems == expected.notes.problems
    for location in expected.header.lines if expected.header else ():
        assert found.line(location) == expected.line(location)
    given = [draft.facts and draft.facts.model_fields_set for draft in (found, expected)]
    assert given[0] == given[1]
    found = replace(found, notes=expected.notes)
    assert found == expected
    assert repr(found) == repr(expected)  # types included, which compare as equal


def test_stories_that_are_left_out_are_so_again(root: Path, tmp_path: Path) -> None:
    """The others are judged twice, and what is told of them is told once."""
    apply(read(FIXTURE.parent / "cases/topic-not-told.yml"), root)
    told = check(root)
    assert len(told) == 1
    (root / "stories/nu.md").write_text("Il était une fois.", encoding="utf-8")

    for cache in (None, "read", "recalled"):
        with kept(tmp_path / "made.sqlite") as made:
            found = outcome(root, made if cache else None, leave_out=True)
        assert isinstance(found, Library)
        assert list(found.notices) == told
        assert [problem.code for problem in found.left_out] == ["header-missing"]


class Command:
    """What pickle would run, when it is let to."""

    def __init__(self, witness: Path) -> None:
        self.command = f"touch '{witness}'"

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (self.command,)


@pytest.fixture
def file(root: Path, tmp_path: Path) -> Path:
    """Return what a build of the fixture site keeps."""
    file = tmp_path / "made.sqlite"
    with kept(file) as cache:
        load_tree(read_tree(root), read_rules(root / CONFIGURATION), cache)
    assert len(keys(file)) >= len(read_tree(root).sources)
    return file


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"null",
        b"{}",
        b"[]",
        b"[1,2,3,4,5,6]",
        b"[" * 100_000,
        b"\xff",
        b'["stories/premier.md",null,null,[1e999,1,[],[]],[],[]]',
        b'["stories/premier.md",[[],0],[{},1,[]],[0,1,[],[]],[],[]]',
        b'["stories/premier.md",[{"__class__":"Command"},9],[{},1,[]],[0,1,[],[]],[],[]]',
    ],
    ids=lambda bad: bad[:40].decode("latin-1"),
)
def test_what_is_no_draft_is_made_again(bad: bytes, root: Path, file: Path) -> None:
    """Whoever wrote it knew how to sign it; the next build finds what should be there."""
    expected, right = outcome(root), values(file)
    with kept(file) as cache:
        for key in keys(file):
            cache.put(key, bad)
    assert set(values(file)) == {bad}

    with kept(file) as cache:
        assert outcome(root, cache) == expected

    assert values(file) == right


def test_what_is_kept_runs_nothing(root: Path, file: Path, tmp_path: Path) -> None:
    """A pickle could hold any command: none is ever read."""
    witness = tmp_path / "witness"
    poison = pickle.dumps(Command(witness))
    pickle.loads(poison)  # noqa: S301  # it would run indeed
    witness.unlink()
    expected = outcome(root)
    with kept(file) as cache:
        for key in keys(file):
            cache.put(key, poison)

    with kept(file) as cache:
        assert outcome(root, cache) == expected

    assert not witness.exists()


def test_the_draft_of_another_file_is_no_draft_of_this_one(root: Path, file: Path) -> None:
    expected, right = outcome(root), values(file)
    with kept(file) as cache:
        for key, value in zip(keys(file), [*right[1:], right[0]], strict=True):
            cache.put(key, value)

    with kept(file) as cache:
        assert outcome(root, cache) == expected

    assert values(file) == right


def test_what_was_cut_short_is_made_again(root: Path, file: Path) -> None:
    expected, right = outcome(root), values(file)
    with kept(file) as cache:
        for key, value in zip(keys(file), right, strict=True):
            cache.put(key, value[: len(value) // 2])

    with kept(file) as cache:
        assert outcome(root, cache) == expected

    assert values(file) == right


def test_a_file_that_moves_is_read_again(root: Path, file: Path) -> None:
    """The same text at another place has other problems: their paths, at least."""
    text = (root / "stories/premier.md").read_text(encoding="utf-8")
    (root / "stories/premier.md").write_text(text.replace("## ", "# "), encoding="utf-8")
    with kept(file) as cache:
        outcome(root, cache)
    (root / "stories/premier.md").rename(root / "stories/autre-nom.md")

    with kept(file) as cache:
        found = outcome(root, cache)

    assert found == outcome(root)
    assert isinstance(found, list)
    assert "stories/autre-nom.md" in {problem.path for problem in found}


def test_all_cores_find_what_one_finds(root: Path) -> None:
    """A process with another thread works alone; a command shares the work between the cores."""
    text = (root / "stories/premier.md").read_text(encoding="utf-8")
    for number in range(MANY):
        said = text.replace("## ", "# ", number % 7).replace("annee: ", "annee: x", number % 2)
        (root / f"stories/autre-{number}.md").write_text(said, encoding="utf-8")
    done = threading.Event()
    (other := threading.Thread(target=done.wait)).start()
    alone = check(root)
    done.set()
    other.join()

    command = [sys.executable, "-m", "escales", "check", "--format", "json", "--root", str(root)]
    told = subprocess.run(command, check=False, capture_output=True, text=True).stdout

    assert len(alone) > MANY
    assert told == FORMATS["json"](alone, "")
    assert len(json.loads(told)) == len(alone)
