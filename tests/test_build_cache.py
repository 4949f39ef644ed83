# SPDX-License-Identifier: EUPL-1.2
"""What builds keep may be damaged, foreign, half written or held by another build: never trusted.

Whatever is there, the site is the one that is made from nothing, and the next build keeps again.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from building import buildable
from edits.rebuilding import KEPT, build, build_command, contents, difference, plain_environment
from escales import build_cache
from escales.build_cache import KEPT_BUILDS, BuildCache
from escales.machine.fingerprint import content_fingerprint, folder_fingerprint

DAY = "1795392000"  # 23 November 2026, as SOURCE_DATE_EPOCH says it
SLOW = 30  # seconds: what it takes is one, and waiting at each turn would be minutes
NOTHING_CHANGED = "Rien n’a changé"
WAY = b"a way"
ENTRIES = {f"entry {n}": random.Random(n).randbytes(40_000 // (n + 1)) for n in range(40)}

OPENING = 1000  # bytes, by which SQLite begins

Damage = Callable[[Path], None]


def filled(file: Path) -> Path:
    """Fill a cache, as a build does."""
    cache = BuildCache(file, WAY)
    for name, value in ENTRIES.items():
        cache.recall(cache.key(name), lambda value=value: value)  # type: ignore[misc]  # a default
    cache.finish()
    return file


def made_again(file: Path) -> list[str]:
    """Ask a cache for all entries, which must be right; return those that it had to make."""
    cache, made = BuildCache(file, WAY), []

    def make(name: str) -> bytes:
        made.append(name)
        return ENTRIES[name]

    for name, value in ENTRIES.items():
        assert cache.recall(cache.key(name), lambda name=name: make(name)) == value  # type: ignore[misc]  # likewise
    cache.finish()
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return filled(tmp_path / "build/made.sqlite")


def change(file: Path, *commands: str) -> None:
    """Change a database behind the back of the cache."""
    with closing(sqlite3.connect(file)) as database:
        for command in commands:
            database.execute(command)
        database.commit()


def test_what_was_kept_is_not_made_again(file: Path) -> None:
    assert made_again(file) == []


def test_another_way_to_build_takes_nothing(file: Path) -> None:
    cache = BuildCache(file, b"another way")

    assert all(cache.get(cache.key(name)) is None for name in ENTRIES)


def truncated(to: float) -> Damage:
    def damage(file: Path) -> None:
        os.truncate(file, int(file.stat().st_size * to))

    return damage


def replaced(by: bytes) -> Damage:
    def damage(file: Path) -> None:
        file.write_bytes(by)

    return damage


def foreign(*commands: str) -> Damage:
    """Put another database in its place, that may have tables of the same names."""

    def damage(file: Path) -> None:
        file.unlink()
        change(file, *commands)

    return damage


def swapped(file: Path) -> None:
    """The value of an entry stands where another one's is, with its checksum."""
    rows = "SELECT value FROM made ORDER BY length(value) LIMIT 1"
    sums = "SELECT sum FROM made ORDER BY length(value) LIMIT 1"
    change(file, f"UPDATE made SET value = ({rows}), sum = ({sums})")  # noqa: S608  # ours


def read_only(file: Path) -> None:
    """Unless the tests run as root, who may write anything."""
    file.chmod(0o400)


def unreadable(file: Path) -> None:
    file.chmod(0)


def foreign_journal(file: Path) -> None:
    """What SQLite would take back, were it its own."""
    file.with_name(f"{file.name}-journal").write_bytes(random.Random(1).randbytes(5000))


