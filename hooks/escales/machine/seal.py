# SPDX-License-Identifier: EUPL-1.2
"""The seal that this user of this computer puts on what is saved: no commit can bear it."""

import hmac
import secrets
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from escales.machine.whole_files import write_whole

SEAL_SIZE = sha256().digest_size
KEY = ".cache/escales/key"  # in the folder of the user: out of reach of any repository


def seal_of(name: str, content: bytes) -> bytes:
    """Return the seal of a content under a name; who does not hold the key cannot make it."""
    return hmac.digest(_key(), name.encode() + b"\0" + content, "sha256")


def is_sealed(seal: bytes, name: str, content: bytes) -> bool:
    return hmac.compare_digest(seal, seal_of(name, content))


@cache
def _key() -> bytes:
    """Return the key, made at its first use; where it cannot be kept, it lasts as we do."""
    with suppress(OSError, RuntimeError):  # no folder of the user, or one not to write to
        file = Path.home() / KEY
        if not _is_whole(file):
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(file, secrets.token_bytes(SEAL_SIZE))
        return file.read_bytes()
    return secrets.token_bytes(SEAL_SIZE)


def _is_whole(file: Path) -> bool:
    return file.is_file() and file.stat().st_size == SEAL_SIZE
