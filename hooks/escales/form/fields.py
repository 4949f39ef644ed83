# SPDX-License-Identifier: EUPL-1.2
"""The fields of the form, as the models describe them: no label, bound or list is written here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import EnumMeta, StrEnum
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import StringConstraints

from escales.reading.validation import help_for
from escales.schema import Collectivity, Consent, Facts, Story
from escales.schema.consent import Proof
from escales.schema.durations import Duration
from escales.schema.values import Department, Headcount, Share, Siren, Slug
from escales.words.vocabulary import CollectivityType, Term

# What the form does not ask: fiction is for maintainers, as are former addresses.
NOT_ASKED = {"exemple", "anciens_slugs"}
EMPLOYER_KEYS = ("nom", "type", "siren", "departement", "effectif")  # enough for its file


class Kind(StrEnum):
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
    date: Kind.DATE,
    int: Kind.YEAR,
    Duration: Kind.DURATION,
    Share: Kind.SHARE,
    bool: Kind.YES,
}
BY_HINT = (
    (Proof, Kind.PROOF),
    (Slug, Kind.SLUG),
    (Siren, Kind.SIREN),
    (Headcount, Kind.NUMBER),
    (Department, Kind.CHOICE),
)


@dataclass(frozen=True, slots=True)
class Choice:
    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field to fill; `key` is dotted, `least` and `most` count characters, `items` a list's."""

    key: str
    kind: Kind
    label: str
    hint: str
    example: str
    required: bool
    help: str
    least: int | None
    most: int | None
    items: int | None
    choices: tuple[Choice, ...]

    @property
    def id(self) -> str:
        """What the page calls it."""
        return self.key.replace(".", "-")

    @property
    def rule(self) -> dict[str, object]:
        """What a browser must know to judge it."""
        told = {
            "key": self.key,
            "kind": self.kind,
            "required": self.required,
            "help": self.help,
            "least": self.least,
            "most": self.most,
            "items": self.items,
            "choices": [choice.slug for choice in self.choices],
        }
        return {name: value for name, value in told.items() if value not in (None, [], False, "")}


def story_fields(listed: Mapping[str, tuple[Choice, ...]]) -> Iterator[Field]:
    """Yield the fields of a story and of its consent; `listed` are the choices of the library."""
    for field in _fields(Story, listed):
        if field.key == "consentement":
            yield from _fields(Consent, {}, "consentement.")
        elif field.key not in NOT_ASKED:
            yield field


def employer_fields(role: str, departments: tuple[Choice, ...]) -> Iterator[Field]:
    """Yield the fields of an employer that the site does not know yet; `role` is a story's key."""
    kinds = tuple(
        Choice(str(kind), kind.label)
        for kind in CollectivityType
        if kind is not CollectivityType.SEVERAL  # such an entry is for those who know them all
    )
    listed = {"departement": departments, "type": kinds}
    by_key = {field.key: field for field in _fields(Collectivity, listed)}
    for key in EMPLOYER_KEYS:
        yield _within(f"{role}.", by_key[key], required=key not in {"departement", "effectif"})


def _within(prefix: str, field: Field, *, required: bool) -> Field:
    told = {name: getattr(field, name) for name in Field.__slots__}
    return Field(**{**told, "key": prefix + field.key, "required": required})


def _fields(
    model: type[Facts], listed: Mapping[str, tuple[Choice, ...]], prefix: str = ""
) -> Iterator[Field]:
    hints = get_type_hints(model, include_extras=True)
    for attribute, field in model.model_fields.items():
        name, hint = str(field.alias), hints[attribute]
        constraints = [each for each in _extras(hint) if isinstance(each, StringConstraints)]
        bounds = constraints[0] if constraints else StringConstraints()
        terms = tuple(Choice(str(term), term.label) for term in _terms(hint))
        choices = listed.get(name, terms)
        kind = _kind(hint)
        yield Field(
            key=prefix + name,
            kind=Kind.CHOICE if choices and kind is Kind.TEXT else kind,
            label=field.title or name,
            hint=field.description or "",
            example=str(field.examples[0]) if field.examples else "",
            required=field.is_required(),
            help=help_for(name, field),
            least=bounds.min_length,
            most=bounds.max_length,
            items=_longest(field.metadata) if kind is Kind.LIST else None,
            choices=choices,
        )


def _longest(metadata: Sequence[Any]) -> int | None:
    """Return how many items a list may have: pydantic keeps it among what constrains a field."""
    return next((each.max_length for each in metadata if hasattr(each, "max_length")), None)


def _kind(hint: Any) -> Kind:  # noqa: ANN401  # what typing gives has no common type
    plain = next((each for each in get_args(hint) if type(None) in get_args(hint)), hint)
    for known, kind in BY_HINT:
        if plain == known:
            return kind
    base = get_args(plain)[0] if get_origin(plain) is Annotated else plain
    several, terms = get_origin(base) is tuple, any(_terms(plain))
    if several:
        return Kind.CHOICES if terms else Kind.LIST
    return Kind.CHOICE if terms else BY_TYPE.get(base, Kind.TEXT)


def _terms(hint: Any) -> Iterator[Term]:  # noqa: ANN401  # likewise
    if isinstance(hint, EnumMeta) and issubclass(hint, Term):
        yield from hint
    for inner in get_args(hint):
        yield from _terms(inner)


def _extras(hint: Any) -> Iterator[object]:  # noqa: ANN401  # likewise
    if get_origin(hint) is Annotated:
        yield from hint.__metadata__
    for inner in get_args(hint):
        yield from _extras(inner)