OURS = "CREATE TABLE made (key BLOB PRIMARY KEY, sum BLOB NOT NULL, value BLOB NOT NULL)"
MENDED: dict[str, Damage] = {
    **{f"truncated to {part}": truncated(part) for part in (0, 0.001, 0.1, 0.5, 0.9, 0.999)},
    "a text": replaced("Ceci n’est pas une base.\n".encode() * 1000),
    "the beginning of a database": replaced(b"SQLite format 3\0" + bytes(2000)),
    "other tables": foreign("CREATE TABLE other (key)", "INSERT INTO other VALUES (1)"),
    "other columns": foreign(
        "CREATE TABLE made (name TEXT)", "CREATE TABLE builds (way BLOB, number INTEGER)"
    ),
    "other types": foreign(
        "CREATE TABLE made (key INTEGER, sum TEXT, value REAL)",
        "CREATE TABLE builds (way INTEGER, place TEXT, keys INTEGER)",
        "INSERT INTO made VALUES (1, 'deux', 3.0)",
        "INSERT INTO builds VALUES (1, 'deux', 3)",
    ),
    "one table out of two": foreign(OURS),
    "a view": foreign("CREATE TABLE x (y)", "CREATE VIEW made AS SELECT 1 AS key, 2 AS sum FROM x"),
    "values swapped": swapped,
    "read only": read_only,
    "unreadable": unreadable,
    "a foreign journal": foreign_journal,
    "nobody's keys": lambda file: change(file, "UPDATE builds SET keys = x'00'"),
    "text for bytes": lambda file: change(
        file, "UPDATE made SET value = CAST(value AS TEXT)", "UPDATE builds SET keys = 'été'"
    ),
}


@pytest.mark.parametrize("damage", MENDED.values(), ids=MENDED)
def test_a_damaged_file_is_begun_again(file: Path, damage: Damage) -> None:
    """By the build that finds it: the next one makes nothing again."""
    damage(file)

    made_again(file)

    assert made_again(file) == []


@pytest.mark.parametrize("seed", range(60))
def test_bytes_changed_anywhere_are_seen(file: Path, seed: int) -> None:
    """Be they those of entries, or those by which SQLite finds them."""
    chance, content = random.Random(seed), bytearray(file.read_bytes())
    for _ in range(chance.choice((1, 1, 5, 100))):
        end = chance.choice((OPENING, len(content)))
        content[chance.randrange(end)] ^= chance.randrange(1, 256)
    file.write_bytes(content)

    made_again(file)

    assert any(made_again(file) == [] for _ in range(4))  # some only shows when it is written


@pytest.mark.parametrize("place", ["the file", "its folder", "the folder above"])
def test_where_nothing_can_be_kept_all_is_made(tmp_path: Path, place: str) -> None:
    """A folder stands where the file should be, or a file where a folder should."""
    file = tmp_path / "cache/build/made.sqlite"
    if place == "the file":
        (file / "inside").mkdir(parents=True)
    else:
        blocked = file.parent if place == "its folder" else file.parents[1]
        blocked.parent.mkdir(parents=True, exist_ok=True)
        blocked.write_text("Un fichier.", encoding="utf-8")

    assert made_again(file) == list(ENTRIES)
    assert made_again(file) == list(ENTRIES)


def test_a_file_whose_bytes_were_damaged_is_kept_again(file: Path) -> None:
    """It is known by its content: finding it there is not enough."""
    content = ENTRIES["entry 3"]
    cache = BuildCache(file, WAY)
    key = cache.keep(content)
    cache.finish()
    change(file, "UPDATE made SET value = x'00'")

    cache = BuildCache(file, WAY)
    assert cache.get(key) is None
    assert cache.keep(content) == content_fingerprint(content) == key
    cache.finish()

    assert BuildCache(file, WAY).get(key) == content


def test_ending_twice_and_asking_after_the_end_do_nothing(file: Path) -> None:
    cache = BuildCache(file, WAY)
    key = cache.key("entry 1")
    cache.finish()
    cache.finish()
    cache.put(key, b"too late")

    assert cache.get(key) is None
    assert cache.recall(key, lambda: b"made") == b"made"
    cache.finish()
    assert made_again(file) == list(ENTRIES)  # that build used nothing: all was forgotten


def test_a_build_that_changed_nothing_leaves_all_as_it_was(file: Path) -> None:
    before = file.read_bytes()
    cache = BuildCache(file, WAY)
    cache.get(cache.key("entry 1"))
    cache.leave()

    assert file.read_bytes() == before


def test_what_is_discarded_is_gone(file: Path) -> None:
    BuildCache(file, WAY).discard()

    assert not file.exists()
    BuildCache(file, WAY).discard()


def test_only_the_last_ways_to_build_are_kept(file: Path) -> None:
    for number in range(KEPT_BUILDS):
        other = BuildCache(file, b"way %d" % number)
        other.put(other.key("one"), b"made")
        other.finish()

    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT count(*) FROM made").fetchone() == (KEPT_BUILDS,)
        ways = database.execute("SELECT way FROM builds ORDER BY place").fetchall()
    assert ways == [(b"way %d" % number,) for number in range(KEPT_BUILDS)]


