# SPDX-License-Identifier: EUPL-1.2
"""Keep what a build made, by the fingerprint of what it was made from, for the builds after it.

One SQLite file, which may be deleted at any time: SQLite keeps two builds at once out of each
other's way, and lets go of what a build that was stopped had begun to write. What it returns is
believed only behind a checksum: a damaged entry is made again, and a damaged file begun again.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from escales.kept_tables import drop, prepare, shrink, used_by
from escales.machine.fingerprint import SIZE, content_fingerprint, fingerprint

T = TypeVar("T")

KEPT_BUILDS = 3  # as many ways to build: `mkdocs build`, `mkdocs serve`, and one more
LOT = 8_000_000  # bytes that are written together
PATIENCE = 5  # seconds to wait for another build, which writes a lot in less than one
# What is no fault of the file: another build holds it, or has begun another one.
# From the index of the keys: the table holds the values too, which are long to pass over.
KEYS = "SELECT key FROM made INDEXED BY sqlite_autoindex_made_1 WHERE rowid <= ?"
TOGETHER = 500  # entries that one question may ask for: SQLite may take no more than 999
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY_DBMOVED}
TROUBLE = (sqlite3.Error, UnicodeError)  # the latter from messages that quote what is damaged


class BuildCache:
    """What builds of the same `way` made: the program, its configuration, all that is not content.

    What the last build of a way did not use is forgotten, and so are all but the last few ways.
    Without a file, nothing is kept.
    """

    def __init__(self, file: Path | None = None, way: bytes = b"") -> None:
        self._file = file
        self._way = way
        self._used: set[bytes] = set()
        self._waiting: dict[bytes, bytes] = {}
        self._size = 0
        self._fetched: dict[bytes, tuple[bytes, bytes]] = {}
        self._last: set[bytes] = set()  # what the last build of this way used
        self._newest = 0  # the last of the entries that were there before this build
        self._begun_again = False
        self._database: sqlite3.Connection | None = None
        self._open()

    def key(self, kind: str, *parts: object) -> bytes:
        """Return the key of what is made from `parts`, the way this build makes it."""
        return fingerprint(self._way, kind, *parts)

    def recall(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what `key` stands for, made now unless it is kept."""
        value = self.get(key)
        if value is None:
            value = make()
            self.put(key, value)
        return value

    def recall_content(self, key: bytes, make: Callable[[], bytes]) -> bytes:
        """Return the same, for a content that the site holds as it is: then it is kept once."""
        own = self.get(key)
        content = self.get(own) if own else None
        if content is None:
            content = make()
            self.put(key, self.keep(content))
        return content

    def get(self, key: bytes) -> bytes | None:
        """Return what `key` stands for, or None unless it is here whole."""
        self._used.add(key)
        if key in self._waiting:
            return self._waiting[key]
        asked = "SELECT sum, value FROM made WHERE key = ?"
        found = self._fetched.pop(key, None) or self._ask(
            lambda database: database.execute(asked, (key,)).fetchone()
        )
        if found and isinstance(found[1], bytes) and found[0] == _sum(key, found[1]):
            return found[1]
        if found:
            self._ask(lambda database: drop(database, key))  # so that it is kept anew
        return None

    def fetch(self, keys: Sequence[bytes]) -> None:
        """Read together what `get` will soon be asked for, which is quicker when it is much."""
        for start in range(0, len(keys), TOGETHER):
            some = keys[start : start + TOGETHER]
            marks = ", ".join("?" * len(some))
            asked = f"SELECT key, sum, value FROM made WHERE key IN ({marks})"  # noqa: S608  # marks
            found = self._ask(partial(_rows, asked=asked, keys=some)) or ()
            self._fetched.update((key, (checksum, value)) for key, checksum, value in found)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value for the builds to come."""
        self._used.add(key)
        if self._database is None:
            return
        self._waiting[key] = value
        self._size += len(value)
        if self._size > LOT:
            self._write()

    def keep(self, content: bytes) -> bytes:
        """Keep a file, and return its key: that of its content."""
        key = content_fingerprint(content)
        row = key, _sum(key, content), content  # all of it: it may be there, and damaged
        if not self._holds(key, "key = ? AND sum = ? AND value = ?", row):
            self.put(key, content)
        return key

    def holds(self, key: bytes) -> bool:
        """Whether something is kept under `key`, it seems; `get` says whether it is here whole."""
        self._used.add(key)
        return key in self._last or self._holds(key, "key = ?", (key,))

    def again(self) -> "BuildCache":
        """Return the same, opened anew: no other process may use this one."""
        return BuildCache(self._file, self._way)

    def leave(self) -> None:
        """Let the cache be as the last build of this way left it: it made the very same."""
        self._close()

    def discard(self) -> None:
        """Forget everything."""
        self._close()
        self._remove()

    def finish(self) -> None:
        """Write all that is left, and forget what no recent build has used."""
        self._write()
        self._ask(self._remember)
        self._ask(shrink)
        self._close()

    def _ask(self, question: Callable[[sqlite3.Connection], T]) -> T | None:
        """Return what the database answers: a damaged one, after it was begun again; else None."""
        while self._database is not None:
            try:
                return question(self._database)
            except TROUBLE as error:
                self._give_up(error)
        return None

    def _holds(self, key: bytes, condition: str, values: tuple[bytes, ...]) -> bool:
        self._used.add(key)
        asked = f"SELECT 1 FROM made WHERE {condition}"  # noqa: S608  # our own words
        return key in self._waiting or bool(
            self._ask(lambda database: database.execute(asked, values).fetchone())
        )

    def _open(self) -> None:
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # Bytes are never read as text: a damaged file may say that they are.
            database = sqlite3.connect(self._file, PATIENCE, isolation_level="IMMEDIATE")
            database.text_factory = bytes
        except OSError:
            return  # where nothing can be written, all is made each time
        except TROUBLE as error:
            self._give_up(error)
            return
        self._database = database
        self._newest = self._ask(prepare) or 0
        self._last = self._ask(lambda database: used_by(database, self._way)) or set()

    def _write(self) -> None:
        lot = [(key, _sum(key, value), value) for key, value in self._waiting.items()]
        self._waiting, self._size = {}, 0

        def insert(database: sqlite3.Connection) -> None:
            with database:
                database.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", lot)

        if lot:
            self._ask(insert)

    def _remember(self, database: sqlite3.Connection) -> None:
        """Note what this build used, as the last of its way, and forget what none has used."""
        with database:
            database.execute(
                "INSERT OR REPLACE INTO builds"
                " SELECT ?, coalesce(max(place), 0) + 1, ? FROM builds",
                (self._way, b"".join(self._used)),
            )
            database.execute(
                "DELETE FROM builds WHERE way NOT IN"
                " (SELECT way FROM builds ORDER BY place DESC LIMIT ?)",
                (KEPT_BUILDS,),
            )
            used: set[bytes] = set()
            for (way,) in database.execute("SELECT way FROM builds").fetchall():
                used |= used_by(database, way)
            # What another build has written meanwhile is for that one to judge.
            here = database.execute(KEYS, (self._newest,))
            unused = [(key,) for (key,) in here if key not in used]
            database.executemany("DELETE FROM made WHERE key = ?", unused)

    def _give_up(self, error: Exception) -> None:
        """Do without what is there: begin a new file, but once, and not if another build writes."""
        self._close()
        code = getattr(error, "sqlite_errorcode", 0)
        if code in BUSY or code & 0xFF in BUSY or self._begun_again:
            return
        self._begun_again = True
        self._remove()
        self._open()

    def _close(self) -> None:
        if self._database is not None:
            with suppress(*TROUBLE):
                self._database.close()
        self._database = None

    def _remove(self) -> None:
        """Remove the file, and what a build that was stopped may have left to take back in it."""
        if self._file is not None:
            for path in (self._file, self._file.with_name(f"{self._file.name}-journal")):
                with suppress(OSError):
                    path.unlink()


def _rows(
    database: sqlite3.Connection, asked: str, keys: Sequence[bytes]
) -> list[tuple[bytes, bytes, bytes]]:
    return database.execute(asked, keys).fetchall()


def _sum(key: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=SIZE, key=key).digest()
