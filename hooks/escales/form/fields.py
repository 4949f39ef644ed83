# SPDX-License-Identifier: EUPL-1.2
"""The fields of the form, as the models describe them: no label, bound or list stands here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import StringConstraints

from escales.schema import (
    Collectivity,
    Consent,
    Facts,
    Story,
    is_searched,
    takes_several,
    terms_of,
)
from escales.schema.annotations import constraints_of
from escales.schema.consent import Proof
from escales.schema.durations import Duration
from escales.schema.shares import Share
from escales.schema.values import DepartmentCode, Headcount, Siren, Slug
from escales.words.vocabulary import CollectivityType

# What the form does not ask: fiction is for maintainers, as are former addresses.
NOT_ASKED = {"exemple", "anciens_slugs", "corrige_le"}
ASKED_OF_COLLECTIVITY = ("nom", "type", "siren", "departement", "effectif")  # enough for its file


class FieldKind(StrEnum):
    """How a field is filled, and by which rule it is judged."""

    TEXT = "text"
    PROOF = "proof"
    SLUG = "slug"
    DATE = "date"
    YEAR = "year"
    DURATION = "duration"
    SHARE = "share"
    SIREN = "siren"
    NUMBER = "number"
    YES = "yes"
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"


BY_TYPE = {
    date: FieldKind.DATE,
    int: FieldKind.YEAR,
    Duration: FieldKind.DURATION,
    Share: FieldKind.SHARE,
    bool: FieldKind.YES,
}
BY_HINT = (
    (Proof, FieldKind.PROOF),
    (Slug, FieldKind.SLUG),
    (Siren, FieldKind.SIREN),
    (Headcount, FieldKind.NUMBER),
    (DepartmentCode, FieldKind.CHOICE),
)


@dataclass(frozen=True, slots=True)
class Choice:
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field to fill; `key` is dotted, `least` and `most` count characters, `items` a list's."""

    key: str
    kind: FieldKind
    label: str
    hint: str
    example: str
    required: bool
    least: int | None
    most: int | None
    items: int | None
    choices: tuple[Choice, ...]
    searched: bool  # for what tells of a person

    @property
    def id(self) -> str:
        """What the page calls it."""
        return self.key.replace(".", "-")

    @property
    def rule(self) -> dict[str, object]:
        """What a browser must know to judge it."""
        values = {
            "key": self.key,
            "kind": self.kind,
            "required": self.required,
            "least": self.least,
            "most": self.most,
            "items": self.items,
            "choices": [choice.slug for choice in self.choices],
            "searched": self.searched,
        }
        return {name: value for name, value in values.items() if value not in (None, [], False, "")}


def story_fields(choices_by_key: Mapping[str, tuple[Choice, ...]]) -> Iterator[Field]:
    """Yield the fields of a story and of its consent; `choices_by_key` are those of the library."""
    for field in _fields(Story, choices_by_key):
        if field.key == "consentement":
            yield from _fields(Consent, {}, "consentement.")
        elif field.key not in NOT_ASKED:
            yield field


def collectivity_fields(role: str, departments: tuple[Choice, ...]) -> Iterator[Field]:
    """Yield the fields of an employer that the site does not know yet; `role` is a story's key."""
    kinds = tuple(
        Choice(str(kind), kind.label)
        for kind in CollectivityType
        if kind is not CollectivityType.SEVERAL  # such an entry is for those who know them all
    )
    choices_by_key = {"departement": departments, "type": kinds}
    by_key = {field.key: field for field in _fields(Collectivity, choices_by_key)}
    for key in ASKED_OF_COLLECTIVITY:
        yield _within(f"{role}.", by_key[key], required=key not in {"departement", "effectif"})


def _within(prefix: str, field: Field, *, required: bool) -> Field:
    values = {name: getattr(field, name) for name in Field.__slots__}
    return Field(**{**values, "key": prefix + field.key, "required": required})


def _fields(
    model: type[Facts], choices_by_key: Mapping[str, tuple[Choice, ...]], prefix: str = ""
) -> Iterator[Field]:
    hints = get_type_hints(model, include_extras=True)
    for attribute, field in model.model_fields.items():
        name, hint = str(field.alias), hints[attribute]
        constraints = [each for each in constraints_of(hint) if isinstance(each, StringConstraints)]
        bounds = constraints[0] if constraints else StringConstraints()
        terms = tuple(Choice(str(term), term.label) for term in terms_of(hint))
        choices = choices_by_key.get(name, terms)
        kind = _kind(hint)
        yield Field(
            key=prefix + name,
            kind=FieldKind.CHOICE if choices and kind is FieldKind.TEXT else kind,
            label=field.title or name,
            hint=field.description or "",
            example=str(field.examples[0]) if field.examples else "",
            required=field.is_required(),
            least=bounds.min_length,
            most=bounds.max_length,
            items=_longest(field.metadata) if kind is FieldKind.LIST else None,
            choices=choices,
            searched=is_searched(field),
        )


def _longest(metadata: Sequence[Any]) -> int | None:
    """Return how many items a list may have: pydantic puts it among what constrains a field."""
    return next((each.max_length for each in metadata if hasattr(each, "max_length")), None)


def _kind(hint: Any) -> FieldKind:  # noqa: ANN401  # what typing gives has no common type
    plain = next((each for each in get_args(hint) if type(None) in get_args(hint)), hint)
    for hinted, kind in BY_HINT:
        if plain == hinted:
            return kind
    base = get_args(plain)[0] if get_origin(plain) is Annotated else plain
    terms = any(terms_of(plain))
    if takes_several(plain):
        return FieldKind.CHOICES if terms else FieldKind.LIST
    return FieldKind.CHOICE if terms else BY_TYPE.get(base, FieldKind.TEXT)
