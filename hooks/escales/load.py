# SPDX-License-Identifier: EUPL-1.2
"""Load the whole content: one Library where every reference leads somewhere, or every problem."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from escales.addresses import RESERVED, uri_of
from escales.drafts import Draft, by_slug, read_draft
from escales.header import split_header
from escales.library import Entry, Library
from escales.marks import check_marks
from escales.privacy import check_recognition
from escales.problems import InvalidContent, Notes, Problem, in_order
from escales.read import Kind, Tree, read_tree
from escales.references import check_references
from escales.rules import CONFIGURATION, Rules, read_rules
from escales.schema import HandWritten, Story
from escales.texts import check_texts
from escales.validation import validate

# The folders of the site where every page is made from the content.
MADE = ("docs/recits/", "docs/dispositifs/", "docs/collectivites/")


def load(root: Path, rules: Rules | None = None) -> Library:
    """Read and check everything under `root`; raise InvalidContent with every problem of it."""
    rules = rules or read_rules(root / CONFIGURATION)
    tree = read_tree(root)
    drafts = [read_draft(source) for source in tree.sources]
    check_names(drafts)
    check_references(drafts)
    check_texts(drafts, tree)
    check_recognition(drafts, rules)
    problems = tree.problems + [problem for draft in drafts for problem in draft.notes.problems]
    problems += _check_pages(tree) + _check_pictures(tree)
    if any(problem.stops for problem in problems):
        raise InvalidContent(problems)
    return replace(_library(drafts, tree), notices=tuple(in_order(problems)))


def check(root: Path, rules: Rules | None = None) -> list[Problem]:
    """Return every problem of the content, in the order of the files and their lines."""
    try:
        return list(load(root, rules).notices)
    except InvalidContent as invalid:
        return invalid.problems


def check_names(drafts: list[Draft]) -> None:
    """Note names that the site uses itself, and those that two files would share."""
    taken: dict[tuple[Kind, str], str] = {}
    for draft in drafts:
        source = draft.source
        if source.slug in RESERVED.get(source.kind.value, ()):
            draft.notes.add("reserved-name", found=source.slug)
        if source.kind is not Kind.KIT:
            other = taken.setdefault((source.kind, source.slug), source.path)
            if other != source.path:
                draft.notes.add("duplicate-slug", found=source.slug, other=other)
    stories = {slug: path for (kind, slug), path in taken.items() if kind is Kind.STORY}
    schemes = by_slug(Kind.SCHEME, drafts)
    for draft in drafts:
        _check_former_names(draft, stories)
        if draft.source.kind is Kind.KIT and draft.source.scheme not in schemes:
            draft.notes.add("scheme-without-index", found=draft.source.scheme)


def _check_former_names(draft: Draft, taken: dict[str, str]) -> None:
    """Note the former addresses of a story that the site or another one holds, or its own."""
    if isinstance(draft.facts, Story):
        line = draft.line(("anciens_slugs",))
        for slug in draft.facts.former_slugs:
            other = taken.setdefault(slug, draft.source.path)
            if slug in RESERVED["stories"]:
                draft.notes.add("reserved-name", line, "anciens_slugs", found=slug)
            elif other != draft.source.path or slug == draft.source.slug:
                draft.notes.add("duplicate-slug", line, "anciens_slugs", found=slug, other=other)


def _library(drafts: list[Draft], tree: Tree) -> Library:
    entries: defaultdict[Kind, list[Entry[Any]]] = defaultdict(list)
    for draft in drafts:
        entries[draft.source.kind].append(_entry(draft))
    kits: defaultdict[str, list[Entry[Any]]] = defaultdict(list)
    for document in entries[Kind.KIT]:
        kits[document.path.split("/")[1]].append(document)
    return Library(
        stories=tuple(sorted(entries[Kind.STORY], key=_newest_first)),
        schemes={entry.slug: entry for entry in entries[Kind.SCHEME]},
        kits={scheme: tuple(documents) for scheme, documents in kits.items()},
        collectivities={entry.slug: entry for entry in entries[Kind.COLLECTIVITY]},
        pages=tree.pages,
        files=_files(drafts, tree),
        agreement=next(iter(entries[Kind.AGREEMENT]), None),
    )


def _files(drafts: list[Draft], tree: Tree) -> dict[str, Path]:
    """Return, by uri, the pictures that a text shows and all files of docs/ that are no text."""
    shown = {target for draft in drafts for target in draft.targets}
    pictures = {path: picture.file for path, picture in tree.pictures.items()}
    return {
        uri: file
        for path, file in (pictures | tree.assets).items()
        if (uri := uri_of(path)) and (uri in shown or path.startswith("docs/"))
    }


def _check_pages(tree: Tree) -> list[Problem]:
    """Return what is wrong in the pages written by hand."""
    problems: list[Problem] = []
    for path, text in tree.pages.items():
        notes = Notes(path)
        if path.startswith(MADE):
            notes.add("reserved-name", found=path.removeprefix("docs/"))
        check_marks(text, notes)
        if text.startswith("---"):
            header, _, _ = split_header(text, notes)
            if header:
                validate(HandWritten, header, notes)
        problems += notes.problems
    return problems


def _check_pictures(tree: Tree) -> list[Problem]:
    """Return the pictures that would take the place of another one."""
    problems: list[Problem] = []
    taken: dict[str | None, str] = {}
    for path in tree.pictures:
        other = taken.setdefault(uri_of(path), path)
        if other != path:
            notes = Notes(path)
            notes.add("duplicate-slug", found=uri_of(path), other=other)
            problems += notes.problems
    return problems


def _newest_first(story: Entry[Story]) -> tuple[int, str]:
    return -story.facts.published_on.toordinal(), story.slug


def _entry(draft: Draft) -> Entry[Any]:
    source = draft.source
    uri = uri_of(source.path) or ""
    return Entry(source.slug, source.path, uri, draft.facts, draft.body, draft.targets)
