# SPDX-License-Identifier: EUPL-1.2
"""Have Pagefind index the records of the site, while the pages themselves are being written."""

import json
import re
import shutil
import subprocess
import zlib
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

from pagefind_bin import get_executable

from escales.addresses import url_of
from escales.pages import Page
from escales.search.records import acronyms, make_record, telling_words

FOLDER = "pagefind"
IDENTIFIERS = f"{FOLDER}/recits.json"
ACRONYMS = f"{FOLDER}/sigles.json"
WORDS = f"{FOLDER}/mots.json"  # of titles and summaries, for those who mistype them
# What the pages of this site ask for; Pagefind brings interfaces of its own besides.
KEPT = {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.fr.pagefind"}
KEPT_KINDS = {".pf_meta", ".pf_index", ".pf_fragment"}
OPTIONS = ["--force-language", "fr", "--quiet"]
OPENING = 1000  # bytes of a fragment, which hold its address
URL = re.compile(rb'pagefind_dcd\{"url":"([^"]+)"')
GZIP = 16 + zlib.MAX_WBITS


class SearchFailed(Exception):  # noqa: N818  # reads as what it says, and is caught by name
    """Pagefind could not index the site; the text is what it said."""


class SearchIndex:
    """An index in the making: add the records, start, then finish.

    Pagefind is a program apart: it runs beside the build, and reads the records from a folder that
    lasts as long as this object.
    """

    def __init__(self) -> None:
        self._records = mkdtemp(prefix="escales-")
        self._running: subprocess.Popen[str] | None = None
        self._words: set[str] = set()
        self._acronyms: set[str] = set()
        finalize(self, shutil.rmtree, self._records, ignore_errors=True)

    def add(self, page: Page, html: str) -> None:
        """Take in a page; `html` is its main text."""
        path = Path(self._records, url_of(page.uri), "index.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        record = make_record(page, html)
        path.write_text(record, encoding="utf-8")
        self._acronyms |= acronyms(record)
        self._words |= telling_words(f"{page.title} {page.description}")

    def start(self, site: Path) -> None:
        """Begin to write the index below `site`."""
        options = ["--site", self._records, "--output-path", str(site / FOLDER)]
        self._running = subprocess.Popen(  # noqa: S603  # a program of the lock, and our own folders
            [str(get_executable()), *options, *OPTIONS],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        finalize(self, _stop, self._running)

    def finish(self, site: Path, stories: Iterable[str]) -> None:
        """Wait for the index, then say under which name it knows each of the stories' uris.

        Raise SearchFailed when Pagefind failed.
        """
        assert self._running is not None, "started before"  # noqa: S101  # for the type checker
        said, _ = self._running.communicate()
        if self._running.returncode:
            raise SearchFailed(said.strip())
        _prune(site / FOLDER)
        names = dict(map(_named, (site / FOLDER / "fragment").iterdir()))
        known = [names[f"/{url_of(uri)}"] for uri in stories]
        (site / IDENTIFIERS).write_text(json.dumps(known), encoding="utf-8")
        for uri, words in ((WORDS, self._words), (ACRONYMS, self._acronyms)):
            (site / uri).write_text(json.dumps(sorted(words)), encoding="utf-8")


def _stop(process: subprocess.Popen[str]) -> None:
    """Let nothing run for a build that failed."""
    if process.poll() is None:
        process.kill()
        process.communicate()


def _prune(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in KEPT and path.suffix not in KEPT_KINDS:
            path.unlink()


def _named(fragment: Path) -> tuple[str, str]:
    """Return the address that a fragment tells, and the name under which results know it."""
    opening = zlib.decompressobj(GZIP).decompress(fragment.read_bytes(), OPENING)
    told = URL.match(opening)
    if told is None:
        raise SearchFailed(f"{fragment.name} : {opening!r}")
    return told[1].decode(), fragment.stem
