# SPDX-License-Identifier: EUPL-1.2
"""Weigh pages of the built site: the files that a first visit fetches, as hosts compress them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import compress
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from types import MappingProxyType
from urllib.parse import unquote, urldefrag, urlsplit

from escales.addresses import STORIES, url_of
from escales.pages import Catalogue, phrases
from escales.pages.templating import fill

PAGE = "ecoconception.md"
PLACE = re.compile(r'<div\b[^>]*\bid="es-poids".*?</div>', re.DOTALL)
LEVEL = 6  # of gzip, which hosts choose most often
# What hosts compress; pictures and fonts are so already.
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml"}
FONT = re.compile(r"@font-face\s*\{[^}]*?url\(\s*['\"]?([^'\")]+)")
IMPORT = re.compile(r"^(?:import|export)\b[^;]*?[\"'](\.[^\"']+)[\"']", re.MULTILINE)
NAMED = MappingProxyType({"stylesheet": "href", "icon": "href", "preload": "href"})


@dataclass(frozen=True, slots=True)
class Weight:
    """What a first visit of a page takes: `size` is in bytes, once compressed, without headers."""

    uri: str
    label: str
    requests: int
    size: int


class _Named(HTMLParser):
    """Collects the files that a page has the browser fetch by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        rel = told.get("rel", "").split()
        if tag in {"script", "img"}:
            self.found.append(told.get("src", ""))
        elif tag == "link" and (wanted := [one for one in rel if one in NAMED]):
            self.found.append(told.get(NAMED[wanted[0]], ""))


def weigh(site: Path, uri: str, label: str = "") -> Weight:
    """Weigh the page at `uri` of a site built in the folder `site`."""
    page = PurePosixPath(url_of(uri)) / "index.html"
    files = {str(page), *_fetched(site, str(page))}
    return Weight(uri, label, len(files), sum(_transferred(site / file) for file in files))


def representatives(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield what a page of each kind that readers open first is called, and its uri."""
    library = catalogue.library
    yield phrases.WEIGHED_HOME, "index.md"
    yield phrases.ALL_STORIES_TITLE, STORIES
    kits = (document for documents in library.kits.values() for document in documents)
    for label, entries in (
        (phrases.WEIGHED_STORY, catalogue.all.ordered),
        (phrases.WEIGHED_SCHEME, library.schemes.values()),
        (phrases.WEIGHED_DOCUMENT, kits),
        (phrases.WEIGHED_COLLECTIVITY, library.collectivities.values()),
    ):
        for entry in islice(entries, 1):
            yield label, entry.uri


def fill_weights(site: Path, catalogue: Catalogue) -> None:
    """Write the weights of a site that has just been built, on its page that tells them.

    They are measured on the files themselves: typed, or kept in a file, they would drift.
    """
    target = site / PurePosixPath(url_of(PAGE)) / "index.html"
    if target.is_file():
        weights = [weigh(site, uri, label) for label, uri in representatives(catalogue)]
        html = target.read_text(encoding="utf-8")
        told = str(fill("weights.html", PAGE, weights=weights)).strip()
        target.write_text(PLACE.sub(lambda _: told, html), encoding="utf-8")


def _fetched(site: Path, page: str) -> Iterator[str]:
    """Yield the files below `site` that a page has fetched, and what those have in their turn."""
    named = _Named()
    named.feed((site / page).read_text(encoding="utf-8"))
    seen: set[str] = set()
    for target in named.found:
        _collect(site, _path(site, page, target), seen)
    yield from seen


def _collect(site: Path, file: str | None, seen: set[str]) -> None:
    if file is None or file in seen:
        return
    seen.add(file)
    pattern = {".css": FONT, ".js": IMPORT}.get(PurePosixPath(file).suffix)
    for target in pattern.findall((site / file).read_text(encoding="utf-8")) if pattern else ():
        _collect(site, _path(site, file, target), seen)


def _path(site: Path, source: str, target: str) -> str | None:
    """Return the file that an address leads to, or None when it is not of the site."""
    parts = urlsplit(urldefrag(target).url)
    if not parts.path or parts.scheme or parts.netloc:
        return None
    path = normpath(join(str(PurePosixPath(source).parent), unquote(parts.path)))
    return path if (site / path).is_file() else None


def _transferred(file: Path) -> int:
    content = file.read_bytes()
    return len(compress(content, LEVEL, mtime=0) if file.suffix in COMPRESSED else content)
