# SPDX-License-Identifier: EUPL-1.2
"""Have Pagefind index the pages of the site, once they are made."""

import json
import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple
from weakref import finalize

from escales.content.library import Entry
from escales.machine.progress import shown
from escales.machine.saved_files import SavedFiles
from escales.machine.whole_files import Piece
from escales.machine.workers import cores
from escales.pages import Site
from escales.search.card_index import CardIndex, make_card_index
from escales.search.everyday import ways_to_ask, words_said
from escales.search.index_entry import IndexEntry, Rank, marked_acronyms
from escales.search.lists import FoundList, make_found_lists
from escales.search.pagefind import Pagefind
from escales.search.shard import LANGUAGE, PAGES, pack, shard_names
from escales.search.vocabulary import words_to_mend
from escales.search.whole_index import write_whole_index
from escales.words.addresses import url_of
from escales.words.everyday import everyday_words
from escales.words.numbers import SMALL
from escales.words.phrases import phrases_of

phrases = phrases_of("search")

FOLDER = "pagefind"
SAVED = ".cache/search"
QUESTIONS = f"{FOLDER}/questions.json"  # all that helps to understand a question
WORDS = f"{FOLDER}/mots.json"  # of all pages, to mend what readers mistype
MANY = 500  # pages: for fewer, starting Pagefind once more is not worth it


class Record(NamedTuple):
    """What Pagefind reads of a page: where it stands, and its hash."""

    content: Piece
    hash: str


