# SPDX-License-Identifier: EUPL-1.2
"""Weigh pages of the built site: the files that a first visit fetches, as hosts compress them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from gzip import compress
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from types import MappingProxyType
from urllib.parse import unquote, urldefrag, urlsplit

from escales.content.library import Entry
from escales.pages import Site
from escales.pages.templating import fill
from escales.words.addresses import STORIES, url_of
from escales.words.phrases import phrases_of

phrases = phrases_of("pages")

WEIGHTS_PAGE = "ecoconception.md"
WEIGHTS_ELEMENT = re.compile(r'<div\b[^>]*\bid="es-poids".*?</div>', re.DOTALL)
LEVEL = 6  # of gzip, which hosts choose most often
# What hosts compress; pictures and fonts are so already.
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml"}
FETCHING_TAG = re.compile(r"</?(?:script|img|link)\b[^>]*>")
FONT = re.compile(r"@font-face\s*\{[^}]*?url\(\s*['\"]?([^'\")]+)")
IMPORT = re.compile(r"^(?:import|export)\b[^;]*?[\"'](\.[^\"']+)[\"']", re.MULTILINE)
FETCHED_LINKS = MappingProxyType({"stylesheet": "href", "icon": "href", "preload": "href"})


@dataclass(frozen=True, slots=True)
class Weight:
    """What a first visit of a page takes: `size` is in bytes, once compressed, without headers."""

    uri: str
    label: str
    requests: int
    size: int


class _FetchedFiles(HTMLParser):
    """Collects the files that a page has the browser fetch by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        rel = attributes.get("rel", "").split()
        if tag in {"script", "img"}:
            self.fetched.append(attributes.get("src", ""))
        elif tag == "link" and (wanted := [one for one in rel if one in FETCHED_LINKS]):
            self.fetched.append(attributes.get(FETCHED_LINKS[wanted[0]], ""))


def weigh(folder: Path, uri: str) -> Weight:
    """Weigh the page at `uri` of a site built in the folder `site`."""
    (weight,) = weigh_all(folder, [("", uri)])
    return weight


def weigh_all(folder: Path, pages: Iterable[tuple[str, str]]) -> Iterator[Weight]:
    """Weigh pages, given by label and uri; a file that several of them fetch is read once."""
    transferred = cache(lambda file: _transferred(folder / file))
    fetched_by = cache(lambda file: _fetched_by(folder, file))
    for label, uri in pages:
        page = str(PurePosixPath(url_of(uri)) / "index.html")
        files, left = {page}, [page]
        while left:
            fetched = set(fetched_by(left.pop())) - files
            files |= fetched
            left += fetched
        yield Weight(uri, label, len(files), sum(map(transferred, files)))


def pages_to_weigh(site: Site) -> Iterator[tuple[str, str]]:
    """Yield what a page of each kind that readers open first is called, and its uri."""
    library = site.library
    yield phrases.weighed_home, "index.md"
    yield phrases.all_stories_title, STORIES
    kits = (document for documents in library.kits.values() for document in documents)
    for label, entries in (
        (phrases.weighed_story, [one for one in site.all.ordered if isinstance(one, Entry)]),
        (phrases.weighed_scheme, library.schemes.values()),
        (phrases.weighed_document, kits),
        (phrases.weighed_collectivity, library.collectivities.values()),
    ):
        for entry in islice(entries, 1):
            yield label, entry.uri


def fill_weights(folder: Path, site: Site) -> None:
    """Write the weights of a site that has just been built, on its page about them.

    They are measured on the files themselves: typed by hand, they would drift.
    """
    target = folder / PurePosixPath(url_of(WEIGHTS_PAGE)) / "index.html"
    if target.is_file():
        weights = list(weigh_all(folder, pages_to_weigh(site)))
        html = target.read_text(encoding="utf-8")
        table = str(fill("weights.html", WEIGHTS_PAGE, weights=weights)).strip()
        target.write_text(WEIGHTS_ELEMENT.sub(lambda _: table, html), encoding="utf-8")


def _fetched_by(folder: Path, file: str) -> list[str]:
    """Return the files below `site` that one of them has the browser fetch."""
    kind = PurePosixPath(file).suffix
    if kind not in {".html", ".css", ".js"}:
        return []
    text = (folder / file).read_text(encoding="utf-8")
    if kind == ".html":
        parser = _FetchedFiles()
        parser.feed(
            "".join(FETCHING_TAG.findall(text))
        )  # to parse the others takes most of the time
        fetched = parser.fetched
    else:
        fetched = (FONT if kind == ".css" else IMPORT).findall(text)
    return [target for name in fetched if (target := _path(folder, file, name))]


def _path(folder: Path, source: str, target: str) -> str | None:
    """Return the file that an address leads to, or None when it is not of the site."""
    parts = urlsplit(urldefrag(target).url)
    if not parts.path or parts.scheme or parts.netloc:
        return None
    path = normpath(join(str(PurePosixPath(source).parent), unquote(parts.path)))
    return path if (folder / path).is_file() else None


def _transferred(file: Path) -> int:
    content = file.read_bytes()
    return len(compress(content, LEVEL, mtime=0) if file.suffix in COMPRESSED else content)
