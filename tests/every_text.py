# SPDX-License-Identifier: EUPL-1.2
"""All that the files of a site say, archives, documents and compressed files opened."""

import gzip
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

OURS = re.compile("Escales|ESCALES(?!_)")  # the program's name, but for variables: ESCALES_SITE
MADE_WITH = re.compile(r"<p>Fait avec Escales, version [\d.]+[^<>]*</p>")  # the one line
GZIP, ZIP, PDF = b"\x1f\x8b", b"PK\x03\x04", b"%PDF"


def names_of_ours(folder: Path, own_title: str = "") -> dict[str, list[str]]:
    """Return what names the program in each file, beside the one line that every page may have.

    Menus may hold the title of a page of the site's own.
    """
    found = {
        path: OURS.findall(MADE_WITH.sub("", text, count=1).replace(own_title, ""))
        for path, text in texts(folder)
    }
    return {path: names for path, names in found.items() if names}


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each file, and of each part of those that hold several.

    What stands in several places is read once.
    """
    known: set[bytes] = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from _texts(path.relative_to(folder).as_posix(), path.read_bytes(), known)


def text_of_pdf(content: bytes) -> str:
    """Return what a PDF says, page after page. Poppler is far faster than pypdf."""
    command = ["pdftotext", "-", "-"]
    return subprocess.run(command, input=content, check=True, capture_output=True).stdout.decode()


def _texts(path: str, content: bytes, known: set[bytes]) -> Iterator[tuple[str, str]]:
    if content in known:
        return
    known.add(content)
    if content.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            for name in parts.namelist():
                yield f"{path}/{name}", name
                yield from _texts(f"{path}/{name}", parts.read(name), known)
    elif content.startswith(GZIP):
        yield from _texts(path, gzip.decompress(content), known)
    elif content.startswith(PDF):
        told = map(str, (PdfReader(io.BytesIO(content)).metadata or {}).values())
        yield path, "\n".join([text_of_pdf(content), *told])
    else:
        yield path, content.decode(errors="replace")
