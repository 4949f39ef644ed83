# SPDX-License-Identifier: EUPL-1.2
"""Check the text of each file: its links, its sections, the fields of a kit document."""

from collections import defaultdict

from escales.body import placeholders, read_body
from escales.drafts import Draft
from escales.links import check_links, in_repository
from escales.messages import write_one_of
from escales.outlines import SCHEME_OUTLINE, STORY_OUTLINE
from escales.privacy import check_privacy
from escales.problems import Notes
from escales.read import Kind, Tree
from escales.schema import KitField
from escales.sections import check_sections, note_titles
from escales.spelling import nearest

# The kinds of files whose text has sections of its own.
OUTLINES = {Kind.STORY: STORY_OUTLINE, Kind.SCHEME: SCHEME_OUTLINE}


def check_texts(drafts: list[Draft], tree: Tree) -> None:
    bodies = {draft.source.path: draft.body for draft in drafts}

    gone = {draft.source.path for draft in drafts if draft.has_left}

    def anchors(path: str) -> set[str] | None:
        if path in gone:
            return None
        body = bodies.get(path) or read_body(tree.pages.get(path, ""), 1, Notes(path))
        return body.anchors

    for draft in drafts:
        path, body, notes = draft.source.path, draft.body, draft.notes
        targets = tuple(check_links(path, body, tree, anchors, notes))
        draft.targets = () if draft.has_left else targets
        crowded = any(problem.code == "too-crowded" for problem in notes.problems)
        if not crowded:
            check_privacy(draft)
        if draft.header is None or crowded:
            continue  # what is not known, or not read, would be reported twice
        _check_shape(draft)
    _forgive_linked(drafts, tree)


def _forgive_linked(drafts: list[Draft], tree: Tree) -> None:
    """Leave to the texts that show them the pictures of a wrong format: one cause, one message."""
    shown = {
        in_repository(draft.source.path, link.target)
        for draft in drafts
        for link in draft.body.links
    }
    tree.problems = [
        problem
        for problem in tree.problems
        if problem.code != "unexpected-file" or problem.path not in shown
    ]


def _check_shape(draft: Draft) -> None:
    match draft.source.kind:
        case Kind.STORY if draft.is_withdrawn:
            pass  # it has no text any more
        case Kind.STORY:
            check_sections(draft.body, OUTLINES[Kind.STORY], draft.notes)
        case Kind.SCHEME:
            check_sections(draft.body, OUTLINES[Kind.SCHEME], draft.notes)
        case Kind.KIT | Kind.AGREEMENT:
            note_titles(draft.body, draft.notes)
            _check_fields(draft)
        case Kind.COLLECTIVITY:
            note_titles(draft.body, draft.notes)
            if not draft.body.text.strip():
                draft.notes.add("text-empty", draft.body.line)


def _check_fields(draft: Draft) -> None:
    declared = draft.written(("champs",)) or {}
    if not isinstance(declared, dict):
        return  # noted already
    fields = list(declared)
    for name, description in declared.items():
        if not description:  # as an optional key left empty, it would go unseen by the schema
            line, hint = draft.line(("champs", name)), str(KitField.keys()["libelle"].description)
            draft.notes.add("empty-value", line, f"champs.{name}", expected=hint)
    used: defaultdict[str, list[int]] = defaultdict(list)
    for name, line in placeholders(draft.body):
        used[name].append(line)
    meant = set()
    for name, lines in used.items():
        if name not in fields:
            near = nearest(name, (field for field in fields if field not in used))
            meant.add(near)
            expected = write_one_of(fields, near)
            draft.notes.add("placeholder-undeclared", lines[0], found=name, expected=expected)
    for name in fields:
        if name not in used and name not in meant:
            line = draft.line(("champs", name))
            draft.notes.add("field-unused", line, f"champs.{name}", found=name)