def test_the_file_grows_with_the_site_and_not_with_the_builds(file: Path) -> None:
    """And gives its place back when the site gets small again."""
    once = sum(map(len, ENTRIES.values()))
    for number in range(30):
        cache = BuildCache(file, WAY)
        for name, value in ENTRIES.items():
            cache.put(cache.key(name, number), value[::-1])
        cache.finish()
        assert file.stat().st_size < 4 * once

    cache = BuildCache(file, WAY)
    cache.put(cache.key("the last one"), b"small")
    cache.finish()

    assert file.stat().st_size < once / 2


def test_a_build_forgets_nothing_that_another_one_is_keeping(file: Path) -> None:
    one, other = BuildCache(file, WAY), BuildCache(file, b"another way")
    for name, value in ENTRIES.items():
        one.get(one.key(name))
        other.put(other.key(name), value)
    other._write()  # noqa: SLF001  # as when its lot is full
    one.finish()
    other.finish()

    again = BuildCache(file, b"another way")
    assert {name: again.get(again.key(name)) for name in ENTRIES} == ENTRIES
    again.leave()
    assert made_again(file) == []


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less for others, and write each entry by itself."""
    monkeypatch.setattr(build_cache, "PATIENCE", 1)
    monkeypatch.setattr(build_cache, "LOT", 1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("lock", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_build_waits_for_another_one_but_once(file: Path, lock: str) -> None:
    """And leaves it all that it has kept."""
    start = time.monotonic()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"BEGIN {lock}")
        cache = BuildCache(file, b"another way")
        for name, value in ENTRIES.items():
            assert cache.recall(cache.key(name), lambda value=value: value) == value  # type: ignore[misc]  # a default
        cache.finish()
        other.execute("COMMIT")

    assert time.monotonic() - start < SLOW
    assert made_again(file) == []


KILLED = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1])
database.execute("PRAGMA cache_size = 2")  # so that it writes before the end
database.execute("UPDATE made SET value = zeroblob(length(value)), sum = x'00'")
database.execute("DELETE FROM builds")
os.kill(os.getpid(), 9)
"""


def test_what_a_killed_build_had_begun_is_taken_back(file: Path) -> None:
    before = file.read_bytes()
    subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    assert file.with_name(f"{file.name}-journal").stat().st_size
    assert file.read_bytes() != before

    assert made_again(file) == []


AT_ONCE = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from test_build_cache import made_again
for _ in range(8):
    made_again(Path(sys.argv[1]))
"""


def test_many_builds_at_once_do_each_other_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "build/made.sqlite"
    command = [sys.executable, "-c", AT_ONCE, str(file), *sys.path]
    running = [
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=plain_environment())
        for _ in range(4)
    ]

    for one in running:
        assert one.communicate()[1] == ""
        assert one.returncode == 0
    assert made_again(file) == []


def test_what_a_folder_holds_shows_in_its_fingerprint(tmp_path: Path) -> None:
    """Names, contents and links; not what the interpreter compiles."""
    seen = {folder_fingerprint(tmp_path / "missing"), folder_fingerprint(tmp_path)}
    (tmp_path / "a.md").write_text("un", encoding="utf-8")
    seen.add(folder_fingerprint(tmp_path))
    (tmp_path / "a.md").write_text("deux", encoding="utf-8")
    seen.add(folder_fingerprint(tmp_path))
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    seen.add(folder_fingerprint(tmp_path))
    (tmp_path / "folder").mkdir()
    seen.add(folder_fingerprint(tmp_path))
    (tmp_path / "b.md").rename(tmp_path / "folder/b.md")
    seen.add(folder_fingerprint(tmp_path))
    (tmp_path / "link").symlink_to("folder/b.md")
    seen.add(folder_fingerprint(tmp_path))
    (tmp_path / "folder/b.md").write_text("trois", encoding="utf-8")
    seen.add(last := folder_fingerprint(tmp_path))
    (tmp_path / "__pycache__").mkdir()

    assert len(seen) == 9
    assert folder_fingerprint(tmp_path) == last


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Return the root of a site that was built once, and the site as it was made from nothing."""
    folder = tmp_path_factory.mktemp("warm")
    root = buildable(folder)
    done = build(root, folder / "site", DAY)
    assert done.returncode == 0, done.stderr
    assert (root / KEPT / "made.sqlite").exists()
    return root, contents(folder / "site")


