# SPDX-License-Identifier: EUPL-1.2
"""Write the pages as Markdown files, which any generator can build without this project."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

from escales.checking.block_marks import fill_block_marks
from escales.documents import make_downloads
from escales.html.head_tags import make_robots
from escales.html.redirects import make_redirects
from escales.open_data import Content, make_open_data
from escales.open_data.sources import make_archives, make_manifests
from escales.pages import Site, make_block, make_pages
from escales.pages.feeds import make_feeds
from escales.pictures import make_rebuilder
from escales.search import make_explorer_files
from escales.words.typography import typeset_markdown

# A picture of docs/ in a page written by hand: it is published as WebP.
PICTURE_LINK = re.compile(r"(\]\((?!https:)[^()\s]+)\.(?:jpe?g|png|webp)(?=[\s)])", re.IGNORECASE)


def write_site(site: Site, root: Path, directory: Path) -> None:
    """Write every page, picture and other file of the repository `root`, each at its uri."""
    weights = {}
    documents = make_downloads(site.library, site.formats, root, site.settings)
    for uri, document in chain(documents, make_archives(site.library, site.settings)):
        write_file(directory / uri, [document])
        weights[uri] = len(document)
    site = replace(site, weights=weights)
    for uri, content in make_files(site):
        write_file(directory / uri, content)
    write_pages(site, directory)
    rebuilt = make_rebuilder(root)
    for uri, picture in site.library.pictures.items():
        write_file(directory / uri, [rebuilt(picture.file)])


def make_files(site: Site) -> Iterator[tuple[str, Content]]:
    """Yield the uri and the content of each file beside the pages, but those to download.

    No page waits for these files, and none has to be whole in memory: most are made when written.
    """
    library, settings = site.library, site.settings
    yield from make_open_data(library, site.formats, settings)
    yield from make_feeds(site)
    for uri, content in chain(
        make_manifests(library, settings),
        make_redirects(library, settings),
        [make_robots(settings.address)],
        make_explorer_files(site),
    ):
        yield uri, [content]


def write_file(path: Path | str, content: Content) -> None:
    """Write a file, and the folder for it when there is none: thousands of times."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120  # thousands of times
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    with open(file, "wb") as opened:  # noqa: PTH123  # no path
        opened.writelines(content)


def write_pages(site: Site, directory: Path) -> None:
    """Write every page, those written by hand too, and the files that stand beside these."""
    for path, text in site.library.pages.items():
        uri, text_shown = path.removeprefix("docs/"), PICTURE_LINK.sub(r"\1.webp", text)
        filled = fill_block_marks(
            typeset_markdown(text_shown), partial(make_block, uri=uri, site=site)
        )
        write_file(directory / uri, [filled.encode()])
    for page in make_pages(site):
        write_file(directory / page.uri, [page.markdown.encode()])
    for uri, file in site.library.files.items():
        write_file(directory / uri, [file.read_bytes()])
