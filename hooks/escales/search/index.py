# SPDX-License-Identifier: EUPL-1.2
"""Have Pagefind index the site while its pages are being made."""

import json
import re
import shutil
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import mkdtemp
from weakref import finalize

from escales.content.library import Entry
from escales.pages import Site
from escales.search.card_index import CardIndex, make_card_index
from escales.search.everyday import ways_to_ask, words_said
from escales.search.index_entry import IndexEntry, Rank, marked_acronyms
from escales.search.lists import FoundList, make_found_lists
from escales.search.pagefind import Pagefind, SearchFailed
from escales.search.vocabulary import words_to_mend
from escales.words.addresses import url_of
from escales.words.everyday import everyday_words
from escales.words.numbers import SMALL

FOLDER = "pagefind"
IDENTIFIERS = f"{FOLDER}/recits.json"
QUESTIONS = f"{FOLDER}/questions.json"  # all that helps to understand a question
WORDS = f"{FOLDER}/mots.json"  # of all pages, to mend what readers mistype
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
        self._words: set[str] = set()
        self._acronyms: set[str] = set()
        self._groups: set[int] = set()
        self._known: dict[str, tuple[Rank, str]] = {}  # pages that are no story, by their addresses
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
        self._words.update(entry.words.split())
        self._groups |= entry.groups
        if entry.rank is not Rank.STORY:
            self._known[f"/{url_of(uri)}"] = (entry.rank, entry.title)
        self._count += 1
        if batch != self._batch:
            self._send_batch(batch)

    def start(self) -> None:
        """Begin to write the index into the folder of the site, after MkDocs has emptied it."""
        self._send_batch(self._batch)
        self._pagefind.send(type="WriteFiles", index_id=0, output_path=str(self._site / FOLDER))

    def _send_batch(self, batch: Path) -> None:
        self._pagefind.send(type="AddDir", index_id=0, path=str(batch), glob=None)

    def finish(self, site: Site) -> None:
        """Wait for the index, then write what browsers need beside it.

        Raise SearchFailed when Pagefind failed.
        """
        cards = make_card_index(site)
        words = words_to_mend(self._words | cards.words | everyday_words().single)
        self._pagefind.wait_for_answers()
        wait_for(self._site / FOLDER)
        self._pagefind.wait_for_end()
        _prune(self._site / FOLDER)
        names = dict(map(_address_and_name, (self._site / FOLDER / "fragment").iterdir()))
        stories = [
            names[f"/{url_of(story.uri)}"] if isinstance(story, Entry) else None
            for story in site.all.ordered
        ]
        pages = {names[address]: known for address, known in self._known.items()}
        pages |= dict.fromkeys(_fictions(stories, site), (Rank.FICTION, ""))
        questions = self._questions(pages, [*make_found_lists(site)], cards)
        for uri, content in ((IDENTIFIERS, stories), (WORDS, words), (QUESTIONS, questions)):
            text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
            (self._site / uri).write_text(text, encoding="utf-8")
        for name, file in cards.files:
            (self._site / FOLDER / name).write_bytes(file)

    def _questions(
        self, pages: Mapping[str, tuple[Rank, str]], lists: Sequence[FoundList], cards: CardIndex
    ) -> Mapping[str, object]:
        """Return all that helps a browser to understand a question."""
        everyday = everyday_words()
        groups = range(len(everyday.groups))
        rare = {one: words_said(one) for one in groups if one not in self._groups | cards.groups}
        questions = {
            "sigles": sorted(self._acronyms | cards.acronyms),
            "vides": sorted(everyday.empty),
            "precise": {**everyday.precise},
            "nombres": SMALL,
            "groupes": ways_to_ask(),
            "rares": rare,
            "pages": pages,
            "listes": lists,
            "total": self._count + len(cards),
        }
        return questions | {"voisins": cards.known} if cards else questions


def _fictions(names: Iterable[str | None], site: Site) -> Iterator[str]:
    """Yield the names of the stories that are examples, given those of all."""
    for name, story in zip(names, site.all.ordered, strict=True):
        if name and story.facts.example:
            yield name


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