@pytest.fixture
def root(warm: tuple[Path, dict[str, bytes]]) -> Iterator[Path]:
    """Return that root, with all that it kept; it is put back afterwards."""
    root, kept, aside = warm[0], warm[0] / KEPT, warm[0] / ".cache/aside"
    shutil.copytree(kept, aside)
    yield root
    if kept.is_dir():
        shutil.rmtree(kept)
    else:
        kept.unlink()
    aside.rename(kept)


def built(root: Path, name: str = "again") -> tuple[dict[str, bytes], str]:
    """Build; return the site, and what the build told."""
    to = root.with_name(name)
    shutil.rmtree(to, ignore_errors=True)
    done = build(root, to, DAY)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return contents(to), done.stderr


def file_for_folder(kept: Path) -> None:
    shutil.rmtree(kept)
    kept.write_text("Un fichier.", encoding="utf-8")


def shaken(kept: Path) -> None:
    file, chance = kept / "made.sqlite", random.Random(8)
    content = bytearray(file.read_bytes())
    for _ in range(300):
        content[chance.randrange(len(content))] ^= 255
    file.write_bytes(content)


BUILDS: dict[str, tuple[Damage, bool | None]] = {  # and whether the next build makes nothing
    "shaken": (shaken, None),  # sooner or later: SQLite may notice it in the middle of writing
    "other columns": (lambda kept: MENDED["other columns"](kept / "made.sqlite"), True),
    "values swapped": (lambda kept: swapped(kept / "made.sqlite"), True),
    "a file for the folder": (file_for_folder, False),
}


@pytest.mark.parametrize("damage", BUILDS)
def test_a_site_is_made_whatever_was_kept(
    warm: tuple[Path, dict[str, bytes]], root: Path, damage: str
) -> None:
    do, is_mended = BUILDS[damage]
    do(root / KEPT)

    site, told = built(root)

    assert difference(warm[1], site) == ""
    assert NOTHING_CHANGED not in told
    site, told = built(root)
    assert difference(warm[1], site) == ""
    assert is_mended in {None, NOTHING_CHANGED in told}


def test_a_build_that_is_killed_leaves_nothing_that_harms(
    warm: tuple[Path, dict[str, bytes]], root: Path
) -> None:
    """Wherever it was: the first ones have hardly begun, the last ones have nearly ended."""
    shutil.rmtree(root / KEPT)
    chance = random.Random(8)
    for most in (0.5, 1.0, 1.5):
        command = build_command(root, root.with_name("killed"))
        one = subprocess.Popen(command, env=plain_environment(DAY), stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(most / 2, most))
        one.send_signal(signal.SIGKILL)
        one.wait()

    site, _told = built(root)

    assert difference(warm[1], site) == ""
    assert NOTHING_CHANGED in built(root)[1]


def test_two_builds_at_once_make_the_same_site(
    warm: tuple[Path, dict[str, bytes]], root: Path
) -> None:
    """From nothing, then from what the first two have kept."""
    shutil.rmtree(root / KEPT)
    for turn in range(2):
        places = [root.with_name(f"at-once-{turn}-{number}") for number in range(2)]
        running = [
            subprocess.Popen(
                build_command(root, place),
                env=plain_environment(DAY),
                stderr=subprocess.PIPE,
                text=True,
            )
            for place in places
        ]
        told = [one.communicate()[1] for one in running]
        for place, said, one in zip(places, told, running, strict=True):
            assert one.returncode == 0, said
            assert difference(warm[1], contents(place)) == "", said
            assert turn == 0 or NOTHING_CHANGED in said


def test_a_build_goes_on_while_another_one_holds_the_cache(
    warm: tuple[Path, dict[str, bytes]], root: Path
) -> None:
    story = root / "stories/troisieme-essai.md"
    text = story.read_text(encoding="utf-8")
    story.write_text(text.replace("Trois jours", "Quatre jours"), encoding="utf-8")
    start = time.monotonic()
    with closing(sqlite3.connect(root / KEPT / "made.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        site, _told = built(root)
    assert time.monotonic() - start < SLOW
    story.write_text(text, encoding="utf-8")

    assert b"Quatre jours" in site["recits/troisieme-essai/index.html"]
    site, told = built(root)
    assert difference(warm[1], site) == ""
    assert NOTHING_CHANGED in told  # the other build kept nothing, so that it forgot nothing