@dataclass(slots=True)
class Shard:
    """A part of the index: what Pagefind reads of its pages, and a folder for what it makes."""

    folder: Path
    records: dict[str, Record] = field(default_factory=dict)  # by the addresses of pages
    indexing: Iterator[None] = field(default_factory=lambda: iter(()))  # goes on at each next()

    @property
    def key(self) -> object:
        """All that its index depends on, the program aside."""
        return sorted((address, record.hash) for address, record in self.records.items())

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def packed(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.packed")


class Recorded(NamedTuple):
    """What is left to know of a page: `words` are those that its process did not tell before."""

    record: Record
    title: str
    rank: Rank
    groups: frozenset[int]
    acronyms: set[str]
    words: set[str]


class SearchIndex:
    """An index being made: add the pages, start indexing, then finish.

    It is made in shards, and what Pagefind wrote of each is saved for the next builds: only those
    whose pages changed are indexed again. Browsers get them as one. Pagefind is another program. It
    works while the build goes on, in a folder that is removed with this object.
    """

    def __init__(self, folder: Path, site: Site, root: Path) -> None:
        """Make the index of a site, in its folder; shards are saved in the repository at `root`."""
        self._site = folder
        self._saved = SavedFiles(root / SAVED)
        self._names = shard_names(site)
        self._folder = Path(mkdtemp(prefix="escales-"))
        self._shards: dict[str, Shard] = {}
        self._count = 0
        self._words: set[str] = set()
        self._told: set[str] = set()  # the words that this process told in what it recorded
        self._acronyms: set[str] = set()
        self._groups: set[int] = set()
        self._known: dict[str, tuple[Rank, str]] = {}  # pages that are no story, by their addresses
        finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def add(self, uri: str, entry: IndexEntry) -> None:
        """Add the page at `uri`."""
        self.add_recorded(uri, self.record(entry))

    def record(self, entry: IndexEntry) -> Recorded:
        """Write what Pagefind reads of a page, in any process."""
        content = entry.html.encode()
        with (self._folder / f"records-{os.getpid()}").open("ab") as file:
            start = file.tell()
            file.write(content)
        piece = Piece(Path(file.name), start, start + len(content))
        record = Record(piece, sha256(content).hexdigest())
        words = set(entry.words.split()) - self._told
        self._told |= words
        acronyms = marked_acronyms(entry.html)
        return Recorded(record, entry.title, entry.rank, entry.groups, acronyms, words)

    def add_recorded(self, uri: str, page: Recorded) -> None:
        """Add the page at `uri`, which another process recorded, maybe."""
        address = url_of(uri)
        self._shard(uri).records[address] = page.record
        self._acronyms |= page.acronyms
        self._words |= page.words
        self._groups |= page.groups
        if page.rank is not Rank.STORY:
            self._known[f"/{address}"] = (page.rank, page.title)
        self._count += 1

    def _shard(self, uri: str) -> Shard:
        name = self._names.get(uri, PAGES)
        if name not in self._shards:
            self._shards[name] = Shard(self._folder / name)
        return self._shards[name]

    def start(self) -> None:
        """Begin to index the shards that were not saved, on as many cores as they fill."""
        missing = []
        for _, shard in sorted(self._shards.items()):
            if (saved := self._saved.find(shard.key)) is None:
                missing.append(shard)
            else:
                shard.packed.write_bytes(saved)
        pages = sum(len(shard.records) for shard in missing)
        queues: list[list[Shard]] = [[] for _ in range(min(cores(), 1 + pages // MANY))]
        for shard in missing:
            min(queues, key=lambda queue: sum(len(one.records) for one in queue)).append(shard)
        for core, queue in enumerate(filter(None, queues)):
            running = self._indexed(self._begin(queue, core), queue)
            for shard in queue:
                shard.indexing = running

    def _begin(self, queue: Sequence[Shard], core: int) -> Pagefind:
        """Have shards indexed in turn, so that one index at a time is held in memory."""
        pagefind = Pagefind(core)
        for number, shard in enumerate(queue):
            pagefind.send(type="NewIndex", config={"force_language": LANGUAGE})
            for address, record in sorted(shard.records.items()):
                html = record.content.read().decode()
                page = {"url": f"/{address}", "file_contents": html, "file_path": None}
                pagefind.send(type="AddFile", index_id=number, **page)
            pagefind.send(type="WriteFiles", index_id=number, output_path=str(shard.output))
            pagefind.send(type="DeleteIndex", index_id=number)
        return pagefind

    def _indexed(self, pagefind: Pagefind, queue: Iterable[Shard]) -> Iterator[None]:
        """Pack and save each shard once it is indexed; yield from time to time."""
        waiting = iter(queue)
        for answer in pagefind.answers():
            if answer == "WriteFiles":
                shard = next(waiting)
                packed = pack(shard.output)
                self._saved.save(shard.key, packed)
                shard.packed.write_bytes(packed)
            yield
        pagefind.wait_for_end()

    def _packed(self) -> Iterator[Path]:
        """Yield each shard, in order, once it is packed."""
        for _, shard in sorted(self._shards.items()):
            while not shard.packed.exists():
                next(shard.indexing)
            yield shard.packed
        for shard in self._shards.values():
            deque(shard.indexing, 0)  # until Pagefind has ended

    def finish(self, site: Site) -> None:
        """Wait for the index, then write it, and what browsers need beside it.

        Raise SearchFailed when Pagefind failed.
        """
        cards = make_card_index(site)
        words = words_to_mend(self._words | cards.words | everyday_words().single)
        shards = shown(self._packed(), phrases.progress, len(self._shards))
        numbers = dict(_numbers(site))
        names = write_whole_index(shards, self._site / FOLDER, numbers)
        # The others hold what stories said before, or those that were withdrawn.
        self._saved.keep_only(shard.key for shard in self._shards.values())
        pages = {names[address]: known for address, known in self._known.items()}
        fictions = (story for story in site.library.stories if story.facts.example)
        pages |= {names[f"/{url_of(one.uri)}"]: (Rank.FICTION, "") for one in fictions}
        questions = self._questions(pages, [*make_found_lists(site)], cards)
        for uri, content in ((WORDS, words), (QUESTIONS, questions)):
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


def _numbers(site: Site) -> Iterator[tuple[str, int]]:
    """Yield the address and the number of each story, the last of the list of all being 0.

    The newest come first there: one that is added leaves their numbers to the others.
    """
    for number, story in enumerate(reversed(site.all.ordered)):
        if isinstance(story, Entry):
            yield f"/{url_of(story.uri)}", number
