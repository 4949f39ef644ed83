# SPDX-License-Identifier: EUPL-1.2
"""Have Pagefind index the site while its pages are being made."""

import json
import re
import shutil
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

from escales.search.index_entry import IndexEntry, marked_acronyms, words_to_search
from escales.search.pagefind import Pagefind, SearchFailed
from escales.words.addresses import url_of

FOLDER = "pagefind"
IDENTIFIERS = f"{FOLDER}/recits.json"
ACRONYMS = f"{FOLDER}/sigles.json"
WORDS = f"{FOLDER}/mots.json"  # of titles and summaries, to correct what readers mistype
# The files that our pages ask for; Pagefind also writes interfaces of its own.
PUBLISHED_NAMES = {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.fr.pagefind"}
PUBLISHED_SUFFIXES = {".pf_meta", ".pf_index", ".pf_fragment"}
BATCH = 1000  # pages sent to Pagefind at once
OPENING = 1000  # bytes at the start of a fragment, where its address is
URL = re.compile(rb'pagefind_dcd\{"url":"([^"]+)"')
PATIENCE, TICK = 60, 0.005  # seconds: a busy disk is slow
GZIP = 16 + zlib.MAX_WBITS


class SearchIndex:
    """An index being made: add the pages, start writing, then finish.

    Pagefind is another program. It reads the entries while the build goes on, batch by batch, from
    a folder that is removed with this object.
    """

    def __init__(self, site: Path) -> None:
        self._site = site
        self._folder = Path(mkdtemp(prefix="escales-"))
        self._count = 0
        self._titles: list[str] = []  # titles and descriptions
        self._acronyms: set[str] = set()
        self._pagefind = Pagefind()
        self._pagefind.send(type="NewIndex", config={"force_language": "fr"})
        finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    @property
    def _batch(self) -> Path:
        """The folder of the next batch."""
        return self._folder / str(self._count // BATCH)

    def add(self, uri: str, entry: IndexEntry) -> None:
        """Add the page at `uri`."""
        batch = self._batch
        path = batch / url_of(uri) / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(entry.html, encoding="utf-8")
        self._acronyms |= marked_acronyms(entry.html)
        self._titles.append(entry.words)
        self._count += 1
        if batch != self._batch:
            self._send_batch(batch)

    def start(self) -> None:
        """Begin to write the index into the folder of the site, after MkDocs has emptied it."""
        self._send_batch(self._batch)
        self._pagefind.send(type="WriteFiles", index_id=0, output_path=str(self._site / FOLDER))

    def _send_batch(self, batch: Path) -> None:
        self._pagefind.send(type="AddDir", index_id=0, path=str(batch), glob=None)

    def finish(self, stories: Iterable[str]) -> None:
        """Wait for the index, then write the name of each story in it, given their uris.

        Raise SearchFailed when Pagefind failed.
        """
        words = words_to_search(" ".join(self._titles))
        self._pagefind.wait_for_answers()
        wait_for(self._site / FOLDER)
        self._pagefind.wait_for_end()
        _prune(self._site / FOLDER)
        names = dict(map(_address_and_name, (self._site / FOLDER / "fragment").iterdir()))
        story_names = [names[f"/{url_of(uri)}"] for uri in stories]
        (self._site / IDENTIFIERS).write_text(json.dumps(story_names), encoding="utf-8")
        for uri, listed in ((WORDS, words), (ACRONYMS, self._acronyms)):
            (self._site / uri).write_text(json.dumps(sorted(listed)), encoding="utf-8")


def wait_for(folder: Path) -> None:
    """Wait until no file is empty: Pagefind answers before it has written the last ones."""
    deadline = time.monotonic() + PATIENCE
    waiting = [path for path in folder.rglob("*") if path.is_file()]
    while waiting := [path for path in waiting if not path.stat().st_size]:
        if time.monotonic() > deadline:
            raise SearchFailed(f"{waiting[0].name} est resté vide.")
        time.sleep(TICK)


def _prune(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and path.name not in PUBLISHED_NAMES
            and path.suffix not in PUBLISHED_SUFFIXES
        ):
            path.unlink()


def _address_and_name(fragment: Path) -> tuple[str, str]:
    """Return the address in a fragment, and the name of the fragment, which results give."""
    opening = zlib.decompressobj(GZIP).decompress(fragment.read_bytes(), OPENING)
    match = URL.match(opening)
    if match is None:
        raise SearchFailed(f"{fragment.name} : {opening!r}")
    return match[1].decode(), fragment.stem
