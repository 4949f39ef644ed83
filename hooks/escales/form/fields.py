# SPDX-License-Identifier: EUPL-1.2
"""The fields of the form, as the model of a story describes them, and the few that are its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic import StringConstraints

from escales.schema import Story, is_searched, takes_several, terms_of
from escales.schema.annotations import constraints_of
from escales.schema.durations import Duration
from escales.schema.shares import Share
from escales.words.phrases import phrases_of

phrases = phrases_of("form")

# Who keeps the site fills these in, once the letter has come.
NOT_ASKED = {"exemple", "anciens_slugs", "publie_le", "corrige_le", "experience", "consentement"}
REQUIRED = {"collectivite", "duree", "joindre"}  # with the five questions: eight answers
EMPLOYERS = {"collectivite", "accueil"}  # said in one's own words


class FieldKind(StrEnum):
    """How a field is filled, and by which rule it is judged."""

    TEXT = "text"
    CONTACT = "contact"
    EMPLOYER = "employer"
    MONTH = "month"
    DURATION = "duration"
    SHARE = "share"
    NUMBER = "number"
    YES = "yes"
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"


BY_TYPE = {
    int: FieldKind.MONTH,
    Duration: FieldKind.DURATION,
    Share: FieldKind.SHARE,
    bool: FieldKind.YES,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice: `label` stands in the letter, `said` is how the form puts it, when it differs."""

    slug: str
    label: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field to fill; `least` and `most` count characters, `items` a list's."""

    key: str
    kind: FieldKind
    label: str
    hint: str
    example: str = ""
    required: bool = False
    least: int | None = None
    most: int | None = None
    items: int | None = None
    choices: tuple[Choice, ...] = ()
    searched: bool = False  # for what tells of a person

    @property
    def rule(self) -> dict[str, object]:
        """What a browser must know to judge it, and to write it in the letter."""
        values = {
            "key": self.key,
            "kind": self.kind,
            "required": self.required,
            "least": self.least,
            "most": self.most,
            "items": self.items,
            "choices": [[choice.slug, choice.label] for choice in self.choices],
            "searched": self.searched,
        }
        return {name: value for name, value in values.items() if value not in (None, [], False, "")}


def form_fields(schemes: tuple[Choice, ...]) -> Iterator[Field]:
    """Yield all fields, in the words of who fills them; `schemes` are those of the library."""
    for field in _story_fields(schemes):
        if field.key not in NOT_ASKED:
            yield field
    for key, kind in phrases["own"].items():
        choices = tuple(Choice(slug, label) for slug, label in _choices_of(key).items())
        label, hint = phrases["labels"][key], phrases["hints"][key]
        yield Field(key, FieldKind(kind), label, hint, "", key in REQUIRED, choices=choices)


def _choices_of(key: str) -> Mapping[str, str]:
    choices: Mapping[str, str] = phrases["choices"].get(key, {})
    return choices


def _story_fields(schemes: tuple[Choice, ...]) -> Iterator[Field]:
    hints = get_type_hints(Story, include_extras=True)
    for attribute, field in Story.model_fields.items():
        name, hint = str(field.alias), hints[attribute]
        constraints = [each for each in constraints_of(hint) if isinstance(each, StringConstraints)]
        bounds = constraints[0] if constraints else StringConstraints()
        labels = _choices_of(name)
        terms = tuple(
            Choice(str(term), term.label, labels.get(str(term), "")) for term in terms_of(hint)
        )
        choices = schemes if name == "dispositif" else terms
        kind = FieldKind.EMPLOYER if name in EMPLOYERS else _kind(hint)
        yield Field(
            key=name,
            kind=FieldKind.CHOICE if choices and kind is FieldKind.TEXT else kind,
            label=phrases["labels"].get(name, field.title or name),
            hint=phrases["hints"].get(name, field.description or ""),
            example=phrases["examples"].get(name, str(next(iter(field.examples or ()), ""))),
            required=name in REQUIRED,
            least=bounds.min_length,
            most=bounds.max_length,
            items=_longest(field.metadata) if kind is FieldKind.LIST else None,
            choices=choices,
            searched=is_searched(field) and name not in EMPLOYERS,
        )


def _longest(metadata: Sequence[Any]) -> int | None:
    """Return how many items a list may have: pydantic puts it among what constrains a field."""
    return next((each.max_length for each in metadata if hasattr(each, "max_length")), None)


def _kind(hint: Any) -> FieldKind:  # noqa: ANN401  # what typing gives has no common type
    plain = next((each for each in get_args(hint) if type(None) in get_args(hint)), hint)
    base = get_args(plain)[0] if get_origin(plain) is Annotated else plain
    terms = any(terms_of(plain))
    if takes_several(plain):
        return FieldKind.CHOICES if terms else FieldKind.LIST
    return FieldKind.CHOICE if terms else BY_TYPE.get(base, FieldKind.TEXT)
