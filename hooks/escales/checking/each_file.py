# SPDX-License-Identifier: EUPL-1.2
"""Judge each file by itself, on every core: what is wrong in it whatever the others say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from escales.checking.handwritten import judge_page
from escales.checking.text import check_text
from escales.machine.workers import map_on_all_cores
from escales.problems.problem import Problem
from escales.reading.disk import SourceFile, Tree
from escales.reading.drafts import Draft, read_draft


@dataclass(frozen=True, slots=True)
class JudgedFiles:
    """What each file says alone, by its path: of a page, nothing but what is wrong in it."""

    drafts: Mapping[str, Draft]
    pages: Mapping[str, Sequence[Problem]]


_Page: TypeAlias = tuple[str, str]  # the path and the text of a page written by hand


def judge_files(tree: Tree) -> JudgedFiles:
    files: list[SourceFile | _Page] = [*tree.pages.items(), *tree.sources]
    judged = list(map_on_all_cores(_judge, files))
    pages = {
        path: one for path, one in zip(tree.pages, judged, strict=False) if isinstance(one, list)
    }
    drafts = {one.source.path: one for one in judged if isinstance(one, Draft)}
    return JudgedFiles(drafts, pages)


def judge_file(source: SourceFile) -> Draft:
    """Read a file, and find all that is wrong in it whatever the others say."""
    draft = read_draft(source)
    known = len(draft.notes.problems)
    check_text(draft)
    draft.text_problems = tuple(draft.notes.problems[known:])
    del draft.notes.problems[known:]
    return draft


def _judge(file: SourceFile | _Page) -> Draft | list[Problem]:
    return judge_file(file) if isinstance(file, SourceFile) else judge_page(*file)
