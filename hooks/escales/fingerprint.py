# SPDX-License-Identifier: EUPL-1.2
"""Tell whether what something is made from is what it was: fingerprints, of 16 bytes each."""

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


def text_fingerprint(written: bytes) -> bytes:
    """Return the fingerprint of a whole text, as it is."""
    return blake2b(written, digest_size=SIZE).digest()


def folder_fingerprint(folder: Path) -> bytes:
    """Return the fingerprint of every file below a folder, by name and content."""
    files = sorted(
        path for path in folder.rglob("*") if "__pycache__" not in path.parts and path.is_file()
    )
    return fingerprint(*((str(path.relative_to(folder)), path.read_bytes()) for path in files))


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
