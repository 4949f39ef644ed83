# SPDX-License-Identifier: EUPL-1.2
"""Decode and rebuild a picture once: the results are saved, by its bytes."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from escales.machine.saved_files import Cache
from escales.pictures.pixels import Seen, Size, look, rebuild

FOLDER = ".cache/pictures"


def make_looker(root: Path) -> Callable[[Path], Seen]:
    """Return what decodes a picture of the repository at `root`; see `look`.

    A refusal is not saved: a picture at fault is about to be replaced.
    """
    cache = Cache(root / FOLDER)

    def seen(picture: Path) -> Seen:
        raw = picture.read_bytes()
        facts = cache.get(("seen", sha256(raw).digest()), lambda: _as_bytes(look(raw)))
        width, height, located = map(int, facts.split())
        return Seen(Size(width, height), bool(located))

    return seen


def _as_bytes(seen: Seen) -> bytes:
    return b"%d %d %d" % (*seen.size, seen.located)


def make_rebuilder(root: Path) -> Callable[[Path], bytes]:
    """Return what rebuilds a picture of the repository at `root`, as WebP; see `rebuild`."""
    cache = Cache(root / FOLDER)

    def rebuilt(picture: Path) -> bytes:
        raw = picture.read_bytes()
        return cache.get(("webp", sha256(raw).digest()), partial(rebuild, raw))

    return rebuilt
