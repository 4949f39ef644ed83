# SPDX-License-Identifier: EUPL-1.2
"""Find where the links of all texts lead, once every file is read."""

from functools import cache

from escales.problems.problem import Notes
from escales.reading.body import read_body
from escales.reading.disk import Tree
from escales.reading.drafts import Draft
from escales.reading.links import Destinations, check_links, in_repository

MISPLACED = "unexpected-file"


def check_link_targets(drafts: list[Draft], tree: Tree) -> None:
    """Note the links that lead nowhere, then the other problems of each text."""
    bodies = {draft.source.path: draft.body for draft in drafts}
    gone = {draft.source.path for draft in drafts if draft.has_left}

    @cache
    def anchors(path: str) -> set[str] | None:
        if path in gone:
            return None
        body = bodies.get(path) or read_body(tree.pages.get(path, ""), 1, Notes(path))
        return set(body.ids)

    known = Destinations(tree, anchors)
    for draft in drafts:
        targets = check_links(draft.source.path, draft.body, known, draft.notes)
        draft.targets = () if draft.has_left else tuple(targets)
        draft.notes.problems += draft.text_problems
    _forgive_linked(drafts, tree)


def _forgive_linked(drafts: list[Draft], tree: Tree) -> None:
    """Drop the problem of each misplaced file that a text shows: the text has one for it."""
    if all(problem.code != MISPLACED for problem in tree.problems):
        return
    shown = {
        in_repository(draft.source.path, link.target)
        for draft in drafts
        for link in draft.body.links
    }
    tree.problems = [
        problem
        for problem in tree.problems
        if problem.code != MISPLACED or problem.path not in shown
    ]
