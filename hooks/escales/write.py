# SPDX-License-Identifier: EUPL-1.2
"""Write the pages as Markdown files, which any generator can build without this project."""

import re
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
from escales.pictures import make_rebuilder
from escales.redirects import make_redirects
from escales.search import make_explorer_files
from escales.settings import Settings
from escales.typography import french_markdown
from escales.vocabulary import Format

# In a page written by hand, what shows a picture of docs/ by its name there.
PICTURE_LINK = re.compile(r"(\]\((?!https:)[^()\s]+)\.(?:jpe?g|png|webp)(?=[\s)])", re.IGNORECASE)


def write_site(
    library: Library,
    formats: Sequence[Format],
    root: Path,
    directory: Path,
    settings: Settings | None = None,
) -> None:
    """Write every page, picture and other file below `directory`, at its uri."""
    weights = {}
    for uri, content in make_files(make_catalogue(library, formats, settings), root, ""):
        _write(directory / uri, content)
        weights[uri] = len(content)
    write_pages(library, formats, directory, weights, settings)
    rebuilt = make_rebuilder(root)
    for uri, picture in library.pictures.items():
        _write(directory / uri, rebuilt(picture.file))


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
    settings: Settings | None = None,
) -> None:
    """Write every page, and tell on them of documents in `formats` and of their weights."""
    catalogue = replace(make_catalogue(library, formats, settings), weights=weights)
    for path, text in library.pages.items():
        uri, text_shown = path.removeprefix("docs/"), PICTURE_LINK.sub(r"\1.webp", text)
        filled = fill_marks(
            french_markdown(text_shown), partial(block, uri=uri, catalogue=catalogue)
        )
        _write(directory / uri, filled.encode())
    for page in make_pages(catalogue):
        _write(directory / page.uri, page.markdown.encode())
    for uri, file in library.files.items():
        _write(directory / uri, file.read_bytes())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
