# SPDX-License-Identifier: EUPL-1.2
"""Read the content from disk: the only module that does, but `sources`, for bytes to publish."""

import codecs
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from escales.problems.problem import Notes, Problem
from escales.reading.file_names import (
    PLAIN_NAME,
    is_hidden,
    is_refused_by_windows,
    misspelt_folders,
    plain_name,
    usual_name,
    where_it_belongs,
)
from escales.reading.hidden_characters import is_usual
from escales.reading.picture_paths import Picture, picture_format
from escales.reading.style_sheets import with_files_of_sheets
from escales.reading.version_files import check_kept_name, is_kept
from escales.schema.lock import TakenScheme
from escales.words.addresses import PICTURE
from escales.words.spelling import SLUG, slugify

FOLDERS = ("stories", "schemes", "docs")
NOT_CONTENT = {"stories/README.md", "schemes/README.md"}  # forges show them to contributors
MAX_TEXT = 200_000  # bytes
NEW_LINE = re.compile("\r\n|[\r\x85\u2028\u2029]")  # all that YAML takes for one
# The other files of docs/ that the site holds as they are: no browser runs anything in them.
SCHEMAS = "docs/contribuer/schemas"  # for editors
PUBLISHED_AS_IS = re.compile(rf"{SCHEMAS}/[a-z-]+\.json")
ACCESSIBILITY = "docs/accessibilite.yml"
MOST_FOLDERS = 8  # one in another, from the root


class FileKind(Enum):
    """What a file holds; the value is the folder it belongs to."""

    STORY = "stories"
    SCHEME = "schemes"
    KIT = "schemes/*/kit"
    COLLECTIVITY = "docs/collectivites"
    AGREEMENT = "docs/contribuer/accord.md"  # one file


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A content file: NFC, LF, without byte-order mark. `path` is relative to the root."""

    kind: FileKind
    path: str
    text: str

    @property
    def slug(self) -> str:
        *_, folder, name = self.path.split("/")
        return folder if self.kind is FileKind.SCHEME else name.removesuffix(".md")

    @property
    def scheme(self) -> str:
        """The folder of the scheme that a scheme or a kit document belongs to."""
        return self.path.split("/")[1]


@dataclass(slots=True)
class Tree:
    """All that was read under the root; `pages` are those of docs/ that people write by hand."""

    root: Path
    sources: list[SourceFile] = field(default_factory=list)
    pictures: dict[str, Picture] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Path] = field(default_factory=dict)  # past versions of schemes, their origins
    taken: Mapping[str, TakenScheme] = field(default_factory=dict)  # from elsewhere, as locked
    problems: list[Problem] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)  # the paths of sources and pages
    assets: dict[str, Path] = field(default_factory=dict)  # the files published as they are
    accessibility: str | None = None  # what docs/accessibilite.yml holds
    from_engine: frozenset[str] = frozenset()  # the paths that came with the engine
    asked: frozenset[str] = frozenset()  # what settings name of docs/, published as it is

    def exists(self, path: str) -> bool:
        """Whether a path of the repository is a file; one outside the repository never is."""
        return not path.startswith(("../", "/")) and os.path.isfile(self.root / path)  # noqa: PTH113  # unlike Path, it takes a name of any length


def read_tree(root: Path, folders: tuple[str, ...] = FOLDERS, asked: Iterable[str] = ()) -> Tree:
    """Read every content file, and those of docs/ that settings name; note what cannot be read."""
    tree, taken = Tree(root, asked=with_files_of_sheets(root, asked)), dict[str, str]()
    tree.problems += misspelt_folders(root, folders)
    for folder in folders:
        notes = Notes(folder)
        if (root / folder).is_symlink():
            notes.add("symlink")
        elif os.path.lexists(root / folder) and not _can_list(root / folder):
            notes.add("unreadable")
        tree.problems += notes.problems
        for path, entry in () if notes.problems else _entries(root / folder, folder):
            notes = Notes(path)
            # To no eye or to no other system do they differ: accents, capital letters.
            if other := taken.get(path.casefold()):
                notes.add("duplicate-slug", found=path, other=other)
            else:
                taken[path.casefold()] = path
                read_file(tree, path, entry, notes)
            tree.problems += notes.problems
    return tree


def story_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield the path and the file of every story, be it readable or not."""
    if not (root / FileKind.STORY.value).is_symlink():
        for path, entry in _entries(root / FileKind.STORY.value, FileKind.STORY.value):
            if path.endswith(".md"):
                yield path, Path(entry)


def read_leniently(file: Path) -> str:
    """Return what can be read of a text, whatever its size and its bytes."""
    text = file.read_bytes().decode("utf-8-sig", "replace")
    return unicodedata.normalize("NFC", NEW_LINE.sub("\n", text))


