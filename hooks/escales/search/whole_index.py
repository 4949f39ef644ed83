# SPDX-License-Identifier: EUPL-1.2
"""Make one index of several that Pagefind made: for browsers, the same as if it had made one.

Pagefind can merge several in the browser too. There, each would cost readers files of its own, and
a word would weigh otherwise in each, so that their order would change.
"""

import gzip
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from string import ascii_lowercase, digits

from escales.machine.whole_files import Piece
from escales.machine.workers import map_on_all_cores
from escales.search.pagefind import SearchFailed
from escales.search.postings import LongWord, written, written_list
from escales.search.shard import ENTRY, LANGUAGE, PROGRAMS, SIGNATURE, PackedShard

# Bytes of words in a file of the index, unpacked. A browser fetches one for each word it looks for.
# Pagefind's own are of the greater size: a first search is 40 kB heavier.
CHUNK, LARGE_CHUNK = 20_000, 60_000
FAMILY = 4  # letters: words that begin alike are found together, while one is being typed
SHORT = 10  # letters of a hash in a name
DIGITS = digits + ascii_lowercase
LEVEL = 6  # of gzip: 9 takes four times as long for 2 % less


def write_whole_index(
    shards: Iterable[Path], folder: Path, numbers: Mapping[str, int]
) -> Mapping[str, str]:
    """Write the index of packed shards, in a folder; return the names of pages by their addresses.

    A page is known in results by the name of its fragment: that of a story tells its number, which
    `numbers` has by its address.
    """
    words: dict[str, LongWord] = {}
    pages: list[tuple[str, int]] = []
    names: dict[str, str] = {}
    taken: set[str] = set()
    fragments: list[tuple[Path, Piece]] = []
    fields, shard = None, None
    for inside in ("fragment", "index"):
        (folder / inside).mkdir(parents=True, exist_ok=True)
    for file in shards:
        shard = PackedShard(file.read_bytes())
        if fields not in {None, tuple(shard.fields)}:
            raise SearchFailed(f"{fields} ≠ {shard.fields}")
        fields = tuple(shard.fields)
        for text, word in shard.words():
            words.setdefault(text, LongWord()).add(word, len(pages))
        for page in shard.pages:
            number = numbers.get(page.address)
            name = page.name if number is None else story_name(number, page.name)
            while name in taken:  # short names may be the same in two shards
                name += "0"
            taken.add(name)
            pages.append((name, page.words))
            names[page.address] = name
            content = Piece(file, *shard.place(f"{page.name}.pf_fragment"))
            fragments.append((folder / f"fragment/{name}.pf_fragment", content))
    if shard is None:
        raise SearchFailed("Rien à chercher.")
    copied = map_on_all_cores(_copy, fragments, ahead=len(fragments))
    chunks = [*_write_chunks(words, folder / "index")]
    deque(copied, 0)  # to the end
    entry = json.loads(shard.file(ENTRY))
    # Of each list: its filters and its ways to sort, which our pages do not use.
    meta = _packed(written((entry["version"], pages, chunks, (), (), fields or ())))
    known = entry["languages"][LANGUAGE]
    known |= {"hash": f"{LANGUAGE}_{_hash(meta)}", "page_count": len(pages)}
    (folder / f"pagefind.{known['hash']}.pf_meta").write_bytes(meta)
    (folder / ENTRY).write_bytes(json.dumps(entry, ensure_ascii=False).encode())
    for name in PROGRAMS:
        (folder / name).write_bytes(shard.file(name))
    return names


def story_name(number: int, hashed: str) -> str:
    """Return the name of a story, for one that Pagefind made of the hash of what it says.

    It is the number and two digits of the hash, by which a browser knows 1295 changes of 1296 of
    what it says: all in base 36, without the sign "_" that the names of Pagefind have. Windows
    keeps some names to itself, of letters only: a zero comes first. Names of hashes, and a list of
    them in the order of stories, weigh twice as much.
    """
    digest = int(hashed.rpartition("_")[2], 16) % len(DIGITS) ** 2
    return f"0{_in_base_36(number)}{_in_base_36(digest).zfill(2)}"


def _in_base_36(number: int) -> str:
    head, last = divmod(number, len(DIGITS))
    return (_in_base_36(head) if head else "") + DIGITS[last]


def _copy(fragment: tuple[Path, Piece]) -> None:
    path, content = fragment
    path.write_bytes(content.read())


def _write_chunks(words: Mapping[str, LongWord], folder: Path) -> Iterator[tuple[str, str, str]]:
    """Write the files of the index; yield of each how its words begin, the last one, its name."""

    def write(content: bytes) -> str:
        packed = _packed(content)
        name = f"{LANGUAGE}_{_hash(packed)}"
        (folder / f"{name}.pf_index").write_bytes(packed)
        return name

    before, chunks = "", list(_chunks(words))
    names = map_on_all_cores(write, [content for _, content in chunks])
    for (texts, _), name in zip(chunks, names, strict=True):
        yield _just_beyond(texts[0], before), texts[-1], name
        before = texts[-1]


def _chunks(words: Mapping[str, LongWord]) -> Iterator[tuple[list[str], bytes]]:
    """Yield the words in order, some at a time, and their file, not packed yet."""
    texts: list[str] = []
    items: list[bytes] = []
    size = 0
    for text in sorted(words):
        is_kin = bool(texts) and texts[-1][:FAMILY] == text[:FAMILY]
        if size > LARGE_CHUNK or (size > CHUNK and not is_kin):
            yield texts, written_list([written_list(items)])
            texts, items, size = [], [], 0
        texts.append(text)
        items.append(words[text].written(text))
        size += len(items[-1])
    if texts:
        yield texts, written_list([written_list(items)])


def _just_beyond(word: str, other: str) -> str:
    """Return the beginning of a word that tells it from the one before."""
    same = next((at for at, (a, b) in enumerate(zip(word, other)) if a != b), len(other))  # noqa: B905  # of any lengths
    return word[: same + 1]


def _packed(content: bytes) -> bytes:
    return gzip.compress(SIGNATURE + content, LEVEL, mtime=0)


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()[:SHORT]
