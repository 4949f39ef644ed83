# SPDX-License-Identifier: EUPL-1.2
"""Save on disk what takes long to make; the folder may be deleted at any time."""

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from escales.machine.fingerprint import program_fingerprint
from escales.machine.seal import SEAL_SIZE, is_sealed, seal_of
from escales.machine.whole_files import write_whole

DAY = 24 * 3600  # seconds
LONGEST_UNUSED = 30 * DAY
MOST_BYTES = 1_000_000_000  # bytes
WHOLE = re.compile(r"[0-9a-f]{64}")
OURS = re.compile(rf"{WHOLE.pattern}|tmp\w+")  # the names that files get here, and no others


class SavedFiles:
    """Files in a folder; each begins with the seal of its name and its content.

    The name of a file is the hash of its key, of this program and of its libraries: a key has to
    hold everything else that the content depends on. What is damaged, stands under the name of
    another, or comes from anywhere else, a commit say, does not bear our seal: it is made again.

    The date of a file is the day of its last use. The first time that a build adds a file, it
    deletes those unused for LONGEST_UNUSED, then the oldest beyond MOST_BYTES. Another build that
    runs meanwhile makes again what it misses.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._is_cleaned = False

    def get(self, key: object, make: Callable[[], bytes]) -> bytes:
        """Return the content saved under `key`; make and save it when it is missing or not ours."""
        saved = self.find(key)
        if saved is not None:
            return saved
        result = make()
        self.save(key, result)
        return result

    def find(self, key: object) -> bytes | None:
        """Return the content saved under `key`, or None when it is missing, empty or not ours."""
        name = _name(key)
        path, saved = self.folder / name, b""
        with suppress(OSError):
            saved = path.read_bytes()
        content = saved[SEAL_SIZE:]
        if content and is_sealed(saved[:SEAL_SIZE], name, content):
            _note_use(path)
            return content
        return None

    def save(self, key: object, content: bytes) -> None:
        """Save what `find` will return."""
        name = _name(key)
        with suppress(OSError):  # a folder that cannot be written to only costs time
            self._save(self.folder / name, seal_of(name, content) + content)

    def keep_only(self, keys: Iterable[object]) -> None:
        """Delete what is saved under any other key; another build that needs it makes it again."""
        kept = set(map(_name, keys))
        with suppress(OSError):  # no folder yet
            for path in self.folder.iterdir():
                if path.name not in kept and WHOLE.fullmatch(path.name):
                    path.unlink(missing_ok=True)

    def _save(self, path: Path, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._is_cleaned:
            self._delete_unused()
            self._is_cleaned = True
        write_whole(path, content)  # another build sees the whole file or none

    def _delete_unused(self) -> None:
        total, now = 0, time.time()
        files = []
        for path in self.folder.iterdir():
            if not OURS.fullmatch(path.name):
                continue
            with suppress(OSError):  # another build deleted it first
                status = path.lstat()
                files.append((status.st_mtime, status.st_size, path))
        for used, size, path in sorted(files, reverse=True):
            total += size
            if total > MOST_BYTES or used < now - LONGEST_UNUSED:
                with suppress(OSError):
                    path.unlink()


def _name(key: object) -> str:
    return hashlib.sha256(repr((program_fingerprint(), key)).encode()).hexdigest()


def _note_use(path: Path) -> None:
    with suppress(OSError):
        if path.stat().st_mtime < time.time() - DAY:
            os.utime(path)
