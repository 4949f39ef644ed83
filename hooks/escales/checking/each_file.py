# SPDX-License-Identifier: EUPL-1.2
"""Read each file by itself: what no other file changes is made once, and kept.

It is made of nothing but the kind, the path and the text of the file, and of the program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from escales.build_cache import BuildCache
from escales.checking.handwritten import judge_page
from escales.checking.text import check_text
from escales.kept import as_kept, of_kept, plain_problems, problems_of, recalled
from escales.kept_drafts import draft_of, kept_draft
from escales.machine.fingerprint import content_fingerprint
from escales.machine.utf8 import as_bytes
from escales.machine.workers import spread
from escales.problems.problem import Problem
from escales.reading.disk import Source, Tree
from escales.reading.drafts import Draft, read_draft


@dataclass(frozen=True, slots=True)
class Alone:
    """What each file says by itself, by its path: of a page, nothing but what is wrong in it."""

    drafts: Mapping[str, Draft]
    pages: Mapping[str, Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class _Page:
    """A page written by hand."""

    path: str
    text: str


_File: TypeAlias = Source | _Page


def read_alone(tree: Tree, cache: BuildCache) -> Alone:
    """Return what is kept of each file; what is not is made now, on every core."""
    files: list[_File] = [_Page(path, text) for path, text in tree.pages.items()]
    files += tree.sources
    cache.fetch([_key(file, cache) for file in files])
    known = {file.path: _recalled(file, cache) for file in files}
    missing = [file for file in files if known[file.path] is None]
    for file, made in zip(missing, spread(_made, missing), strict=True):
        cache.put(_key(file, cache), made)
        known[file.path] = _read(file, made)
    drafts = {path: one for path, one in known.items() if isinstance(one, Draft)}
    return Alone(drafts, {path: one for path, one in known.items() if isinstance(one, list)})


def judge_alone(source: Source) -> Draft:
    """Read a file, and find all that is wrong in it whatever the others say."""
    draft = read_draft(source)
    known = len(draft.notes.problems)
    check_text(draft)
    draft.found = tuple(draft.notes.problems[known:])
    del draft.notes.problems[known:]
    return draft


def _key(file: _File, cache: BuildCache) -> bytes:
    if isinstance(file, Source):
        return cache.key("draft", file.kind.value, file.path, file.fingerprint)
    return cache.key("page", file.path, content_fingerprint(as_bytes(file.text)))


def _recalled(file: _File, cache: BuildCache) -> Draft | list[Problem] | None:
    return recalled(cache, _key(file, cache), lambda kept: _read(file, kept))


def _made(file: _File) -> bytes:
    if isinstance(file, Source):
        return kept_draft(judge_alone(file))
    return as_kept(plain_problems(judge_page(file.path, file.text)))


def _read(file: _File, kept: bytes) -> Draft | list[Problem]:
    if isinstance(file, Source):
        return draft_of(file, kept)
    return problems_of(file.path, of_kept(kept))
