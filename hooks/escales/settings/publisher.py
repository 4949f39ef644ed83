# SPDX-License-Identifier: EUPL-1.2
"""Read in mkdocs.yml who publishes the site, and tell what is missing before it goes out."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from escales.machine.text_yaml import LOADER
from escales.problems.problem import Notes, Problem
from escales.reading.header import Header, Location, Value, dotted
from escales.reading.validation import help_for, validate
from escales.schema import Publisher

PLACE = ("extra", "escales")
FROM_ENVIRONMENT = "!ENV"
CANNOT_BE_PUBLIC = (
    "Le site ne peut pas être publié à l’adresse {address} : ses pages légales ne disent pas "
    "encore qui le publie. Complétez « extra », « escales », dans mkdocs.yml :"
)
OPTIONAL = {("editeur", "siren"), ("directeur_publication", "fonction")}


@dataclass(frozen=True, slots=True)
class MissingSetting:
    """What a legal page lacks: its key below `extra.escales`, its label, what is expected."""

    key: str
    label: str
    expected: str


def read_publisher(file: Path, notes: Notes) -> Publisher:
    """Return what is right of what a configuration says; note what is wrong, at its line.

    Every value is text until the schema converts it: to YAML, 0353010000 is another number.
    """
    header = read_settings(file)
    header.values = {
        name: value for name, value in header.values.items() if name not in Publisher.other_keys
    }
    return validate(Publisher, header, notes) or Publisher()


def missing_settings(publisher: Publisher) -> Iterator[MissingSetting]:
    """Yield what must still be told for the site to be published, in the order of the page.

    The editor's name, address and telephone, the director's name, the host's name, address and
    telephone: article 1-1 of the law 2004-575, formerly its article 6, III. How to reach the data
    protection officer: article 37 of the GDPR. The e-mail address is ours to ask: a story must be
    as simple to withdraw as it was to give.
    """
    for location, field, value in _leaves(publisher):
        if value is None and location not in OPTIONAL:
            expected = help_for(location[-1], field)
            yield MissingSetting(".".join(location), str(field.title), expected)


def note_missing_settings(publisher: Publisher, file: Path) -> list[Problem]:
    """Return a problem for each gap, at its line or where it would be written."""
    header, notes = read_settings(file), Notes(file.name)
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


def read_settings(file: Path) -> Header:
    """Return `extra.escales` of a configuration as text, over that of the one it inherits from.

    A file that cannot be read is for MkDocs to tell; a line is 1 when another file says the value.
    """
    header = Header({}, {}, 1)
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), LOADER) if file.is_file() else None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return header
    inherited = _below(root, "INHERIT")
    above: Mapping[str, Value] = {}
    if isinstance(inherited, yaml.ScalarNode) and inherited.value != file.name:
        above = read_settings(file.parent / inherited.value).values
    node = root
    for step in PLACE:
        node = _below(node, step)
        header.first_line = node.start_mark.line if node else header.first_line
    found = _read(node, (), header.lines) if isinstance(node, yaml.MappingNode) else {}
    header.values = _over(above, found if isinstance(found, dict) else {})
    return header


def _below(node: yaml.Node | None, step: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == step), None)


def _read(node: yaml.Node, location: Location, lines: dict[Location, int]) -> Value:
    """Return the value of a node, every scalar as text, and note the line of each key."""
    if node.tag == FROM_ENVIRONMENT:
        return _from_environment(node)
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Value] = {}
        for key, value in node.value:
            name = str(key.value)
            lines[*location, name] = key.start_mark.line + 1
            found[name] = _read(value, (*location, name), lines)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_read(item, (*location, place), lines) for place, item in enumerate(node.value)]
    return "" if node.value in {"null", "~"} else str(node.value)


def _from_environment(node: yaml.Node) -> str:
    """Read `!ENV NAME` and `!ENV [NAME, OTHER, default]` as MkDocs does, but as text."""
    several = isinstance(node, yaml.SequenceNode)
    names = [str(item.value) for item in node.value] if several else [str(node.value)]
    default = names.pop() if len(names) > 1 else ""
    return next((os.environ[name] for name in names if name in os.environ), default)


def _over(above: Mapping[str, Value], found: Mapping[str, Value]) -> dict[str, Value]:
    """Return mappings put over one another, as MkDocs does with what it inherits."""
    merged = dict(above)
    for key, value in found.items():
        under = merged.get(key)
        merged[key] = (
            _over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
        )
    return merged
