# SPDX-License-Identifier: EUPL-1.2
"""Check the past versions of schemes: what was published stays what it was.

A text that changed since its version was kept is told, and stops nothing.
"""

from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from escales.content.library import Entry
from escales.problems.problem import Notes, Problem
from escales.reading.disk import FileKind, Tree
from escales.reading.sources import NoSources, SchemeSources, tree_sources
from escales.reading.version_files import SHEET
from escales.reading.versions import kept_versions, read_kept
from escales.schema import Scheme
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("checking")


def check_versions(tree: Tree) -> list[Problem]:
    """Return what is wrong with the versions that were kept, and which schemes changed since."""
    problems: list[Problem] = []
    sheets = {each.slug: each for each in tree.sources if each.kind is FileKind.SCHEME}
    for kept in kept_versions(tree):
        if kept.scheme not in sheets:
            notes = Notes(kept.folder)
            notes.add("scheme-without-index", found=kept.scheme)
            problems += notes.problems
            continue
        if f"{kept.folder}/{SHEET}" in tree.from_engine:
            continue  # its own site checks it
        sources, wrong = read_kept(kept)
        problems += wrong
        if sources:
            problems += _changes_since(sources, tree)
    return problems


def sources_today(
    tree: Tree, schemes: Iterable[Entry[Scheme]], shown: Container[str]
) -> dict[str, SchemeSources]:
    """Return the files of each scheme as they are today; of its pictures, those that are shown."""
    pictures = {path: each for path, each in tree.pictures.items() if path in shown}
    tree = replace(tree, pictures=pictures)
    found = {}
    for each in schemes:
        with suppress(NoSources):  # while somebody writes who bears it
            found[each.slug] = tree_sources(tree, each.slug, each.facts.bearer)
    return found


def changed_paths(kept: SchemeSources, today: SchemeSources) -> list[str]:
    """Return the paths of the files that differ, in order; the page of the bearer is not counted.

    That one changes for reasons of its own: a headcount, another scheme.
    """
    paths = sorted({*kept.files, *today.files} - {kept.bearer_page, today.bearer_page})
    return [path for path in paths if kept.files.get(path) != today.files.get(path)]


def _changes_since(kept: SchemeSources, tree: Tree) -> Iterator[Problem]:
    try:
        today = tree_sources(tree, kept.slug)
    except NoSources:
        return  # told already: it names nobody who bears it
    if today.version == kept.version and (paths := changed_paths(kept, today)):
        notes, changed = Notes(kept.sheet), counted(len(paths), *phrases["changed_files"])
        notes.add("changed-since-version", found=changed, version=kept.version, scheme=kept.slug)
        yield from notes.problems
