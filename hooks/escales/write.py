"""Write the pages as Markdown files, which any generator can build without this project."""

import shutil
from functools import partial
from pathlib import Path

from escales.library import Library
from escales.marks import fill_marks
from escales.pages import block, make_catalogue, make_pages


def write_pages(library: Library, root: Path, directory: Path) -> None:
    """Write every page and picture below `directory`, at its uri."""
    catalogue = make_catalogue(library)
    for path, text in library.pages.items():
        uri = path.removeprefix("docs/")
        _write(directory / uri, fill_marks(text, partial(block, uri=uri, catalogue=catalogue)))
    for page in make_pages(catalogue):
        _write(directory / page.uri, page.markdown)
    for path, uri in library.pictures.items():
        (directory / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, directory / uri)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
