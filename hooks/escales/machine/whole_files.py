# SPDX-License-Identifier: EUPL-1.2
"""Write a file so that nobody sees a part of it; read one of any length, or a piece of one."""

import os
from errno import ENOENT
from pathlib import Path
from tempfile import mkstemp
from typing import NamedTuple


def write_whole(path: Path, content: bytes) -> None:
    """Write another file, which only this user may read, then rename it; raise OSError."""
    descriptor, aside = mkstemp(dir=path.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  # it is a descriptor
            file.write(content)
        os.replace(aside, path)  # noqa: PTH105  # Path.replace does the same
    finally:
        Path(aside).unlink(missing_ok=True)


def read_at_most(path: Path, size: int) -> bytes:
    """Return the first bytes of a file; raise OSError where there is none, or none to read."""
    if not path.is_file():  # a device, say, may never end
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(path))
    with path.open("rb") as file:
        return file.read(size)


class Piece(NamedTuple):
    """A part of a file that holds many, from a byte to another: one file for each takes longer."""

    file: Path
    start: int
    end: int

    def read(self) -> bytes:
        with self.file.open("rb") as file:
            file.seek(self.start)
            return file.read(self.end - self.start)
