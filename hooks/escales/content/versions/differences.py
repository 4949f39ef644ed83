# SPDX-License-Identifier: EUPL-1.2
"""Compare the files of a scheme in two versions: which changed, and what they say otherwise."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from posixpath import basename

from escales.content.versions.changes import (
    DocumentChange,
    FactChange,
    FileChange,
    PassageChange,
)
from escales.content.versions.facts import Speaker
from escales.content.versions.spans import Pair, Span, compare_words, pair
from escales.problems.problem import Notes
from escales.reading.header import Value, split_header
from escales.reading.passages import Passage, PlainText, read_passages
from escales.reading.sources import SchemeSources, with_plain_ends
from escales.reading.version_files import SHEET
from escales.schema import KitDocument, Scheme
from escales.schema.lists import as_list
from escales.words.addresses import PICTURE
from escales.words.spelling import slugify
from escales.words.typography import typeset

NOWHERE = Passage("", "")
Names = tuple[tuple[str, str], ...]  # what a header calls by the name of its file, and its title

MOST_PASSAGES = 2000  # in a document: a longer one is told as a whole


@dataclass(frozen=True, slots=True)
class _Document:
    """A file, in words."""

    title: str
    facts: Mapping[str, tuple[str, ...]]
    text: PlainText


def compare(before: SchemeSources, after: SchemeSources) -> tuple[DocumentChange, ...]:
    """Return what became of each file that changed: the scheme's own text first, then its kit.

    The page of the bearer is left out: it changes for reasons of its own.
    """
    old, new = before.below, after.below
    names = tuple(sorted((_names(before) | _names(after)).items()))
    changes = [
        _compare_files(old_path, new_path, old, new, names)
        for old_path, new_path in _pairs(old, new)
        if old_path != new_path or old.get(old_path or "") != new.get(new_path or "")
    ]
    return tuple(sorted(changes, key=_in_order))


def _in_order(change: DocumentChange) -> tuple[bool, bool, str]:
    path = change.path or change.old_path or ""
    return path != SHEET, change.is_picture, slugify(change.title)


def _pairs(
    old: Mapping[str, bytes], new: Mapping[str, bytes]
) -> Iterator[tuple[str | None, str | None]]:
    """Yield each file with the one that it was: of the same name, of a former one, or the same."""
    came = [path for path in new if path not in old]
    went = {path for path in old if path not in new}
    yield from ((path, path) for path in new if path in old)
    for path in came:
        folder = path.rpartition("/")[0]
        former = (f"{folder}/{name}.md" for name in _former_names(new[path]))
        same = (other for other in sorted(went) if old[other] == new[path])
        known = next((other for other in (*former, *same) if other in went), None)
        went.discard(known or "")
        yield known, path
    yield from ((path, None) for path in sorted(went))


def _former_names(content: bytes) -> tuple[str, ...]:
    header, _ = _split(content)
    names = as_list(header.get("anciens_slugs", []))
    return tuple(name for name in names if isinstance(name, str))


def _compare_files(
    old_path: str | None,
    new_path: str | None,
    old: Mapping[str, bytes],
    new: Mapping[str, bytes],
    names: Names,
) -> DocumentChange:
    path = new_path or old_path or ""
    was = _read(old[old_path], old_path, names) if old_path else None
    now = _read(new[new_path], new_path, names) if new_path else None
    title = now.title if now else was.title if was else path
    if was is None or now is None:
        kind = FileChange.ADDED if was is None else FileChange.REMOVED
        return DocumentChange(kind, title, new_path, old_path)
    kind = FileChange.CHANGED if old_path == new_path else FileChange.RENAMED
    texts = was.text.passages, now.text.passages
    long = max(map(len, texts)) > MOST_PASSAGES
    return DocumentChange(
        kind,
        title,
        new_path,
        old_path,
        was.title,
        facts=tuple(_compare_facts(was.facts, now.facts)),
        passages=() if long else tuple(_compare_texts(*texts)),
        relinked=was.text.targets != now.text.targets,
        too_long=long,
    )


@lru_cache(maxsize=256)  # ten versions of a kit are read once: a tenth of the time of all pairs
def _read(content: bytes, path: str, names: Names) -> _Document:
    if PICTURE.search(path):
        return _Document(basename(path), {}, PlainText((), ()))
    header, body = _split(content)
    model = Scheme if path == SHEET else KitDocument
    fields = header.get("champs")
    labels = {
        key: str(field.get("libelle", key))
        for key, field in (fields.items() if isinstance(fields, dict) else ())
        if isinstance(field, dict)
    }
    facts = Speaker(dict(names)).facts(header, model)
    return _Document(title_of(content, path), facts, read_passages(body, labels))


def title_of(content: bytes, path: str) -> str:
    """Return the title of a text, or its path when it says none."""
    return typeset(str(_split(content)[0].get("titre", path)))


@lru_cache(maxsize=512)  # the texts of a scheme, in each version: they are compared two by two
def _split(content: bytes) -> tuple[Mapping[str, Value], str]:
    text = with_plain_ends(content).decode("utf-8-sig", "replace")
    header, body, _ = split_header(text, Notes(""))
    return (header.values if header else {}), body


def _names(sources: SchemeSources) -> dict[str, str]:
    """Return the titles of the documents and the name of the bearer, by their file names."""
    names = {sources.bearer: sources.bearer_name}
    for path, content in sources.below.items():
        if path.startswith("kit/") and path.endswith(".md"):
            slug = basename(path).removesuffix(".md")
            names[slug] = title_of(content, slug)
    return names


def _compare_facts(
    old: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]
) -> Iterator[FactChange]:
    for label in dict.fromkeys((*new, *old)):
        before, after = old.get(label, ()), new.get(label, ())
        if before != after:
            yield FactChange(label, tuple(_compare_values(label, before, after)))


def _compare_values(
    label: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[PassageChange]:
    """Yield the values that changed, came or went."""
    if len(old) == len(new) == 1:
        yield PassageChange(label, *compare_words(*old, *new))
        return
    was = [Passage(label, value) for value in old if value not in new]
    now = [Passage(label, value) for value in new if value not in old]
    yield from map(_change, pair(was, now))
    if not was and not now:  # the same, in another order
        yield PassageChange(label, (Span(", ".join(old)),), (Span(", ".join(new)),))


def _compare_texts(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[PassageChange]:
    matcher = SequenceMatcher(None, [each.text for each in old], [each.text for each in new])
    pairs = [
        two
        for kind, start, end, new_start, new_end in matcher.get_opcodes()
        for two in (pair(old[start:end], new[new_start:new_end]) if kind != "equal" else ())
    ]
    went = Counter(was.text for was, now in pairs if was and not now)
    came = Counter(now.text for was, now in pairs if now and not was)
    moved, left = went & came, went & came
    for was, now in pairs:
        if was and not now and moved[was.text]:
            moved[was.text] -= 1  # it is told where it stands now
        elif now and not was and left[now.text]:
            left[now.text] -= 1
            yield PassageChange(now.place, (Span(now.text),), (Span(now.text),), moved=True)
        else:
            yield _change((was, now))


def _change(two: Pair) -> PassageChange:
    before, after = two
    if before and after:
        return PassageChange(after.place, *compare_words(before.text, after.text))
    was = (Span(before.text, changed=True),) if before else ()
    now = (Span(after.text, changed=True),) if after else ()
    return PassageChange((before or after or NOWHERE).place, was, now)
