# SPDX-License-Identifier: EUPL-1.2
"""Judge each file by itself, on every core: what is wrong in it whatever the others say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from escales.checking.handwritten import judge_page
from escales.checking.text import check_text
from escales.machine.workers import spread
from escales.problems.problem import Problem
from escales.reading.disk import Source, Tree
from escales.reading.drafts import Draft, read_draft


@dataclass(frozen=True, slots=True)
class Alone:
    """What each file says alone, by its path: of a page, nothing but what is wrong in it."""

    drafts: Mapping[str, Draft]
    pages: Mapping[str, Sequence[Problem]]


_Page: TypeAlias = tuple[str, str]  # the path and the text of a page written by hand


def read_alone(tree: Tree) -> Alone:
    files: list[Source | _Page] = [*tree.pages.items(), *tree.sources]
    judged = list(spread(_judge, files))
    pages = {
        path: one for path, one in zip(tree.pages, judged, strict=False) if isinstance(one, list)
    }
    drafts = {one.source.path: one for one in judged if isinstance(one, Draft)}
    return Alone(drafts, pages)


def judge_alone(source: Source) -> Draft:
    """Read a file, and find all that is wrong in it whatever the others say."""
    draft = read_draft(source)
    known = len(draft.notes.problems)
    check_text(draft)
    draft.found = tuple(draft.notes.problems[known:])
    del draft.notes.problems[known:]
    return draft


def _judge(file: Source | _Page) -> Draft | list[Problem]:
    return judge_alone(file) if isinstance(file, Source) else judge_page(*file)
