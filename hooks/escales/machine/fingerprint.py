# SPDX-License-Identifier: EUPL-1.2
"""The fingerprint of this program: what another version saved is not read."""

import sys
from functools import cache
from hashlib import sha256
from pathlib import Path

PROGRAM = Path(__file__).parents[1]


@cache
def program_fingerprint() -> str:
    """Return the hash of all modules, templates, words and assets, and of all libraries."""
    digest = sha256(repr((sys.version, _libraries())).encode())
    for path in sorted(PROGRAM.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(repr((str(path.relative_to(PROGRAM)), path.read_bytes())).encode())
    return digest.hexdigest()


def _libraries() -> list[str]:
    """Return the installed libraries: the name of a folder of metadata holds the version."""
    return sorted(path.name for folder in sys.path for path in Path(folder).glob("*-info"))
