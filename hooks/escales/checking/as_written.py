# SPDX-License-Identifier: EUPL-1.2
"""Load what somebody is writing, again and again: only what changed is read or judged anew."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from escales.checking.accessibility import read_accessibility
from escales.checking.each_file import JudgedFiles, judge_file, judge_files
from escales.checking.engine_content import read_content
from escales.checking.load import judge_together, make_library
from escales.checking.unfinished import set_aside
from escales.content.accessibility import make_statement
from escales.content.library import Library
from escales.machine.garbage import without_garbage_collection
from escales.problems.problem import Notes, in_order
from escales.reading.disk import ACCESSIBILITY, Tree
from escales.reading.own_folders import stop_at_own_folders
from escales.reading.read_again import read_again
from escales.settings.rules import Rules


@dataclass(frozen=True, slots=True)
class Content:
    """All files as they were read, each judged alone."""

    tree: Tree
    judged: JudgedFiles


@without_garbage_collection()
def read_as_written(root: Path, rules: Rules, before: Content | None = None) -> Content:
    """Read everything; judge the files that are not as they were before.

    Raise InvalidContent when the folders themselves are at fault.
    """
    stop_at_own_folders(root)
    tree = read_content(root, rules)
    known = before.judged.drafts if before else {}
    return Content(tree, judge_files(tree, rules.extensions, known))


def with_stories_again(content: Content, paths: Iterable[str]) -> Content | None:
    """Return the content with some stories as they are now; None if it is not they alone.

    Each must have been read before, and still be a file.
    """
    tree, drafts = content.tree, dict(content.judged.drafts)
    for path in paths:
        again = read_again(tree, path)
        if again is None:
            return None
        tree = again
        drafts |= {each.path: judge_file(each) for each in tree.sources if each.path == path}
    return Content(tree, replace(content.judged, drafts=drafts))


@without_garbage_collection()
def library_as_written(content: Content, rules: Rules) -> Library:
    """Judge all files together: what is at fault is set aside, and the rest stays whole.

    Raise InvalidContent only when the fault is in no file of the content.
    """
    tree = content.tree
    drafts, sizes, problems = judge_together(tree, content.judged, rules)
    written = set_aside(drafts, tree, problems)
    accessibility = read_accessibility(tree, Notes(ACCESSIBILITY), rules.today)
    return replace(
        make_library(written.drafts, replace(tree, pages=written.pages), sizes),
        notices=tuple(in_order(problem for problem in problems if not problem.stops)),
        unfinished=written.unfinished,
        accessibility=make_statement(accessibility, rules.today),
    )
