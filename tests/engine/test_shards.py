# SPDX-License-Identifier: EUPL-1.2
"""The index is made in parts that are saved, and browsers get what Pagefind would make at once."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from markupsafe import Markup

from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Entry
from escales.machine.seal import SEAL_SIZE
from escales.pages import Site, SitePage, make_site
from escales.schema.story import Story
from escales.search import (
    IndexEntry,
    SearchFailed,
    SearchIndex,
    make_index_entry,
    pagefind,
    shard,
)
from escales.search.pagefind import Pagefind
from escales.search.postings import read_words
from escales.search.shard import PackedShard, pack, shard_names, when_whole
from escales.search.whole_index import story_name, write_whole_index
from escales.words.addresses import url_of
from escales.words.vocabulary import PageKind

pytestmark = pytest.mark.covered

COMMON = "Le détaché accueille, accueilli par l’été. " * 5
KINDS = {0: "unsigned", 1: "negative", 3: "text", 4: "list"}


@pytest.fixture(scope="module")
def site() -> Site:
    return make_site(load(FIXTURE))


def stories_of(site: Site) -> list[Entry[Story]]:
    return [one for one in site.all.ordered if isinstance(one, Entry)]


def records(site: Site, changed: str = "") -> Iterator[tuple[str, IndexEntry]]:
    """Yield what the search reads of each story, and of pages enough for numbers of two bytes."""
    pages = [(f"page-{number}.md", PageKind.PAGE) for number in range(300)]
    pages += [(story.uri, PageKind.STORY) for story in stories_of(site)]
    for uri, kind in pages:
        page = SitePage(uri, f"Titre de {uri}", "Un résumé.", None, Markup(), kind=kind, gist="Un")
        picture = '<img alt="Un quai > un pont" src="x.png">' if kind is PageKind.STORY else ""
        text = f"<p>{picture}{COMMON} {uri} {'corrigé' if uri == changed else ''}</p>"
        yield uri, make_index_entry(page, text)


def make_index(root: Path, site: Site, changed: str = "") -> Path:
    """Make the index of a site whose repository is at `root`; return its folder."""
    index = SearchIndex(root / "www", site, root)
    for uri, entry in records(site, changed):
        index.add(uri, entry)
    index.start()
    index.finish(site)
    return root / "www/pagefind"


def saved(root: Path) -> set[str]:
    return {path.name for path in (root / ".cache/search").iterdir()}


def in_cbor(content: bytes, at: int = 0) -> tuple[Any, int]:
    """Return what stands there and where it ends, as RFC 8949 has it."""
    kind, number = KINDS[content[at] >> 5], content[at] & 31
    at += 1
    if number >= 24:
        size = 1 << number - 24
        number, at = int.from_bytes(content[at : at + size]), at + size
    if kind == "text":
        return content[at : at + number].decode(), at + number
    if kind == "list":
        items = []
        for _ in range(number):
            item, at = in_cbor(content, at)
            items.append(item)
        return items, at
    return (number if kind == "unsigned" else -1 - number), at


def unpacked(path: Path) -> Any:  # noqa: ANN401  # whatever CBOR holds
    content = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
    result, end = in_cbor(content)
    assert end == len(content)
    return result


def address_of(fragment: Path) -> str:
    content = gzip.decompress(fragment.read_bytes()).removeprefix(b"pagefind_dcd")
    return str(json.loads(content)["url"])


def read_index(folder: Path) -> tuple[dict[str, int], dict[tuple[str, str], dict[str, Any]]]:
    """Return how many words each page has, and where each word stands, as browsers read it."""
    entry = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    known = entry["languages"]["fr"]
    version, pages, chunks, filters, sorts, fields = unpacked(
        folder / f"pagefind.{known['hash']}.pf_meta"
    )
    assert (version, filters, sorts) == (entry["version"], [], [])
    assert (known["page_count"], known["wasm"]) == (len(pages), "fr")
    assert fields == ["faits", "genre", "image", "image_alt", "title", "titre"]
    names = [address_of(folder / f"fragment/{name}.pf_fragment") for name, _ in pages]
    places: dict[tuple[str, str], dict[str, Any]] = {}
    last = ""
    for first_of, last_of, chunk in chunks:
        (words,) = unpacked(folder / f"index/{chunk}.pf_index")
        assert last < first_of <= words[0][0]
        assert words[0][0].startswith(first_of)
        assert words[-1][0].startswith(last_of)
        assert [word for word, *_ in words] == sorted(word for word, *_ in words)
        last = words[-1][0]
        for word, plain, spellings in words:
            for spelling, postings in [("", plain), *spellings]:
                number = 0
                places[word, spelling] = {}
                for distance, *where in postings:
                    number += distance
                    places[word, spelling][names[number]] = where
    return dict(zip(names, (count for _, count in pages), strict=True)), places


@pytest.mark.parametrize("most_stories", [150, 1])
def test_browsers_get_what_pagefind_would_make_of_all_pages(
    tmp_path: Path, site: Site, most_stories: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each word on the same pages at the same places: results, their order and excerpts too."""
    monkeypatch.setattr(shard, "MOST_STORIES", most_stories)
    folder = make_index(tmp_path, site)
    for uri, entry in records(site):
        path = tmp_path / "records" / url_of(uri) / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(entry.html, encoding="utf-8")
    engine = Pagefind()
    engine.send(type="NewIndex", config={"force_language": "fr"})
    engine.send(type="AddDir", index_id=0, path=str(tmp_path / "records"), glob=None)
    engine.send(type="WriteFiles", index_id=0, output_path=str(tmp_path / "one"))
    assert [one for one in engine.answers() if one] == ["NewIndex", "IndexedDir", "WriteFiles"]
    pack(tmp_path / "one")  # once all is written
    engine.wait_for_end()

    assert len(saved(tmp_path)) == 1 + len({*shard_names(site).values()}) > 1
    assert read_index(folder) == read_index(tmp_path / "one")


