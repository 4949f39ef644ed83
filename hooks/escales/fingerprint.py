# SPDX-License-Identifier: EUPL-1.2
"""Tell whether what something is made from is what it was: fingerprints, of 16 bytes each."""

import os
import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

SIZE = 16  # bytes: enough that no two of the same project ever meet
PROGRAM = Path(__file__).parents[1]  # all that makes pages: modules, templates, words, assets


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
    """Return that of this program as it is on the disk now, and of all the libraries beside it.

    Installers name the folder of a library's metadata after its version.
    """
    libraries = sorted(
        path.name for place in sys.path for path in Path(place).glob("*-info") if path.is_dir()
    )
    return fingerprint(sys.version, tuple(libraries), folder_fingerprint(PROGRAM))


@cache
def running_fingerprint() -> bytes:
    """Return that of the program which runs: the disk may hold another one by now."""
    return program_fingerprint()
