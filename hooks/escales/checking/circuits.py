# SPDX-License-Identifier: EUPL-1.2
"""Check that each step of a scheme's circuit names a document of its kit."""

from collections.abc import Iterable

from escales.reading.disk import FileKind
from escales.reading.drafts import Draft
from escales.reading.header import Location, dotted
from escales.schema import Scheme
from escales.words.choices import write_one_of
from escales.words.spelling import nearest


def check_circuits(drafts: Iterable[Draft]) -> None:
    """Note each document that a step names and the kit lacks."""
    drafts = list(drafts)
    documents = [draft.source for draft in drafts if draft.source.kind is FileKind.KIT]
    for draft in drafts:
        if not isinstance(draft.facts, Scheme):
            continue
        kit = sorted(each.slug for each in documents if each.scheme == draft.source.slug)
        for place, step in enumerate(draft.facts.circuit):
            name = step.document
            if name is not None and name not in kit:
                at: Location = ("circuit", place, "document")
                expected = write_one_of(kit, nearest(name, kit))
                line, key = draft.line(at), dotted(at)
                draft.notes.add("document-unknown", line, key, found=name, expected=expected)
