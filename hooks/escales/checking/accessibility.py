# SPDX-License-Identifier: EUPL-1.2
"""Read `docs/accessibilite.yml`, and say at its lines what is wrong there."""

from datetime import date

from escales.content.accessibility import Statement, make_statement
from escales.problems.problem import Notes, Problem
from escales.reading.disk import ACCESSIBILITY, Tree
from escales.reading.header import read_header
from escales.reading.hidden_characters import without_hidden_characters
from escales.reading.validation import validate
from escales.schema.accessibility import Accessibility


def check_accessibility(tree: Tree) -> list[Problem]:
    """Return what is wrong in the file, if there is one."""
    notes = Notes(ACCESSIBILITY)
    _read(tree, notes)
    return notes.problems


def state_accessibility(tree: Tree, today: date) -> Statement:
    """Return what a file that is right lets the site say on a day."""
    return make_statement(_read(tree, Notes(ACCESSIBILITY)), today)


def _read(tree: Tree, notes: Notes) -> Accessibility | None:
    if tree.accessibility is None:
        return None
    header = read_header(without_hidden_characters(tree.accessibility, notes), 1, notes)
    return validate(Accessibility, header, notes) if header else None
