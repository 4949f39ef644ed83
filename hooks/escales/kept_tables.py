# SPDX-License-Identifier: EUPL-1.2
"""The tables in which a build cache holds what was made, and what each build has used."""

import sqlite3

from escales.machine.fingerprint import SIZE

TABLES = (
    "CREATE TABLE builds (way BLOB PRIMARY KEY, place INTEGER, keys BLOB NOT NULL)",
    "CREATE TABLE made (key BLOB PRIMARY KEY, sum BLOB NOT NULL, value BLOB NOT NULL)",
)


class _ForeignError(sqlite3.DatabaseError):
    """A database with other tables."""

    sqlite_errorcode = sqlite3.SQLITE_NOTADB


def prepare(database: sqlite3.Connection) -> int:
    """Make the tables unless they are there; return the number of the last entry."""
    database.executescript("PRAGMA page_size = 16384; PRAGMA synchronous = OFF;")
    if _tables(database) != TABLES:
        with database:
            database.execute("BEGIN IMMEDIATE")  # two builds may begin at once
            found = _tables(database)
            for table in TABLES if not found else ():
                database.execute(table)
            if found not in {(), TABLES}:
                raise _ForeignError
    (newest,) = database.execute("SELECT max(rowid) FROM made").fetchone()
    return newest or 0


def _tables(database: sqlite3.Connection) -> tuple[str, ...]:
    found = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return tuple(bytes(sql).decode(errors="replace") for (sql,) in found)


def used_by(database: sqlite3.Connection, way: bytes) -> set[bytes]:
    """Return the keys of all that the last build of a way used."""
    found = database.execute("SELECT keys FROM builds WHERE way = ?", (way,)).fetchone()
    keys = found[0] if found and isinstance(found[0], bytes) else b""
    return {keys[at : at + SIZE] for at in range(0, len(keys), SIZE)}


def drop(database: sqlite3.Connection, key: bytes) -> None:
    with database:
        database.execute("DELETE FROM made WHERE key = ?", (key,))


def shrink(database: sqlite3.Connection) -> None:
    """Give back to the disk what was forgotten, once that is the greater part."""
    (free,), (pages,) = (
        database.execute(f"PRAGMA {count}").fetchone() for count in ("freelist_count", "page_count")
    )
    if free > pages / 2:
        database.execute("VACUUM")
