# SPDX-License-Identifier: EUPL-1.2
"""Write the pages as Markdown files, which any generator can build without this project."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from escales.documents import make_downloads
from escales.engines import make_robots
from escales.feeds import make_feeds
from escales.form import make_names
from escales.library import Library
from escales.marks import fill_marks
from escales.open_data import make_open_data
from escales.pages import Catalogue, block, make_catalogue, make_pages
from escales.redirects import make_redirects
from escales.search import make_explorer_files
from escales.vocabulary import Format


def write_site(library: Library, formats: Sequence[Format], root: Path, directory: Path) -> None:
    """Write every page, picture and other file below `directory`, at its uri."""
    weights = {}
    for uri, content in make_files(make_catalogue(library, formats), root, ""):
        (directory / uri).parent.mkdir(parents=True, exist_ok=True)
        (directory / uri).write_bytes(content)
        weights[uri] = len(content)
    write_pages(library, formats, directory, weights)


def make_files(catalogue: Catalogue, root: Path, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of each file that is made beside the pages.

    `root` is that of the repository; `address` is that of the site, with its last slash, or empty.
    """
    yield from make_downloads(catalogue.library, catalogue.formats, root, address)
    yield from make_feeds(catalogue, address)
    yield from make_open_data(catalogue.library, catalogue.formats, address)
    yield from make_redirects(catalogue.library, address)
    yield make_robots(address)
    yield from make_explorer_files(catalogue)
    yield from make_names(catalogue.library)


def write_pages(
    library: Library,
    formats: Sequence[Format],
    directory: Path,
    weights: Mapping[str, int] = MappingProxyType({}),
) -> None:
    """Write every page and picture; pages tell of documents in `formats`, and of their weights."""
    catalogue = replace(make_catalogue(library, formats), weights=weights)
    for path, text in library.pages.items():
        uri = path.removeprefix("docs/")
        _write(directory / uri, fill_marks(text, partial(block, uri=uri, catalogue=catalogue)))
    for page in make_pages(catalogue):
        _write(directory / page.uri, page.markdown)
    for uri, file in library.files.items():
        (directory / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, directory / uri)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
