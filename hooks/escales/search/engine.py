# SPDX-License-Identifier: EUPL-1.2
"""Have Pagefind index the records of the site, while the pages themselves are being made."""

import json
import re
import shutil
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

from escales.search.records import Record, acronyms, telling_words
from escales.search.service import SearchFailed, Service
from escales.words.addresses import url_of

FOLDER = "pagefind"
IDENTIFIERS = f"{FOLDER}/recits.json"
ACRONYMS = f"{FOLDER}/sigles.json"
WORDS = f"{FOLDER}/mots.json"  # of titles and summaries, for those who mistype them
# What the pages of this site ask for; Pagefind brings interfaces of its own besides.
KEPT = {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.fr.pagefind"}
KEPT_KINDS = {".pf_meta", ".pf_index", ".pf_fragment"}
LOT = 1000  # pages that Pagefind is given together
OPENING = 1000  # bytes of a fragment, which hold its address
URL = re.compile(rb'pagefind_dcd\{"url":"([^"]+)"')
PATIENCE, TICK = 60, 0.005  # seconds: a busy disk is slow, it is not wrong
GZIP = 16 + zlib.MAX_WBITS


class SearchIndex:
    """An index in the making: add the pages, start writing, then finish.

    Pagefind is a program apart. It reads the records beside the build, lot by lot, from a folder
    that lasts as long as this object.
    """

    def __init__(self, site: Path) -> None:
        self._site = site
        self._records = Path(mkdtemp(prefix="escales-"))
        self._count = 0
        self._told: list[str] = []  # titles and descriptions
        self._acronyms: set[str] = set()
        self._pagefind = Service()
        self._pagefind.ask(type="NewIndex", config={"force_language": "fr"})
        finalize(self, shutil.rmtree, self._records, ignore_errors=True)

    @property
    def _lot(self) -> Path:
        """The folder of the lot that is being filled."""
        return self._records / str(self._count // LOT)

    def add(self, uri: str, record: Record) -> None:
        """Take in the page at `uri`."""
        lot = self._lot
        path = lot / url_of(uri) / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(record.html, encoding="utf-8")
        self._acronyms |= acronyms(record.html)
        self._told.append(record.told)
        self._count += 1
        if lot != self._lot:
            self._hand_over(lot)

    def start(self) -> None:
        """Begin to write the index into the site's folder, which has been emptied by now."""
        self._hand_over(self._lot)
        self._pagefind.ask(type="WriteFiles", index_id=0, output_path=str(self._site / FOLDER))

    def _hand_over(self, lot: Path) -> None:
        self._pagefind.ask(type="AddDir", index_id=0, path=str(lot), glob=None)

    def finish(self, stories: Iterable[str]) -> None:
        """Wait for the index, then say under which name it knows each of the stories' uris.

        Raise SearchFailed when Pagefind failed.
        """
        words = telling_words(" ".join(self._told))
        self._pagefind.answers()
        wait_for(self._site / FOLDER)
        self._pagefind.leave()
        _prune(self._site / FOLDER)
        names = dict(map(_named, (self._site / FOLDER / "fragment").iterdir()))
        known = [names[f"/{url_of(uri)}"] for uri in stories]
        (self._site / IDENTIFIERS).write_text(json.dumps(known), encoding="utf-8")
        for uri, listed in ((WORDS, words), (ACRONYMS, self._acronyms)):
            (self._site / uri).write_text(json.dumps(sorted(listed)), encoding="utf-8")


def wait_for(folder: Path) -> None:
    """Wait until each file holds something: Pagefind answers when it has only opened the last."""
    deadline = time.monotonic() + PATIENCE
    waiting = [path for path in folder.rglob("*") if path.is_file()]
    while waiting := [path for path in waiting if not path.stat().st_size]:
        if time.monotonic() > deadline:
            raise SearchFailed(f"{waiting[0].name} est resté vide.")
        time.sleep(TICK)


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
