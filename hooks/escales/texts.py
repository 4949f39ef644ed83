"""Check the text of each file: its links, its sections, the fields of a kit document."""

from collections import defaultdict

from escales.body import placeholders, read_body
from escales.drafts import Draft
from escales.links import check_links
from escales.messages import write_one_of
from escales.problems import Notes
from escales.read import Kind, Tree
from escales.sections import check_sections
from escales.spelling import nearest
from escales.vocabulary import SCHEME_SECTIONS, STORY_LAST_SECTIONS, STORY_SECTIONS


def check_texts(drafts: list[Draft], tree: Tree) -> None:
    bodies = {draft.source.path: draft.body for draft in drafts}

    def anchors(path: str) -> set[str]:
        body = bodies.get(path) or read_body(tree.pages.get(path, ""), 1, Notes(path))
        return body.anchors

    for draft in drafts:
        path, body, notes = draft.source.path, draft.body, draft.notes
        draft.targets = tuple(check_links(path, body, tree, anchors, notes))
        if draft.header is None:
            continue  # where the text begins is not known: its sections would be reported twice
        _check_shape(draft)


def _check_shape(draft: Draft) -> None:
    match draft.source.kind:
        case Kind.STORY if draft.written(("retrait_le",)):
            pass  # a withdrawn story may be emptied
        case Kind.STORY:
            check_sections(draft.body, STORY_SECTIONS, draft.notes, optional=STORY_LAST_SECTIONS)
        case Kind.SCHEME:
            check_sections(draft.body, SCHEME_SECTIONS, draft.notes, opening=True)
        case Kind.KIT:
            _check_fields(draft)
        case _ if not draft.body.text.strip():
            draft.notes.add("text-empty", draft.body.line)


def _check_fields(draft: Draft) -> None:
    declared = draft.written(("champs",))
    fields = list(declared) if isinstance(declared, dict) else []
    used: defaultdict[str, list[int]] = defaultdict(list)
    for name, line in placeholders(draft.body):
        used[name].append(line)
    for name, lines in used.items():
        if name not in fields:
            expected = write_one_of(fields, nearest(name, fields))
            draft.notes.add("placeholder-undeclared", lines[0], found=name, expected=expected)
    for name in fields:
        if name not in used:
            line = draft.line(("champs", name))
            draft.notes.add("field-unused", line, f"champs.{name}", found=name)
