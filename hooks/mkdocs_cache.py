# SPDX-License-Identifier: EUPL-1.2
"""What a build takes from those before it: their cache, or the whole site if all is as it was."""

import json
import shutil
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig

from escales.build_cache import BuildCache
from escales.fingerprint import (
    content_fingerprint,
    fingerprint,
    folder_fingerprint,
    program_fingerprint,
    running_fingerprint,
)
from escales.read import FOLDERS
from escales.vocabulary import Format

FOLDER = ".cache/build"
FILE = f"{FOLDER}/made.sqlite"
ASIDE = "site-"  # the beginning of the names of folders that hold a site on its way
HOUR = 3600  # seconds: no build lasts longer; what is older was left by one that was stopped
# Of the configuration, what no page shows, or what is told apart.
APART = {"config_file_path", "dev_addr", "docs_dir", "hooks", "plugins", "site_dir", "strict"}
APART |= {"theme", "watch"}


class WholeSite(NamedTuple):
    """A site as it was published: the key of each file by its path, and what its build said."""

    files: Mapping[str, str]
    notices: str
    left_out: str


def open_cache(config: MkDocsConfig, formats: Sequence[Format], *, serving: bool) -> BuildCache:
    """Return what former builds made the way this one does; none when the program has changed."""
    if program_fingerprint() != running_fingerprint():
        return BuildCache()
    way = fingerprint(running_fingerprint(), _settings(config), list(map(str, formats)), serving)
    return BuildCache(_root(config) / FILE, way)


def close_cache(cache: BuildCache) -> None:
    """Keep what the build made, unless the program changed meanwhile: who knows what it made."""
    if program_fingerprint() == running_fingerprint():
        cache.finish()
    else:
        cache.discard()


def site_key(cache: BuildCache, config: MkDocsConfig, today: date) -> bytes:
    """Return the key of the whole site: all that contributors wrote, and the day."""
    content = [folder_fingerprint(_root(config) / folder) for folder in FOLDERS]
    return cache.key("site", content, today.isoformat())


def recall_site(
    cache: BuildCache, key: bytes, config: MkDocsConfig
) -> tuple[WholeSite, Path] | None:
    """Write the site that `key` stands for in a folder aside; None when some of it is missing."""
    told = cache.get(key)
    if told is None:
        return None
    site = WholeSite(*json.loads(told))
    folder = _root(config) / FOLDER
    for old in folder.glob(f"{ASIDE}*"):
        if old.stat().st_mtime < time.time() - HOUR:
            shutil.rmtree(old, ignore_errors=True)
    aside = Path(mkdtemp(prefix=ASIDE, dir=folder))
    for name, one in site.files.items():
        content = cache.get(bytes.fromhex(one))
        if content is None:
            shutil.rmtree(aside)
            return None
        write(aside / name, content)
    return site, aside


def put_in_place(aside: Path, directory: Path) -> None:
    """Move what a folder aside holds to where the site is published, which has been emptied."""
    for path in aside.iterdir():
        shutil.move(path, directory / path.name)
    aside.rmdir()


def keep_site(
    cache: BuildCache, key: bytes, directory: Path, known: Mapping[str, str], *said: str
) -> None:
    """Keep each file of a site that has just been built; `known` are kept already."""
    files = dict(known)
    for path in directory.rglob("*"):
        name = path.relative_to(directory).as_posix()
        if name not in known and path.is_file() and not name.startswith("."):  # as MkDocs cleans
            files[name] = cache.keep(path.read_bytes()).hex()
    cache.put(key, json.dumps(WholeSite(files, *said), ensure_ascii=False).encode())


def write(path: Path, content: bytes) -> None:
    """Write a file, and the folder for it when there is none."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)


def _settings(config: MkDocsConfig) -> str:
    """Return all that the configuration says, and the code of others that it names."""
    root, theme = _root(config), config.theme
    told = {name: value for name, value in config.items() if name not in APART}
    plugins = {name: getattr(plugin, "config", None) for name, plugin in config.plugins.items()}
    hooks = {name: content_fingerprint((root / name).read_bytes()) for name in config.hooks}
    looks = folder_fingerprint(theme.custom_dir) if theme.custom_dir else b""
    shown = (sorted(dict(theme).items()), sorted(theme.static_templates), looks)
    return repr((sorted(told.items()), Path(config.docs_dir).name, plugins, hooks, shown))


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
