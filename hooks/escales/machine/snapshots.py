# SPDX-License-Identifier: EUPL-1.2
"""Tell which files changed between two moments, without reading any."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

# By path: when it was last written, in nanoseconds, its size in bytes, its number on the disk.
Snapshot = Mapping[str, tuple[int, int, int]]


def take_snapshot(paths: Iterable[str]) -> Snapshot:
    """Return how each file is now, of those at these paths and in the folders there."""
    marks: dict[str, tuple[int, int, int]] = {}
    for file in _files(paths):
        with suppress(OSError):  # it has just gone
            mark = os.lstat(file)
            marks[file] = mark.st_mtime_ns, mark.st_size, mark.st_ino
    return marks


def changed_between(before: Snapshot, after: Snapshot) -> set[str]:
    """Return the paths of the files that were written, added, replaced or removed."""
    return {path for path, _ in before.items() ^ after.items()}


def _files(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        yield from [path] if os.path.isfile(path) else []  # noqa: PTH113  # strings, by thousands
        for folder, _, names in os.walk(path):
            yield from (os.path.join(folder, name) for name in names)  # noqa: PTH118  # likewise
