# SPDX-License-Identifier: EUPL-1.2
"""Decode and rebuild a picture once: the result is kept, by its bytes and by what makes it."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from PIL import __version__ as pillow
from PIL import features

from escales.machine.saved_files import Cache
from escales.pictures import pixels
from escales.pictures.pixels import Seen, Size, look, rebuild

FOLDER = ".cache/pictures"
LIBRARIES = ("jpg", "zlib", "webp", "littlecms2")


def make_looker(root: Path) -> Callable[[Path], Seen]:
    """Return what decodes a picture of the repository at `root`; see `look`.

    A refusal is not kept: a picture at fault is about to be replaced.
    """
    kept = _keeper(root)

    def seen(picture: Path) -> Seen:
        raw = picture.read_bytes()
        width, height, located = map(int, kept("seen", raw, lambda: _written(look(raw))).split())
        return Seen(Size(width, height), bool(located))

    return seen


def _written(seen: Seen) -> bytes:
    return b"%d %d %d" % (*seen.size, seen.located)


def make_rebuilder(root: Path) -> Callable[[Path], bytes]:
    """Return what rebuilds a picture of the repository at `root`, as WebP; see `rebuild`."""
    kept = _keeper(root)

    def rebuilt(picture: Path) -> bytes:
        raw = picture.read_bytes()
        return kept("webp", raw, partial(rebuild, raw))

    return rebuilt


def _keeper(root: Path) -> Callable[[str, bytes, Callable[[], bytes]], bytes]:
    cache = Cache(root / FOLDER)
    # Our code, with its sizes and qualities, and the libraries.
    code = sha256(Path(pixels.__file__).read_bytes()).hexdigest()
    ours = (code, pillow, [features.version(library) for library in LIBRARIES])

    def keep(made: str, raw: bytes, make: Callable[[], bytes]) -> bytes:
        return cache.get(repr((made, sha256(raw).hexdigest(), ours)), make)

    return keep
