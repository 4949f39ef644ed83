# SPDX-License-Identifier: EUPL-1.2
"""Read and write where words stand, as Pagefind 1.5 does: CBOR (RFC 8949), of four types only.

A file of its index is [[word, ...]], a word [text, pages, [[spelling, pages], ...]], and a page
[number, [place, ...], [place, ...]]. The number of a page is its distance from the one before it in
the same list: to put a list after another, only its first number changes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

UNSIGNED, TEXT, ARRAY = 0x00, 0x60, 0x80  # the types, in the first three bits; the fourth: -1 - n
IN_HEAD = 24  # numbers below it stand in the first byte; else it says in how many bytes they come
SIZES = {24: 1, 25: 2, 26: 4}
NUMBER = rb"[\x00-\x17]|\x18.|\x19..|\x1a.{4}"
PLACE = rb"[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4}"
HEAD_OF_ARRAY = rb"[\x80-\x97]|\x98.|\x99..|\x9a.{4}"
PLACES = rb"(?:%b)(?:%b)*+" % (HEAD_OF_ARRAY, PLACE)
# There are thousands of pages for each common word: to read each number in turn takes ten times as
# long. What follows them never looks like a page, which begins with a number.
ONE_PAGE = rb"\x83(%b)%b%b" % (NUMBER, PLACES, PLACES)
PAGE, ALL_PAGES = (re.compile(one, re.DOTALL) for one in (ONE_PAGE, rb"(?:%b)*+" % ONE_PAGE))
HEAD_OF_PAGE = b"\x83"


class Postings(NamedTuple):
    """The pages of a word: how many, the numbers of the first and the last, and the rest.

    `rest` is what follows the number of the first page, to the end of the list.
    """

    pages: int
    first: int
    last: int
    rest: bytes


class Word(NamedTuple):
    """The pages of a word without its accents, and of each of its spellings with accents."""

    plain: Postings
    spellings: Mapping[str, Postings]


def read_words(chunk: bytes) -> Iterator[tuple[str, Word]]:
    """Yield the words of a file of the index, unpacked; raise ValueError for anything else."""
    _, at = _read_head(chunk, 0)
    count, at = _read_head(chunk, at)
    for _ in range(count):
        _, at = _read_head(chunk, at)
        text, at = _read_text(chunk, at)
        plain, at = _read_postings(chunk, at)
        spellings: dict[str, Postings] = {}
        several, at = _read_head(chunk, at)
        for _ in range(several):
            _, at = _read_head(chunk, at)
            spelling, at = _read_text(chunk, at)
            spellings[spelling], at = _read_postings(chunk, at)
        yield text, Word(plain, spellings)
    if at != len(chunk):
        raise ValueError(chunk[at : at + 20])


def _read_postings(chunk: bytes, at: int) -> tuple[Postings, int]:
    count, at = _read_head(chunk, at)
    match = ALL_PAGES.match(chunk, at)
    pages = match[0] if match else b""
    numbers = PAGE.findall(pages)
    if len(numbers) != count:
        raise ValueError(chunk[at : at + 20])
    if not numbers:
        return Postings(0, 0, 0, b""), at
    first, _ = _read_head(numbers[0], 0)
    last = sum(_read_head(one, 0)[0] * times for one, times in Counter(numbers).items())
    return Postings(count, first, last, pages[1 + len(numbers[0]) :]), at + len(pages)


def _read_text(chunk: bytes, at: int) -> tuple[str, int]:
    size, at = _read_head(chunk, at)
    return chunk[at : at + size].decode(), at + size


def _read_head(chunk: bytes, at: int) -> tuple[int, int]:
    """Return the number in a head, whatever its type, and where it ends."""
    number = chunk[at] & 0x1F
    if number < IN_HEAD:
        return number, at + 1
    end = at + 1 + SIZES[number]
    return int.from_bytes(chunk[at + 1 : end]), end


class LongPostings:
    """The pages of a word, in several parts of an index that follow each other."""

    def __init__(self) -> None:
        self._count = self._last = 0
        self._parts: list[bytes] = []

    def add(self, more: Postings, pages_before: int) -> None:
        """Add the pages of a part, before which all others have so many pages."""
        if more.pages:
            distance = pages_before + more.first - self._last
            self._parts += (HEAD_OF_PAGE + _head(UNSIGNED, distance), more.rest)
            self._count += more.pages
            self._last = pages_before + more.last

    def written(self) -> bytes:
        return _head(ARRAY, self._count) + b"".join(self._parts)


class LongWord:
    """A word and its spellings, likewise."""

    def __init__(self) -> None:
        self._plain = LongPostings()
        self._spellings: dict[str, LongPostings] = {}

    def add(self, more: Word, pages_before: int) -> None:
        """Add what a part has of the word, before which all others have so many pages."""
        self._plain.add(more.plain, pages_before)
        for spelling, pages in more.spellings.items():
            self._spellings.setdefault(spelling, LongPostings()).add(pages, pages_before)

    def written(self, text: str) -> bytes:
        spellings = sorted(self._spellings.items())
        return b"".join(
            (
                _head(ARRAY, 3),
                written(text),
                self._plain.written(),
                _head(ARRAY, len(spellings)),
                *(_head(ARRAY, 2) + written(one) + pages.written() for one, pages in spellings),
            )
        )


def written(content: object) -> bytes:
    """Return a text, a number or a list of them, as CBOR."""
    match content:
        case str():
            text = content.encode()
            return _head(TEXT, len(text)) + text
        case int():
            return _head(UNSIGNED, content)
        case list() | tuple():
            return written_list(list(map(written, content)))
    raise TypeError(content)


def written_list(items: list[bytes]) -> bytes:
    """Return a list of what is written already."""
    return _head(ARRAY, len(items)) + b"".join(items)


def read(content: bytes, at: int = 0) -> tuple[object, int]:
    """Return a text, a number or a list of them, and where it ends."""
    kind = content[at] & 0xE0
    if kind == TEXT:
        return _read_text(content, at)
    number, at = _read_head(content, at)
    if kind == UNSIGNED:
        return number, at
    if kind != ARRAY:
        raise ValueError(content[at : at + 20])
    items: list[object] = []
    for _ in range(number):
        item, at = read(content, at)
        items.append(item)
    return items, at


def _head(kind: int, number: int) -> bytes:
    if number < IN_HEAD:
        return bytes((kind | number,))
    size = next(size for size, bytes_ in SIZES.items() if number < 1 << 8 * bytes_)
    return bytes((kind | size,)) + number.to_bytes(SIZES[size])
