# SPDX-License-Identifier: EUPL-1.2
"""What a build takes from those before it: their cache, or the whole site if all is as it was."""

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig

from escales.build_cache import BuildCache
from escales.checking.load import sign_tree
from escales.machine.fingerprint import SIZE, fingerprint, program_fingerprint, program_has_changed
from escales.machine.workers import Aside, cores
from escales.mkdocs.config import is_serving, root_of, way_of
from escales.publishing.write import write_file
from escales.reading.disk import Tree
from escales.words.vocabulary import Format

FOLDER = ".cache/build"
FILE = f"{FOLDER}/made.sqlite"
ASIDE = "site-"  # the beginning of the names of folders that hold a site on its way
HEX = 2 * SIZE  # signs of a key
MOST_SHARES = 4  # processes that write together: the disk is the limit
HOUR = 3600  # seconds: no build lasts longer; what is older was left by one that was stopped


class WholeSite(NamedTuple):
    """A site as it was published, and what its build said.

    A path has the keys of the pieces of its file, one after the other: most are of one piece.
    """

    files: Mapping[str, str]
    notices: str
    left_out: str


@dataclass(frozen=True, slots=True)
class PuttingBack:
    """A build of what has not changed at all: the site stands in a folder aside, whole."""

    site: WholeSite
    aside: Path
    cache: BuildCache


def open_cache(config: MkDocsConfig, formats: Sequence[Format]) -> BuildCache:
    """Return what former builds made the way this one does; none when the program has changed."""
    if program_has_changed():
        return BuildCache()
    way = fingerprint(program_fingerprint(), way_of(config), list(map(str, formats)), is_serving())
    return BuildCache(root_of(config) / FILE, way)


def close_cache(cache: BuildCache) -> None:
    """Keep what the build made, unless the program changed meanwhile: who knows what it made."""
    if program_has_changed():
        cache.discard()
    else:
        cache.finish()


def site_key(cache: BuildCache, tree: Tree, today: date) -> bytes:
    """Return the key of the whole site: all that contributors wrote, and the day."""
    return cache.key("site", sign_tree(tree), today.isoformat())


def recall_site(cache: BuildCache, key: bytes, root: Path) -> PuttingBack | None:
    """Write the site that `key` stands for in a folder aside; None when some of it is missing."""
    told = cache.get(key)
    if told is None:
        return None
    site = WholeSite(*json.loads(told))
    folder = root / FOLDER
    for old in folder.glob(f"{ASIDE}*"):
        if old.stat().st_mtime < time.time() - HOUR:
            shutil.rmtree(old, ignore_errors=True)
    aside = Path(mkdtemp(prefix=ASIDE, dir=folder))
    if begin_to_put_back(cache, site.files, str(aside))():
        shutil.rmtree(aside)
        return None
    return PuttingBack(site, aside, cache)


def begin_to_put_back(
    cache: BuildCache, files: Mapping[str, str], directory: str
) -> Callable[[], list[str]]:
    """Have other processes write files as they are kept, each path with the keys of its pieces.

    Return what waits for them, and gives the paths of the files that are not kept whole.
    """
    listed, count = list(files.items()), min(cores(), MOST_SHARES)
    shares = [listed[number::count] for number in range(count)]
    asides = [Aside(partial(_put_back, cache, share, directory)) for share in shares]
    return lambda: [path for aside in asides for path in aside.wait()]


def _put_back(cache: BuildCache, files: Iterable[tuple[str, str]], directory: str) -> list[str]:
    here, missed = cache.again(), []
    for path, keys in files:
        pieces = [here.get(bytes.fromhex(keys[at : at + HEX])) for at in range(0, len(keys), HEX)]
        content = [piece for piece in pieces if piece is not None]
        if len(content) < len(pieces):
            missed.append(path)
        else:
            write_file(f"{directory}/{path}", content)
    here.leave()
    return missed


def leave_nothing_to_do(config: MkDocsConfig) -> None:
    """Have MkDocs find no page, no theme and no menu: the whole site is there."""
    config.nav, config.theme.dirs = [], []
    config.theme.static_templates.clear()


def put_in_place(back: PuttingBack, directory: Path) -> None:
    """Move the site to where it is published, which has been emptied."""
    for path in back.aside.iterdir():
        shutil.move(path, directory / path.name)
    back.aside.rmdir()
    back.cache.leave()


def keep_site(
    cache: BuildCache, key: bytes, directory: Path, known: Mapping[str, str], *said: str
) -> None:
    """Keep each file of a site that has just been built; `known` are kept already."""
    files = dict(known)
    for name in _files(str(directory)):
        if name not in files and not name.startswith("."):  # which MkDocs leaves there
            files[name] = cache.keep((directory / name).read_bytes()).hex()
    cache.put(key, json.dumps(WholeSite(files, *said), ensure_ascii=False).encode())


def _files(directory: str, name: str = "") -> Iterator[str]:
    """Yield the path of each file below a directory, of which there may be thousands."""
    with os.scandir(f"{directory}/{name}") as found:
        for entry in found:
            if entry.is_dir():
                yield from _files(directory, f"{name}{entry.name}/")
            else:
                yield f"{name}{entry.name}"
