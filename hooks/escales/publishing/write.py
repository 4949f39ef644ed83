# SPDX-License-Identifier: EUPL-1.2
"""Write the pages as Markdown files, which any generator can build without this project."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from escales.checking.block_marks import fill_block_marks
from escales.content.library import Library
from escales.documents import make_downloads
from escales.form import make_names_file
from escales.html.head_tags import make_robots
from escales.html.redirects import make_redirects
from escales.open_data import Content, make_open_data
from escales.pages import Site, make_block, make_pages, make_site
from escales.pages.feeds import make_feeds
from escales.pictures import make_rebuilder
from escales.search import make_explorer_files
from escales.settings.site import Settings
from escales.words.typography import typeset_markdown
from escales.words.vocabulary import Format

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
    for uri, document in make_downloads(library, formats, root, ""):
        write_file(directory / uri, [document])
        weights[uri] = len(document)
    for uri, content in make_files(make_site(library, formats, settings), ""):
        write_file(directory / uri, content)
    write_pages(library, formats, directory, weights, settings)
    rebuilt = make_rebuilder(root)
    for uri, picture in library.pictures.items():
        write_file(directory / uri, [rebuilt(picture.file)])


def make_files(site: Site, address: str) -> Iterator[tuple[str, Content]]:
    """Yield the uri and the content of each file beside the pages, but those to download.

    `address` is that of the site, with its last slash, or empty. No page waits for these files:
    write each before the next, and none of them has to be whole in memory.
    """
    library = site.library
    yield from make_open_data(library, site.formats, address)
    for uri, content in chain(
        make_feeds(site, address),
        make_redirects(library, address),
        [make_robots(address)],
        make_explorer_files(site),
        make_names_file(library),
    ):
        yield uri, [content]


def write_file(path: Path | str, content: Content) -> None:
    """Write a file, and the folder for it when there is none: thousands of times."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120  # as told above
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    with open(file, "wb") as opened:  # noqa: PTH123  # no path
        opened.writelines(content)


def write_pages(
    library: Library,
    formats: Sequence[Format],
    directory: Path,
    weights: Mapping[str, int] = MappingProxyType({}),
    settings: Settings | None = None,
) -> None:
    """Write every page, and tell on them of documents in `formats` and of their weights."""
    site = replace(make_site(library, formats, settings), weights=weights)
    for path, text in library.pages.items():
        uri, text_shown = path.removeprefix("docs/"), PICTURE_LINK.sub(r"\1.webp", text)
        filled = fill_block_marks(
            typeset_markdown(text_shown), partial(make_block, uri=uri, site=site)
        )
        write_file(directory / uri, [filled.encode()])
    for page in make_pages(site):
        write_file(directory / page.uri, [page.markdown.encode()])
    for uri, file in library.files.items():
        write_file(directory / uri, [file.read_bytes()])
