# SPDX-License-Identifier: EUPL-1.2
"""Check the text of a file: personal data, its sections, the fields of a document."""

import re
from collections import defaultdict

from escales.checking.link_texts import check_link_texts
from escales.checking.parts import check_parts
from escales.checking.pasted_text import check_pasted
from escales.checking.privacy import check_privacy
from escales.checking.sections import check_sections, note_titles
from escales.reading.body import placeholders
from escales.reading.disk import FileKind
from escales.reading.drafts import Draft
from escales.reading.lines import Lines
from escales.schema import KitField
from escales.schema.sections import IDEA_OUTLINE, SCHEME_OUTLINE, STORY_OUTLINE, Outline
from escales.words.choices import write_one_of
from escales.words.spelling import nearest, slugify
from escales.words.vocabulary import Maturity

# A line that `escales new` writes under a title, to be replaced by an answer.
GUIDE_LEFT = re.compile(r"^[ ]{0,3}>[ ]?À remplir[ \u00a0]:", re.MULTILINE)


def outline_of(draft: Draft) -> Outline | None:
    """Return the sections that a file must have, if its kind has any."""
    match draft.source.kind:
        case FileKind.STORY:
            return STORY_OUTLINE
        case FileKind.SCHEME if slugify(str(draft.value_at(("maturite",)))) == Maturity.IDEA:
            return IDEA_OUTLINE
        case FileKind.SCHEME:
            return SCHEME_OUTLINE
    return None


def check_text(draft: Draft) -> None:
    """Note what is wrong in a text, without looking at any other file."""
    if any(problem.code == "too-crowded" for problem in draft.notes.problems):
        return  # its headings and links were not read: the checks below would all fail
    check_privacy(draft)
    check_link_texts(draft.body, draft.notes)
    _note_guides(draft)
    if draft.source.kind is FileKind.STORY:
        check_pasted(draft.body, draft.notes)
    if draft.header is not None:
        _check_shape(draft)


def _note_guides(draft: Draft) -> None:
    """Note each question that waits for its answer, under its title."""
    text = draft.body.text
    if ">" not in text or "À remplir" not in text:  # one sign is found far faster than a word
        return
    lines = Lines(text, draft.body.line)
    for guide in GUIDE_LEFT.finditer(text):
        draft.notes.add("guide-left", lines.at(guide.start()))


def _check_shape(draft: Draft) -> None:
    outline = outline_of(draft)
    match draft.source.kind:
        case FileKind.STORY if draft.is_withdrawn:
            pass  # it has no text any more
        case FileKind.STORY | FileKind.SCHEME if outline:
            check_sections(draft.body, outline, draft.notes)
        case FileKind.KIT | FileKind.AGREEMENT:
            note_titles(draft.body, draft.notes)
            check_parts(draft.body, draft.notes)
            _check_fields(draft)
        case FileKind.COLLECTIVITY:
            note_titles(draft.body, draft.notes)
            if not draft.body.text.strip():
                draft.notes.add("text-empty", draft.body.line)


def _check_fields(draft: Draft) -> None:
    declared = draft.value_at(("champs",)) or {}
    if not isinstance(declared, dict):
        return  # noted already
    fields = list(declared)
    for name, description in declared.items():
        if not description:  # as an optional key left empty, it would go unseen by the schema
            line, hint = draft.line(("champs", name)), str(KitField.keys()["libelle"].description)
            draft.notes.add("empty-value", line, f"champs.{name}", expected=hint)
    _check_labels(draft, fields)
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


def _check_labels(draft: Draft, fields: list[str]) -> None:
    """Note two fields that are called the same: one answer would fill both."""
    labelled: dict[str, str] = {}
    for name in fields:
        label = str(draft.value_at(("champs", name, "libelle")) or "").strip()
        if label and (other := labelled.setdefault(slugify(label), name)) != name:
            line = draft.line(("champs", name, "libelle"))
            draft.notes.add("label-twice", line, f"champs.{name}.libelle", found=label, other=other)
