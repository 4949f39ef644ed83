# SPDX-License-Identifier: EUPL-1.2
"""Write the pages as Markdown files, which any generator can build without this project."""

import shutil
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from escales.documents import make_downloads
from escales.feeds import make_feeds
from escales.library import Library
from escales.marks import fill_marks
from escales.open_data import make_open_data
from escales.pages import block, make_catalogue, make_pages
from escales.vocabulary import Format


def write_site(library: Library, formats: Sequence[Format], root: Path, directory: Path) -> None:
    """Write every page, picture, document and data file below `directory`, at its uri."""
    write_pages(library, formats, directory)
    downloads = make_downloads(library, formats, root, "")
    data = make_open_data(library, formats, "")
    for uri, content in chain(downloads, make_feeds(library, ""), data):
        (directory / uri).parent.mkdir(parents=True, exist_ok=True)
        (directory / uri).write_bytes(content)


def write_pages(library: Library, formats: Sequence[Format], directory: Path) -> None:
    """Write every page and picture; pages tell of documents in `formats`."""
    catalogue = make_catalogue(library, formats)
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
