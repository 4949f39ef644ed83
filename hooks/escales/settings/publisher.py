# SPDX-License-Identifier: EUPL-1.2
"""Read who publishes the site, and say what is missing before it goes out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from escales.problems.problem import Notes, Problem
from escales.reading.header import Header, Location, dotted
from escales.reading.validation import help_for, validate
from escales.schema import Publisher
from escales.schema.publisher import AgreementSheet
from escales.settings.configuration import Configuration

CANNOT_BE_PUBLIC = (
    "Le site ne peut pas être publié à l’adresse {address} : ses pages légales ne disent pas "
    "encore qui le publie. Complétez « extra », « escales », dans mkdocs.yml :"
)
OPTIONAL = {
    ("editeur", "siren"),
    ("directeur_publication", "fonction"),
    *product(["accord"], AgreementSheet.keys()),
}


@dataclass(frozen=True, slots=True)
class MissingSetting:
    """What a legal page lacks: its key below `extra.escales`, its label, what is expected."""

    key: str
    label: str
    expected: str


def read_publisher(decisions: Header, notes: Notes) -> Publisher:
    """Return what is right of what a configuration says; note what is wrong, at its line."""
    values = {
        name: value for name, value in decisions.values.items() if name not in Publisher.other_keys
    }
    return validate(Publisher, replace(decisions, values=values), notes) or Publisher()


def missing_settings(publisher: Publisher) -> Iterator[MissingSetting]:
    """Yield what must still be said for the site to be published, in the order of the page.

    The editor's name, address and telephone, the director's name, the host's name, address and
    telephone: article 1-1 of the law 2004-575, formerly its article 6, III. How to reach the data
    protection officer: article 37 of the GDPR. The e-mail address is ours to ask: a story must be
    as simple to withdraw as it was to give.
    """
    for location, field, value in _leaves(publisher):
        if value is None and location not in OPTIONAL:
            expected = help_for(location[-1], field)
            yield MissingSetting(".".join(location), str(field.title), expected)


def note_missing_settings(publisher: Publisher, configuration: Configuration) -> list[Problem]:
    """Return a problem for each gap, at its line or where it would be written."""
    header, notes = configuration.decisions, Notes(configuration.name)
    for missing in missing_settings(publisher):
        location: Location = tuple(missing.key.split("."))
        code = "empty-value" if location in header.lines else "missing-key"
        notes.add(code, header.line(location), dotted(location), expected=missing.expected)
    return notes.problems


def _leaves(publisher: Publisher) -> Iterator[tuple[tuple[str, ...], Any, object]]:
    for name, field in type(publisher).model_fields.items():
        value = getattr(publisher, name)
        inner = getattr(type(value), "model_fields", {})
        for below, inner_field in inner.items():
            location = (str(field.alias), str(inner_field.alias))
            yield location, inner_field, getattr(value, below)
        if not inner:
            yield (str(field.alias),), field, value
