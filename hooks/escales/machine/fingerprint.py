# SPDX-License-Identifier: EUPL-1.2
"""Tell whether what something is made from is what it was: fingerprints, of 16 bytes each."""

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path
from stat import S_ISDIR

SIZE = 16  # bytes: enough that no two of the same project ever meet
PROGRAM = Path(__file__).parents[2]  # all that makes pages: modules, templates, words, assets


def fingerprint(*parts: object) -> bytes:
    """Return the fingerprint of plain values: texts, bytes, numbers, None, and tuples of them.

    Two lists of values that differ have fingerprints that differ: `repr` tells them apart.
    """
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def content_fingerprint(content: bytes) -> bytes:
    """Return that of bytes: those of a file, say."""
    return blake2b(content, digest_size=SIZE).digest()


def folder_fingerprint(folder: Path | str) -> bytes:
    """Return that of all that a folder holds: names, contents, and where links lead."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return fingerprint(None)
    return fingerprint(
        Path(folder).is_symlink(),
        *((entry.name, _held(entry)) for entry in entries if entry.name != "__pycache__"),
    )


def _held(entry: os.DirEntry[str]) -> object:
    try:
        if entry.is_symlink():
            return str(Path(entry).readlink()), entry.is_file() and Path(entry).read_bytes()
        if entry.is_dir():
            return folder_fingerprint(entry.path)
        return content_fingerprint(Path(entry).read_bytes())
    except OSError:
        return None  # as it cannot be read, nothing is made of it


def program_fingerprint() -> bytes:
    """Return that of this program, as it was when it was first asked for, and of its libraries."""
    return _running()[0]


def program_has_changed() -> bool:
    """Whether the disk holds another program by now than the one that runs."""
    return _running()[1] != _state()


@cache
def _running() -> tuple[bytes, bytes]:
    state = _state()
    return fingerprint(sys.version, _libraries(), folder_fingerprint(PROGRAM)), state


def _libraries() -> tuple[str, ...]:
    """Return the libraries at hand: the folder of metadata of each is named after its version."""
    names = (path.name for place in sys.path for path in Path(place).glob("*-info"))
    return tuple(sorted(names))


def _state() -> bytes:
    """Return what changes with the files of the program, without reading them."""
    files = (path for path in PROGRAM.rglob("*") if path.suffix != ".pyc")
    stats = ((str(path), path.stat()) for path in sorted(files))
    told = (
        (path, stat.st_size, stat.st_mtime_ns) for path, stat in stats if not S_ISDIR(stat.st_mode)
    )
    return fingerprint(_libraries(), *told)
