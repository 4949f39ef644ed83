# SPDX-License-Identifier: EUPL-1.2
"""Make every file that readers may take away: each document in each format, each kit as a whole."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from escales.addresses import download_uri, kit_uri
from escales.body import gap
from escales.documents.cache import Cache
from escales.documents.manuscript import Manuscript, make_manuscript
from escales.documents.office import make_office, make_zip
from escales.documents.print import make_pdf
from escales.library import Library
from escales.vocabulary import Format

# What each format needs beside the project itself: the extra [documents].
NEEDS = {Format.ODT: "pypandoc-binary", Format.DOCX: "pypandoc-binary", Format.PDF: "weasyprint"}
MAKERS: dict[Format, Callable[[Manuscript], bytes]] = {
    Format.ODT: partial(make_office, kind="odt"),
    Format.DOCX: partial(make_office, kind="docx"),
    Format.PDF: make_pdf,
    Format.MARKDOWN: lambda manuscript: _plain(manuscript).encode(),
}


def available_formats() -> tuple[Format, ...]:
    """Return the formats that this installation can make."""
    return tuple(kind for kind in Format if kind not in NEEDS or _version(NEEDS[kind]))


def make_downloads(
    library: Library, formats: Sequence[Format], root: Path, address: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of each file, for the repository at `root`.

    `address` is that of the site, with its last slash, or empty. What is made is kept from one
    build to the next under .cache/, which may be deleted at any time.
    """
    cache = Cache(root / ".cache/documents")
    ours = _templates()
    for slug, documents in library.kits.items():
        whole: dict[str, bytes] = {}
        for document in documents:
            manuscript = make_manuscript(document, library, address)
            pictures = [sha256(path.read_bytes()).hexdigest() for path, _ in manuscript.pictures]
            for kind in formats:
                key = repr((manuscript, pictures, kind, ours))
                content = cache.get(key, partial(MAKERS[kind], manuscript))
                yield download_uri(document.uri, kind), content
                whole[f"{document.slug}.{kind}"] = content
        yield kit_uri(slug), make_zip(whole)


def _templates() -> str:
    """Say all that documents are made with: our code and styles, the libraries."""
    core = Path(__file__).parents[1]
    files = sorted(path for path in (core / "documents").iterdir() if path.is_file())
    digest = sha256(b"".join(path.read_bytes() for path in [*files, core / "render.py"]))
    libraries = (*dict.fromkeys(NEEDS.values()), "markdown", "nh3")
    return f"{digest.hexdigest()} {[_version(name) for name in libraries]}"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _plain(manuscript: Manuscript) -> str:
    text = manuscript.with_fields(gap)
    return f"# {manuscript.title}\n\n{text}\n\n---\n\n{manuscript.footer}\n"
