# SPDX-License-Identifier: EUPL-1.2
"""The columns of published tables: name, meaning, type and example, from the models."""

from collections import ChainMap
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from escales.schema import Facts, takes_several
from escales.schema.annotations import may_be_missing, value_type
from escales.schema.durations import Duration
from escales.schema.shares import Share
from escales.words.vocabulary import Term

TYPES: dict[type, str] = {
    str: "string",
    Share: "string",
    int: "integer",
    bool: "boolean",
    date: "date",
    Duration: "duration",  # ISO 8601, as `Duration.iso` writes it
}


@dataclass(frozen=True)
class Column:
    """A column of a table, or a key of an object in it.

    `type` is one of TYPES, or "object"; `inner` are the keys of an object.
    """

    name: str
    label: str
    hint: str
    type: str
    many: bool  # a list of them, which may be empty
    optional: bool  # null in JSON, an empty cell in CSV
    terms: tuple[Term, ...]  # of its closed list
    inner: tuple["Column", ...]
    source: FieldInfo = field(repr=False, compare=False)

    @cached_property
    def example(self) -> Any:  # noqa: ANN401  # JSON
        """The example of the field, as JSON publishes it."""
        if self.inner:
            keys = {column.name: column.example for column in self.inner}
            return [keys] if self.many else keys
        # Annotated wants one annotation at least; pydantic ignores the label.
        kind: Any = Annotated[self.source.annotation, self.label, *self.source.metadata]
        adapter = TypeAdapter[Any](kind)
        text = (self.source.examples or [""])[0]
        value = [item.strip() for item in text.strip("[]").split(",")] if self.many else text
        return adapter.dump_python(adapter.validate_python(value), mode="json")


def columns(names: str, *models: type[Facts]) -> tuple[Column, ...]:
    """Return the columns `names`, each from the first of the models that has such a key."""
    keys = ChainMap(*(model.keys() for model in models))
    return tuple(_column(name, keys[name]) for name in names.split())


def _column(name: str, source: FieldInfo) -> Column:
    kind = value_type(source.annotation)
    inner = kind.keys().items() if issubclass(kind, Facts) else ()
    below = tuple(_column(*item) for item in inner)
    terms = tuple(kind) if issubclass(kind, Term) else ()
    return Column(
        name=name,
        label=str(source.title),
        hint=str(source.description),
        type="object" if below else "string" if terms else TYPES[kind],
        many=takes_several(source.annotation),
        optional=may_be_missing(source.annotation),
        terms=terms,
        inner=below,
        source=source,
    )
