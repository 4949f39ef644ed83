# SPDX-License-Identifier: EUPL-1.2
"""Ask for the former name of a file that seems renamed: readers may have kept its old address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from escales.checking.handwritten import former_addresses
from escales.problems.problem import Notes, Problem
from escales.reading.disk import FileKind, Tree, read_leniently
from escales.reading.drafts import Draft
from escales.reading.git_renames import renames
from escales.words.addresses import RESERVED, folder_of, uri_of, url_of
from escales.words.spelling import nearest

# The lists of all addresses that a site has had, which its tests hold to.
ADDRESS_LISTS = ("tests/content/addresses.txt", "tests/addresses.txt")
KINDS = {
    "recits/": FileKind.STORY,
    "dispositifs/": FileKind.SCHEME,
    "collectivites/": FileKind.COLLECTIVITY,
}
EMPLOYERS = f"{FileKind.COLLECTIVITY.value}/"


def ask_former_names(root: Path, tree: Tree, drafts: Iterable[Draft]) -> list[Problem]:
    """Return a question for each file whose old address is known, and leads nowhere."""
    by_path = {draft.source.path: draft for draft in drafts}
    answered = cache(lambda: set(_addresses(tree, by_path)))  # mostly, nothing has another name
    asked: defaultdict[str, dict[str, None]] = defaultdict(dict)
    moved: dict[str, str] = {}
    texts = by_path.keys() | tree.pages.keys()

    def read(path: str) -> str:
        return tree.pages[path] if path in tree.pages else by_path[path].source.text

    for old, new in renames(root, texts, read):
        now = moved.setdefault(old, moved.get(new, new))
        if now in texts and _is_renamed(old, now) and _address(old) not in answered():
            asked[now][_address(old)] = None
    if listed := _listed_addresses(root):
        for old_address, now in _by_name(listed, answered(), by_path):
            asked[now][old_address] = None
    return [_question(path, list(old), by_path.get(path)) for path, old in asked.items()]


def _question(path: str, addresses: list[str], draft: Draft | None) -> Problem:
    notes, key = Notes(path), "anciens_slugs" if draft else "anciennes_adresses"
    names = [one.rstrip("/").rpartition("/")[2] if draft else one.rstrip("/") for one in addresses]
    line = draft.line((key,)) if draft else 1
    former = list(draft.facts.former_slugs) if draft and draft.facts else []
    expected = f"{key}: [{', '.join([*former, *reversed(names)])}]"
    notes.add("former-name", line, key, found=names[0], expected=expected)
    return notes.problems[0]


def _addresses(tree: Tree, drafts: Mapping[str, Draft]) -> Iterator[str]:
    """Yield every address that content answers at, or leads on from."""
    for path, draft in drafts.items():
        yield _address(path)
        folder = folder_of(uri_of(path) or "")
        yield from (f"{folder}{slug}/" for slug in getattr(draft.facts, "former_slugs", ()))
    for path, text in tree.pages.items():
        yield _address(path)
        yield from (f"{address}/" for address in former_addresses(path, text))


def _address(path: str) -> str:
    return url_of(uri_of(path) or path)


def _is_renamed(old: str, now: str) -> bool:
    """Whether both are of one kind; the documents of a kit follow their scheme by themselves."""
    was, kind = ((*p.split("/")[:1], p.startswith(EMPLOYERS), "/kit/" in p) for p in (old, now))
    same_folder = old.rpartition("/")[0] == now.rpartition("/")[0]
    return was == kind and (same_folder or "/kit/" not in now)


def _listed_addresses(root: Path) -> set[str]:
    files = (root / name for name in ADDRESS_LISTS)
    return {line for file in files if file.is_file() for line in read_leniently(file).splitlines()}


def _by_name(
    listed: set[str], answered: set[str], drafts: Mapping[str, Draft]
) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a list that are lost, and a file nearly of that name that is new."""
    new: dict[FileKind, dict[str, str]] = {kind: {} for kind in KINDS.values()}
    for path, draft in drafts.items():
        if draft.source.kind in new and _address(path) not in listed:
            new[draft.source.kind][draft.source.slug] = path
    for address in sorted(listed - answered):
        folder, _, slug = address.rstrip("/").rpartition("/")
        kind = KINDS.get(f"{folder}/")
        if kind is None or slug in RESERVED[kind.value]:
            continue
        if (near := nearest(slug, new[kind])) is not None:
            yield address, new[kind][near]
