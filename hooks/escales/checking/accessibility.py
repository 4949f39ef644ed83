# SPDX-License-Identifier: EUPL-1.2
"""Read `docs/accessibilite.yml`, and say at its lines what is wrong there."""

from datetime import date

from escales.checking.days import note_days_to_come
from escales.problems.problem import Notes
from escales.reading.disk import Tree
from escales.reading.header import read_header
from escales.reading.hidden_characters import without_hidden_characters
from escales.reading.validation import validate
from escales.schema.accessibility import Accessibility


def read_accessibility(tree: Tree, notes: Notes, today: date) -> Accessibility | None:
    """Return what the file says; None when there is none, or when it is wrong."""
    if tree.accessibility is None:
        return None
    text = without_hidden_characters(tree.accessibility, notes)
    header = read_header(text, 1, notes)
    if header is None:
        return None
    facts = validate(Accessibility, header, notes)
    note_days_to_come(header, Accessibility, today, notes)
    return facts if not notes.problems else None
