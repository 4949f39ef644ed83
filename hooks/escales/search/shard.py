# SPDX-License-Identifier: EUPL-1.2
"""A part of the index: which pages it has, and what Pagefind wrote of it, packed in one file."""

import gzip
import json
import re
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar, cast

from escales.content.library import Entry
from escales.pages import Site
from escales.schema.story import Story
from escales.search.pagefind import SearchFailed
from escales.search.postings import Postings, Word, read, read_words

T = TypeVar("T")

PAGES = "pages"  # the shard of all that is no story
MOST_STORIES = 150  # in a shard: half a second to index when one of them changes
LANGUAGE = "fr"
ENTRY = "pagefind-entry.json"
# The files that our pages ask for, the same in all shards; Pagefind also writes interfaces.
PROGRAMS = ("pagefind.js", "pagefind-worker.js", f"wasm.{LANGUAGE}.pagefind")
POSTINGS = "postings"  # the name of those of all words, in a packed shard
SIZE_OF_SIZE = 4  # bytes
SIGNATURE = b"pagefind_dcd"  # at the start of each file that it packs
URL = re.compile(rb'\{"url":"([^"]+)"')
PATIENCE, TICK = 60, 0.005  # seconds: a busy disk is slow
NOT_WHOLE = (EOFError, FileNotFoundError, ValueError, zlib.error, gzip.BadGzipFile)


class IndexedPage(NamedTuple):
    """A page of the index: the name of its fragment, how many words it has, its address."""

    name: str
    words: int
    address: str


def shard_names(site: Site) -> dict[str, str]:
    """Return the name of the shard of each story, by its uri.

    Stories are with those published the same year: whole years hardly ever change.
    """
    stories = [one for one in site.all.ordered if isinstance(one, Entry)]
    published = Counter(story.facts.published_on.year for story in stories)
    return {story.uri: _shard_name(story, published) for story in stories}


def _shard_name(story: Entry[Story], published: Mapping[int, int]) -> str:
    """Return its year, and a number when many were published in that one."""
    year = story.facts.published_on.year
    return f"{year}-{zlib.crc32(story.uri.encode()) % (1 + published[year] // MOST_STORIES)}"


def pack(folder: Path) -> bytes:
    """Return an index that Pagefind wrote into a folder, in one file; raise SearchFailed."""
    entry = when_whole(folder / ENTRY, json.loads)["languages"][LANGUAGE]
    meta, _ = read(when_whole(folder / f"pagefind.{entry['hash']}.pf_meta", _unpacked))
    _, pages, chunks, _, _, fields = cast("tuple[object, ...]", meta)
    words: dict[str, object] = {}
    postings: list[bytes] = []
    for _, _, chunk in cast("list[list[str]]", chunks):
        content = when_whole(folder / f"index/{chunk}.pf_index", _unpacked)
        for text, word in read_words(content):
            words[text] = _summary(word, postings)
    files = {name: when_whole(folder / name, bytes) for name in (ENTRY, *PROGRAMS)}
    indexed = []
    for name, count in cast("list[tuple[str, int]]", pages):
        path = folder / f"fragment/{name}.pf_fragment"
        match = URL.match(when_whole(path, _unpacked))
        if match is None:
            raise SearchFailed(str(path))
        files[path.name] = path.read_bytes()
        indexed.append((name, count, match[1].decode()))
    files[POSTINGS] = b"".join(postings)
    sizes = {name: len(content) for name, content in files.items()}
    head = json.dumps((indexed, fields, words, sizes), separators=(",", ":")).encode()
    return b"".join((len(head).to_bytes(SIZE_OF_SIZE), head, *files.values()))


def _summary(word: Word, postings: list[bytes]) -> tuple[object, object]:
    """Return a word without the rest of its postings, which join those of the other words."""

    def shortened(one: Postings) -> tuple[int, int, int, int]:
        postings.append(one.rest)
        return one.pages, one.first, one.last, len(one.rest)

    plain = shortened(word.plain)
    return plain, {text: shortened(one) for text, one in word.spellings.items()}


class PackedShard:
    """A shard as `pack` made it.

    `fields` are the facts that Pagefind shows of a page.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        start = SIZE_OF_SIZE + int.from_bytes(content[:SIZE_OF_SIZE])
        pages, self.fields, self._words, sizes = json.loads(content[SIZE_OF_SIZE:start])
        self.pages = [IndexedPage(*page) for page in pages]
        ends = accumulate(sizes.values(), initial=start)
        self._places: dict[str, tuple[int, int]] = dict(zip(sizes, pairwise(ends), strict=True))

    def file(self, name: str) -> bytes:
        """Return a file that Pagefind wrote: a fragment, or ENTRY, or one of PROGRAMS."""
        start, end = self.place(name)
        return self._content[start:end]

    def place(self, name: str) -> tuple[int, int]:
        """Return where a file begins and ends, in bytes."""
        return self._places[name]

    def words(self) -> Iterator[tuple[str, Word]]:
        """Yield the words in no order."""
        postings, at = self.file(POSTINGS), 0

        def whole(pages: int, first: int, last: int, size: int) -> Postings:
            nonlocal at
            at += size
            return Postings(pages, first, last, postings[at - size : at])

        for text, (plain, spellings) in self._words.items():
            first = whole(*plain)
            yield text, Word(first, {one: whole(*rest) for one, rest in spellings.items()})


def when_whole(path: Path, reading: Callable[[bytes], T]) -> T:
    """Read a file once it is all there: Pagefind answers before it has written the last ones.

    An empty one is only open yet, though gzip would read it.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        with suppress(*NOT_WHOLE):
            if content := path.read_bytes():
                return reading(content)
        if time.monotonic() > deadline:
            raise SearchFailed(f"{path.name} est resté incomplet.")
        time.sleep(TICK)


def _unpacked(content: bytes) -> bytes:
    return gzip.decompress(content).removeprefix(SIGNATURE)
