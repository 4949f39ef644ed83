# SPDX-License-Identifier: EUPL-1.2
"""Keep what a build made, by the fingerprint of what it was made from, for the builds after it.

One SQLite file, which may be deleted at any time: SQLite keeps two builds at once out of each
other's way, and lets go of what a build that was stopped had begun to write. What it returns is
believed only behind a checksum: a damaged entry is made again, and a damaged file begun again.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from escales.fingerprint import SIZE, content_fingerprint, fingerprint

KEPT_BUILDS = 3  # as many ways to build: `mkdocs build`, `mkdocs serve`, and one more
LOT = 8_000_000  # bytes that are written together
PATIENCE = 5  # seconds to wait for another build to have written its lot
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PREPARE = """
PRAGMA page_size = 16384; PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS made (key BLOB PRIMARY KEY, sum BLOB NOT NULL, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS builds (way BLOB PRIMARY KEY, place INTEGER, keys BLOB NOT NULL);
"""


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
        self._database = self._open()

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
        if self._database is None or key in self._waiting:
            return self._waiting.get(key)
        try:
            found = self._database.execute(
                "SELECT sum, value FROM made WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if found is None:
            return None
        if isinstance(found[1], bytes) and found[0] == _sum(key, found[1]):
            return found[1]
        self._drop(key)
        return None

    def _drop(self, key: bytes) -> None:
        """Let a damaged entry be kept anew."""
        assert self._database is not None  # noqa: S101  # for the type checker
        try:
            with self._database:
                self._database.execute("DELETE FROM made WHERE key = ?", (key,))
        except sqlite3.Error as error:
            self._give_up(error)

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
        if not self.holds(key):
            self.put(key, content)
        return key

    def leave(self) -> None:
        """Let the cache be as the last build of this way left it: it made the very same."""
        if self._database is not None:
            self._database.close()
        self._database = None

    def discard(self) -> None:
        """Forget everything."""
        if self._database is not None:
            self._database.close()
        self._database = None
        if self._file:
            self._file.unlink(missing_ok=True)

    def finish(self) -> None:
        """Write all that is left, and forget what no recent build has used."""
        self._write()
        if self._database is not None:
            try:
                with self._database:
                    self._remember()
                    self._forget()
                self._database.close()
            except sqlite3.Error as error:
                self._give_up(error)
        self._database = None

    def holds(self, key: bytes) -> bool:
        """Whether something is kept under `key`; `get` says whether it is whole."""
        self._used.add(key)
        if self._database is None or key in self._waiting:
            return key in self._waiting
        try:
            return bool(
                self._database.execute("SELECT 1 FROM made WHERE key = ?", (key,)).fetchone()
            )
        except sqlite3.Error as error:
            self._give_up(error)
            return False

    def again(self) -> "BuildCache":
        """Return the same, opened anew: no other process may use this one."""
        return BuildCache(self._file, self._way)

    def _open(self) -> sqlite3.Connection | None:
        if self._file is None:
            return None
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(self._file, timeout=PATIENCE)
            database.executescript(PREPARE)
        except OSError:
            return None  # where nothing can be written, all is made each time
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return database

    def _write(self) -> None:
        lot = [(key, _sum(key, value), value) for key, value in self._waiting.items()]
        self._waiting, self._size = {}, 0
        if self._database is None or not lot:
            return
        try:
            with self._database:
                self._database.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?)", lot)
        except sqlite3.Error as error:
            self._give_up(error)

    def _remember(self) -> None:
        """Note what this build used, as the last of its way."""
        assert self._database is not None  # noqa: S101  # for the type checker
        self._database.execute(
            "INSERT OR REPLACE INTO builds SELECT ?, coalesce(max(place), 0) + 1, ? FROM builds",
            (self._way, b"".join(self._used)),
        )
        self._database.execute(
            "DELETE FROM builds WHERE way NOT IN"
            " (SELECT way FROM builds ORDER BY place DESC LIMIT ?)",
            (KEPT_BUILDS,),
        )

    def _forget(self) -> None:
        assert self._database is not None  # noqa: S101  # likewise
        used: set[bytes] = set()
        for (keys,) in self._database.execute("SELECT keys FROM builds"):
            used.update(keys[at : at + SIZE] for at in range(0, len(keys), SIZE))
        kept = {key for (key,) in self._database.execute("SELECT key FROM made")}
        self._database.executemany("DELETE FROM made WHERE key = ?", ((k,) for k in kept - used))

    def _give_up(self, error: sqlite3.Error) -> None:
        """Do without for this build; the next one begins a new file, unless another was writing."""
        if self._database is not None:
            with suppress(sqlite3.Error):
                self._database.close()
        self._database = None
        if self._file and error.sqlite_errorcode not in BUSY:
            with suppress(OSError):
                self._file.unlink()


def _sum(key: bytes, value: bytes) -> bytes:
    return blake2b(value, digest_size=SIZE, key=key).digest()
