# SPDX-License-Identifier: EUPL-1.2
"""Read `docs/accessibilite.yml`, and say at its lines what is wrong there."""

from escales.problems.problem import Notes
from escales.reading.disk import Tree
from escales.reading.header import read_header
from escales.reading.hidden_characters import without_hidden_characters
from escales.reading.validation import validate
from escales.schema.accessibility import Accessibility


def read_accessibility(tree: Tree, notes: Notes) -> Accessibility | None:
    """Return what the file says; None when there is none, or when it is wrong."""
    if tree.accessibility is None:
        return None
    header = read_header(without_hidden_characters(tree.accessibility, notes), 1, notes)
    return validate(Accessibility, header, notes) if header else None
