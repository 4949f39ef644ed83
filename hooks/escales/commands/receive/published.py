# SPDX-License-Identifier: EUPL-1.2
"""Find by itself which received stories are published: nobody has to say so."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from escales.commands.receive.register import Entry, Register, State
from escales.reading.disk import FileKind, SourceFile, read_tree
from escales.reading.drafts import read_draft
from escales.reading.git import ask_git, names_in
from escales.schema import Story

BRANCHES = ("origin/main", "origin/master", "main", "master")  # the first that there is


def follow(register: Register, root: Path) -> list[Entry]:
    """Return the entries, each at the state that the library gives away."""
    entries = register.entries()
    waiting = [each for each in entries if each.story and each.state is not State.PUBLISHED]
    if waiting:
        published = _published(root, waiting)
        for entry in waiting:
            if entry.number in published:
                done = replace(entry, state=State.PUBLISHED, story=published[entry.number])
                register.save(done)
                entries[entries.index(entry)] = done
    return entries


def _published(root: Path, entries: Sequence[Entry]) -> dict[int, str]:
    """Return the path of each story that is on the branch that is published, by its number.

    Without git, that of each one that is in the library and was reread.
    """
    stories = [each for each in read_tree(root).sources if each.kind is FileKind.STORY]
    paths = {each.slug: each.path for each in stories}
    names = {entry.number: Path(entry.story).stem for entry in entries}
    if not paths.keys() >= {*names.values()}:  # one was renamed: only then is every header read
        paths = {name: each.path for each in stories for name in _former_names(each)} | paths
    on_branch = _paths_on_branch(root)
    found = {}
    for entry in entries:
        path = paths.get(names[entry.number])
        if path and (path in on_branch if on_branch else entry.state is State.REREAD):
            found[entry.number] = path
    return found


def _former_names(source: SourceFile) -> Iterable[str]:
    facts = read_draft(source).facts
    return facts.former_slugs if isinstance(facts, Story) else ()


def _paths_on_branch(root: Path) -> set[str]:
    for branch in BRANCHES:
        command = ("ls-tree", "-r", "-z", "--name-only", branch, "--", "stories")
        if names := names_in(ask_git(root, *command)):
            return set(names)
    return set()
