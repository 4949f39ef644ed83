# SPDX-License-Identifier: EUPL-1.2
"""Keep what takes long to make; the folder may be deleted at any time."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

SUM = hashlib.sha256().digest_size


class Cache:
    """Files by the hash of what they are made from, each behind its own checksum."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what `key` stands for, making it when it is not there whole."""
        path = self.folder / hashlib.sha256(key.encode()).hexdigest()
        kept = b""
        with suppress(OSError):
            kept = path.read_bytes()
        if len(kept) > SUM and hashlib.sha256(kept[SUM:]).digest() == kept[:SUM]:
            return kept[SUM:]
        made = make()
        with suppress(OSError):  # where nothing can be written, all is made again each time
            self._keep(path, hashlib.sha256(made).digest() + made)
        return made

    def _keep(self, path: Path, content: bytes) -> None:
        """Write aside, then swap: another build sees the whole file or none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, aside = mkstemp(dir=self.folder)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123  # it is no path
                file.write(content)
            os.replace(aside, path)  # noqa: PTH105  # as short as it says
        finally:
            Path(aside).unlink(missing_ok=True)