def test_stories_are_with_those_published_the_same_year_but_in_a_year_of_many(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {*shard_names(site).values()} == {"2026-0"}

    monkeypatch.setattr(shard, "MOST_STORIES", 1)
    assert len({*shard_names(site).values()}) > 1
    assert {name.split("-")[0] for name in shard_names(site).values()} == {"2026"}


def test_nothing_is_indexed_when_nothing_changed(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_of(make_index(tmp_path, site))
    monkeypatch.setattr(pagefind, "get_executable", lambda: "/there/is/none")

    assert files_of(make_index(tmp_path, site)) == before


def test_a_page_that_changes_has_its_part_alone_indexed_again(tmp_path: Path, site: Site) -> None:
    make_index(tmp_path, site)
    before = saved(tmp_path)
    changed = stories_of(site)[0].uri
    folder = make_index(tmp_path, site, changed)

    assert len(saved(tmp_path) & before) == len(before) - 1
    assert len(saved(tmp_path)) == len(before), "what it said before is nowhere any more"
    assert read_index(folder) == read_index(make_index(tmp_path / "cold", site, changed))


@pytest.mark.parametrize("damage", [b"", b"x" * 1000])
def test_a_part_that_was_damaged_is_made_again(tmp_path: Path, site: Site, damage: bytes) -> None:
    whole = read_index(make_index(tmp_path, site))
    for name in saved(tmp_path):
        (tmp_path / ".cache/search" / name).write_bytes(damage)

    assert read_index(make_index(tmp_path, site)) == whole


def test_a_story_that_leaves_is_in_no_saved_part(tmp_path: Path, site: Site) -> None:
    """Its words would be found there by whoever looks."""
    make_index(tmp_path, site, stories_of(site)[0].uri)
    assert says(tmp_path, "corrigé")

    make_index(tmp_path, site)
    assert not says(tmp_path, "corrigé")


def says(root: Path, word: str) -> bool:
    """Whether a saved part has the word: among those of its index, which are plain there."""
    written = json.dumps(word).encode()
    return any(written in path.read_bytes() for path in (root / ".cache/search").iterdir())


def test_short_names_that_are_the_same_in_two_parts_lead_to_two_pages(
    tmp_path: Path, site: Site
) -> None:
    make_index(tmp_path / "a", site)
    part = next(path for path in (tmp_path / "a/.cache/search").iterdir())
    file = tmp_path / "part"
    file.write_bytes(part.read_bytes()[SEAL_SIZE:])
    pages = PackedShard(file.read_bytes()).pages

    write_whole_index([file, file], tmp_path / "twice", {})

    fragments = {path.stem for path in (tmp_path / "twice/fragment").iterdir()}
    assert fragments == {page.name for page in pages} | {f"{page.name}0" for page in pages}


def test_the_name_of_a_story_tells_its_number_from_the_end_of_the_list(
    tmp_path: Path, site: Site
) -> None:
    """The explorer reads it; that of any other page has the sign "_"."""
    stories = [f"/{url_of(story.uri)}" for story in reversed(stories_of(site))]
    folder = make_index(tmp_path, site)
    names = {address_of(path): path.stem for path in (folder / "fragment").iterdir()}

    assert [int(names[address][:-2], 36) for address in stories] == [*range(len(stories))]
    assert all("_" in names[address] for address in names.keys() - set(stories))
    assert not any("_" in names[address] for address in stories)


def test_the_name_of_a_story_changes_with_what_it_says(tmp_path: Path, site: Site) -> None:
    before = fragments_of(make_index(tmp_path / "before", site))
    after = fragments_of(make_index(tmp_path / "after", site, stories_of(site)[0].uri))

    assert len(before - after) == len(after - before) == 1


def fragments_of(folder: Path) -> set[str]:
    return {path.name for path in (folder / "fragment").iterdir()}


@pytest.mark.parametrize(
    ("number", "hashed", "name"),
    [(0, "fr_0000000", "0000"), (35, "fr_000000a", "0z0a"), (46656, "fr_fffffff", "010004f")],
)
def test_a_name_is_in_base_36(number: int, hashed: str, name: str) -> None:
    assert story_name(number, hashed) == name
    assert int(name[:-2], 36) == number


@pytest.mark.parametrize("there", [0, -9])
def test_a_file_is_read_when_it_is_whole(tmp_path: Path, there: int) -> None:
    """Pagefind says that it is done when it may have opened the last ones only."""
    late = tmp_path / "late"
    content = gzip.compress(b"enfin" * 1000)
    late.write_bytes(content[:there])
    writing = Timer(0.2, late.write_bytes, [content])
    writing.start()

    assert when_whole(late, gzip.decompress) == b"enfin" * 1000
    writing.join()


def test_a_file_that_never_comes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shard, "PATIENCE", 0)

    with pytest.raises(SearchFailed, match=r"^never est resté incomplet\.$"):
        when_whole(tmp_path / "never", gzip.decompress)


@pytest.mark.parametrize("chunk", ["8181836161810180", "818183616180807f"])
def test_another_format_of_pagefind_is_refused(chunk: str) -> None:
    """A page that is a number, then more than the words."""
    with pytest.raises(ValueError, match=r"^b'"):
        list(read_words(bytes.fromhex(chunk)))


def files_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
