# SPDX-License-Identifier: EUPL-1.2
"""Decode and rebuild each picture once: the results are saved under the hash of its bytes."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from escales.machine.saved_files import SavedFiles
from escales.pictures.pixels import DecodedPicture, Size, decode_picture, rebuild

FOLDER = ".cache/pictures"


def make_decoder(root: Path) -> Callable[[Path], DecodedPicture]:
    """Return what decodes a picture of the repository at `root`; see `decode_picture`.

    A refusal is not saved: a contributor is about to replace the picture.
    """
    cache = SavedFiles(root / FOLDER)

    def decode(picture: Path) -> DecodedPicture:
        raw = picture.read_bytes()
        facts = cache.get(("seen", sha256(raw).digest()), lambda: _as_bytes(decode_picture(raw)))
        width, height, has_location = map(int, facts.split())
        return DecodedPicture(Size(width, height), bool(has_location))

    return decode


def _as_bytes(decoded: DecodedPicture) -> bytes:
    return b"%d %d %d" % (*decoded.size, decoded.has_location)


def make_rebuilder(root: Path) -> Callable[[Path], bytes]:
    """Return what rebuilds a picture of the repository at `root`, as WebP; see `rebuild`."""
    cache = SavedFiles(root / FOLDER)

    def rebuild_once(picture: Path) -> bytes:
        raw = picture.read_bytes()
        return cache.get(("webp", sha256(raw).digest()), partial(rebuild, raw))

    return rebuild_once
