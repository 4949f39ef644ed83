# SPDX-License-Identifier: EUPL-1.2
"""Save on disk what takes long to make; the folder may be deleted at any time."""

import hashlib
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from escales.machine.fingerprint import program_fingerprint

DIGEST_SIZE = hashlib.sha256().digest_size
DAY = 24 * 3600  # seconds
LONGEST_UNUSED = 30 * DAY
MOST_BYTES = 1_000_000_000  # bytes
OURS = re.compile(r"[0-9a-f]{64}|tmp\w+")  # the names that files get here, and no others


class SavedFiles:
    """Files in a folder; each begins with its own checksum.

    The name of a file is the hash of its key, of this program and of its libraries: a key has to
    hold everything else that the content depends on.

    The date of a file is the day of its last use. The first time that a build adds a file, it
    deletes those unused for LONGEST_UNUSED, then the oldest beyond MOST_BYTES. Another build that
    runs meanwhile makes again what it misses.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._is_cleaned = False

    def get(self, key: object, make: Callable[[], bytes]) -> bytes:
        """Return the content saved under `key`; make and save it when it is missing or damaged."""
        name = repr((program_fingerprint(), key)).encode()
        path = self.folder / hashlib.sha256(name).hexdigest()
        saved = b""
        with suppress(OSError):
            saved = path.read_bytes()
        if (
            len(saved) > DIGEST_SIZE
            and hashlib.sha256(saved[DIGEST_SIZE:]).digest() == saved[:DIGEST_SIZE]
        ):
            _note_use(path)
            return saved[DIGEST_SIZE:]
        result = make()
        with suppress(OSError):  # a folder that cannot be written to only costs time
            self._save(path, hashlib.sha256(result).digest() + result)
        return result

    def _save(self, path: Path, content: bytes) -> None:
        """Write another file, then rename it: another build sees the whole file or none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._is_cleaned:
            self._delete_unused()
            self._is_cleaned = True
        descriptor, aside = mkstemp(dir=self.folder)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123  # it is a descriptor
                file.write(content)
            os.replace(aside, path)  # noqa: PTH105  # Path.replace does the same
        finally:
            Path(aside).unlink(missing_ok=True)

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


def _note_use(path: Path) -> None:
    with suppress(OSError):
        if path.stat().st_mtime < time.time() - DAY:
            os.utime(path)