def _entries(folder: Path | str, path: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that a folder holds, files first; hidden ones are nobody's content."""
    try:
        with os.scandir(folder) as scanned:
            entries = [entry for entry in scanned if not is_hidden(entry.name)]
    except OSError:
        return  # no such folder: nothing to publish
    for entry in sorted(entries, key=lambda e: (e.is_dir(follow_symlinks=False), e.name)):
        here = f"{path}/{unicodedata.normalize('NFC', entry.name)}"
        listed = entry.is_dir(follow_symlinks=False) and _can_list(entry.path)
        if listed and here.count("/") < MOST_FOLDERS:
            yield from _entries(entry.path, here)
        elif here not in NOT_CONTENT:
            yield here, entry


def _can_list(folder: Path | str) -> bool:
    return os.path.isdir(folder) and os.access(folder, os.R_OK | os.X_OK)  # noqa: PTH112  # as _entries


def read_file(tree: Tree, path: str, entry: os.DirEntry[str], notes: Notes) -> None:
    if refused := next(filter(is_refused_by_windows, path.split("/")), ""):
        notes.add("windows-name", found=refused, expected=usual_name(refused))
    try:
        if entry.is_symlink():
            notes.add("symlink")
        elif entry.is_dir() and not _can_list(entry.path):
            notes.add("unreadable")
        elif entry.is_dir():
            notes.add("folder-too-deep", found=path.count("/") + 1, limit=MOST_FOLDERS)
        elif not entry.is_file():
            notes.add("unreadable")
        elif entry.name.startswith(".") and not _has_header(entry):
            pass  # nobody's content
        elif not path.isprintable():
            notes.add("bad-file-name", found=entry.name, expected=plain_name(entry.name))
        elif PICTURE.search(path) and not is_kept(path):
            tree.pictures[path] = _read_picture(entry)
        else:
            _read_source(tree, path, entry, notes)
    except OSError:
        notes.add("unreadable")


def _has_header(entry: os.DirEntry[str]) -> bool:
    """Whether a hidden file is a text like those that are published: then it is told."""
    with open(entry.path, "rb") as file:  # noqa: PTH123  # as below
        return file.read(6).removeprefix(codecs.BOM_UTF8).startswith(b"---")


def _read_source(tree: Tree, path: str, entry: os.DirEntry[str], notes: Notes) -> None:
    if is_kept(path):
        check_kept_name(path, notes)
        tree.kept |= {} if notes.problems else {path: Path(entry)}
        return
    if PUBLISHED_AS_IS.fullmatch(path) or path in tree.asked:
        tree.assets[path] = Path(entry)
        return
    if path == ACCESSIBILITY:
        tree.accessibility = _read_text(entry, notes)
        return
    kind = _kind(path)
    is_page = path.startswith("docs/") and path.endswith(".md") and not entry.name.startswith(".")
    if kind is None and not is_page:
        if not notes.problems:  # one name, one message
            notes.add("unexpected-file", found=entry.name, expected=where_it_belongs(path))
        return
    text = _read_text(entry, notes)
    if text is None:
        return
    tree.texts.add(path)
    if kind is None:
        tree.pages[path] = text
    else:
        tree.sources.append(SourceFile(kind, path, text))
        check_name(tree.sources[-1], notes)


def _kind(path: str) -> FileKind | None:
    match path.split("/"):
        case ["stories", *_, name] if name.endswith(".md"):
            return FileKind.STORY
        case ["schemes", _, "index.md"]:
            return FileKind.SCHEME
        case ["schemes", _, "kit", name] if name.endswith(".md"):
            return FileKind.KIT
        case ["docs", "contribuer", "accord.md"]:
            return FileKind.AGREEMENT
        case ["docs", "collectivites", name] if name.endswith(".md"):
            return FileKind.COLLECTIVITY
    return None


def check_name(source: SourceFile, notes: Notes) -> None:
    """Note a file or a folder whose name cannot be an address."""
    if SLUG.fullmatch(source.slug) is None and not notes.problems:  # one name, one message
        expected = slugify(source.slug) or PLAIN_NAME
        suffix = "" if source.kind is FileKind.SCHEME else ".md"
        notes.add("bad-file-name", found=source.slug + suffix, expected=expected + suffix)


def _read_text(entry: os.DirEntry[str], notes: Notes) -> str | None:
    if (size := entry.stat().st_size) > MAX_TEXT:
        notes.add("too-big", found=-(-size // 1000), limit=MAX_TEXT // 1000)
        return None
    with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123  # a third of the time of Path
        raw = file.read().removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        notes.add("not-utf8", raw.count(b"\n", 0, error.start) + 1)
        return None
    if not text.strip():
        notes.add("empty-file")
        return None
    return text if is_usual(text) else unicodedata.normalize("NFC", NEW_LINE.sub("\n", text))


def _read_picture(entry: os.DirEntry[str]) -> Picture:
    with Path(entry).open("rb") as file:
        return Picture(Path(entry), entry.stat().st_size, picture_format(file.read(16)))
