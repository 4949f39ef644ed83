# SPDX-License-Identifier: EUPL-1.2
"""Judge each file without looking at the others, on every core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from escales.checking.handwritten import judge_page
from escales.checking.privacy.lexicon import privacy_lexicon
from escales.checking.text import check_text
from escales.machine.progress import shown
from escales.machine.workers import map_on_all_cores
from escales.problems.problem import Problem
from escales.reading.disk import SourceFile, Tree
from escales.reading.drafts import Draft, read_draft
from escales.settings.extensions import PageExtensions
from escales.words.phrases import phrases_of

phrases = phrases_of("checking")


@dataclass(frozen=True, slots=True)
class JudgedFiles:
    """The draft of each content file, and the problems of each page written by hand, by path."""

    drafts: Mapping[str, Draft]
    pages: Mapping[str, Sequence[Problem]]


def judge_files(
    tree: Tree, extensions: PageExtensions, known: Mapping[str, Draft] = MappingProxyType({})
) -> JudgedFiles:
    """Judge each file; the draft of one that is as it was when it was judged is taken as it is."""
    privacy_lexicon()  # compiled once for all the workers, which are copies
    pairs_before = ((each, known.get(each.path)) for each in tree.sources)
    drafts = {each.path: draft for each, draft in pairs_before if draft and draft.source == each}
    new = [each for each in tree.sources if each.path not in drafts]
    judged = map_on_all_cores(_judge_for_sending, new)  # the workers begin now
    pages = {path: judge_page(path, text, extensions) for path, text in tree.pages.items()}
    pairs = zip(new, judged, strict=True)
    for source, draft in shown(pairs, phrases.progress, len(new)):
        draft.source = source
        drafts[source.path] = draft
    return JudgedFiles(drafts, pages)


def _judge_for_sending(source: SourceFile) -> Draft:
    """Judge a file, and leave out its text, which whoever asked has: half of what would be sent."""
    draft = judge_file(source)
    draft.source = replace(source, text="")
    return draft


def judge_file(source: SourceFile) -> Draft:
    """Read a file and check its text; `text_problems` are those of the second step."""
    draft = read_draft(source)
    of_reading = len(draft.notes.problems)
    check_text(draft)
    draft.text_problems = tuple(draft.notes.problems[of_reading:])
    del draft.notes.problems[of_reading:]
    return draft
