# SPDX-License-Identifier: EUPL-1.2
"""Keep what takes long to make; the folder may be deleted at any time."""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from escales.machine.fingerprint import program_fingerprint

DIGEST_SIZE = hashlib.sha256().digest_size
DAY = 24 * 3600  # seconds
LONGEST_UNUSED = 30 * DAY  # after the last build that used it
MOST_BYTES = 1_000_000_000  # bytes


class SavedFiles:
    """Files by the hash of what they are made from, each behind its own checksum.

    A key says what a file is made from, beside this program and its libraries.

    The date of a file tells when it was last used, to the day. A build that adds something first
    forgets what none has used for long, then what was used least lately beyond the most it keeps.
    Another build that runs meanwhile makes again what it misses.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._is_cleaned = False

    def get(self, key: object, make: Callable[[], bytes]) -> bytes:
        """Return what `key` stands for, making it when it is not there whole."""
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
        with suppress(OSError):  # where nothing can be written, all is made again each time
            self._save(path, hashlib.sha256(result).digest() + result)
        return result

    def _save(self, path: Path, content: bytes) -> None:
        """Write aside, then swap: another build sees the whole file or none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._is_cleaned:
            self._delete_unused()
            self._is_cleaned = True
        descriptor, aside = mkstemp(dir=self.folder)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123  # it is no path
                file.write(content)
            os.replace(aside, path)  # noqa: PTH105  # as short as it says
        finally:
            Path(aside).unlink(missing_ok=True)

    def _delete_unused(self) -> None:
        total, now = 0, time.time()
        files = []
        for path in self.folder.iterdir():
            with suppress(OSError):  # another build forgot it first
                status = path.stat()
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
