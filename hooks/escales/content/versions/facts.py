# SPDX-License-Identifier: EUPL-1.2
"""What a header says, each value after its label: never as it is coded in the file.

A header of another time is read too: a key that the schema does not know stands for itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic.fields import FieldInfo

from escales.reading.header import Value
from escales.schema import Facts, keys_below, models_of, takes_several, terms_of
from escales.schema.days import read_day
from escales.schema.lists import as_list
from escales.words.spelling import slugify
from escales.words.typography import typeset

# What changes with every version, or is for the program alone.
NOT_SAID = {"version", "journal", "anciens_slugs", "sha256"}
NAMES = {"porteur", "document"}  # the keys of what is called by the name of a file
BETWEEN, AFTER_LABEL = "\u00a0; ", "\u00a0: "


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says what a header says; `names` are the titles of what it calls by a file name."""

    names: Mapping[str, str]

    def facts(self, header: Mapping[str, Value], model: type[Facts]) -> dict[str, tuple[str, ...]]:
        """Return what each key says, a line for each of its values, by its label."""
        keys = model.keys()
        found = {}
        for key, value in header.items():
            if key not in NOT_SAID:
                lines = self._lines(key, value, keys.get(key))
                found[label_of(key, keys.get(key))] = tuple(filter(None, lines))
        return found

    def _lines(self, key: str, value: Value, field: FieldInfo | None) -> Iterator[str]:
        if field and takes_several(field.annotation):
            value = as_list(value)
        if isinstance(value, dict) and not keys_below(field):
            value = list(value.values())  # each under a name that an author gave it
        if isinstance(value, list):
            for item in value:
                yield self._item(key, item, field)
        elif isinstance(value, dict):
            yield self._mapping(value, keys_below(field))
        else:
            yield self._text(key, value, field)

    def _item(self, key: str, item: Value, field: FieldInfo | None) -> str:
        """Say an item of a list: what it begins with says what it is."""
        if isinstance(item, dict):
            model = next(models_of(field.annotation), None) if field else None
            return self._mapping(item, model.keys() if model else {}, bare=True)
        return BETWEEN.join(
            self._lines(key, item, None)
            if isinstance(item, list)
            else [self._text(key, item, field)]
        )

    def _mapping(
        self, values: Mapping[str, Value], keys: Mapping[str, FieldInfo], *, bare: bool = False
    ) -> str:
        said: list[str] = []
        for name, value in values.items():
            words = ", ".join(self._lines(name, value, keys.get(name)))
            label = "" if bare and not said else f"{label_of(name, keys.get(name))}{AFTER_LABEL}"
            said += [f"{label}{words}"] if words else []
        return BETWEEN.join([*(words.removesuffix(".") for words in said[:-1]), *said[-1:]])

    def _text(self, key: str, text: str, field: FieldInfo | None) -> str:
        if key in NAMES:
            return self.names.get(slugify(text), text)
        for term in terms_of(field.annotation) if field else ():
            if slugify(text) in {slugify(term), slugify(term.label)}:
                return term.label
        day = read_day(text)
        return f"{day:%d/%m/%Y}" if day else typeset(" ".join(text.split()))


def label_of(key: str, field: FieldInfo | None) -> str:
    return field.title if field and field.title else key.replace("_", " ").capitalize()
