# SPDX-License-Identifier: EUPL-1.2
"""Read `escales.lock`: which schemes a site took, from where, in which version."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from escales.problems.problem import Notes, Problem
from escales.reading.disk import MAX_TEXT
from escales.reading.header import Header, Location, read_header
from escales.reading.validation import validate
from escales.schema.lock import Lock, TakenScheme

LOCK = "escales.lock"


@dataclass(frozen=True, slots=True)
class ReadLock:
    """Each taken scheme by the name of its folder here; none when something is wrong."""

    schemes: Mapping[str, TakenScheme] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: Mapping[Location, int] = field(default_factory=dict)

    def line(self, *location: str) -> int:
        """Return the line of what it says of a scheme: ("matp", "fichiers", "index.md")."""
        return self.lines.get(("dispositifs", *location), 1)


def read_lock(root: Path) -> ReadLock:
    """Read the lock of a site; without one, it took nothing."""
    file, notes = root / LOCK, Notes(LOCK)
    if not os.path.lexists(file):
        return ReadLock()
    header = _header(file, notes)
    lock = validate(Lock, header, notes) if header else None
    if lock is None or notes.problems:
        return ReadLock(problems=notes.problems)
    return ReadLock(lock.schemes, lines=header.lines if header else {})


def _header(file: Path, notes: Notes) -> Header | None:
    try:
        if file.is_symlink():
            notes.add("symlink")
            return None
        if (size := file.stat().st_size) > MAX_TEXT:
            notes.add("too-big", found=-(-size // 1000), limit=MAX_TEXT // 1000)
            return None
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        notes.add("not-utf8")
        return None
    except OSError:
        notes.add("unreadable")
        return None
    return read_header(text, 1, notes)
