# SPDX-License-Identifier: EUPL-1.2
"""The reference of every key that contributors write, made from the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from pydantic.fields import FieldInfo

from escales.schema import (
    Collectivity,
    Facts,
    KitDocument,
    Scheme,
    Story,
    Withdrawal,
    models_of,
    takes_several,
    terms_of,
)
from escales.words.vocabulary import Block, Term

MODELS: dict[Block, type[Facts]] = {
    Block.STORY_KEYS: Story,
    Block.WITHDRAWAL_KEYS: Withdrawal,
    Block.SCHEME_KEYS: Scheme,
    Block.KIT_KEYS: KitDocument,
    Block.COLLECTIVITY_KEYS: Collectivity,
}


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the reference tells it; `inner` are the keys that stand below it."""

    name: str
    anchor: str
    field: FieldInfo
    terms: tuple[Term, ...]
    inner: tuple["Key", ...]
    several: bool  # whether it takes a list
    shortest: int | None  # characters of a text, items of a list
    longest: int | None

    @property
    def unless_fiction(self) -> bool:
        """Whether its validator asks for it, of what is true only."""
        return not self.field.is_required() and bool(self.field.validate_default)


def keys_of(model: type[Facts], prefix: str) -> Iterator[Key]:
    """Yield each key of a model; anchors begin with `prefix`, for pages that hold several."""
    for name, field in model.keys().items():
        anchor = f"{prefix}-{name}".replace("_", "-")
        inner = [key for below in models_of(field.annotation) for key in keys_of(below, anchor)]
        terms, several = tuple(terms_of(field.annotation)), takes_several(field.annotation)
        bounds = tuple(_bound(field, which) for which in ("min_length", "max_length"))
        yield Key(name, anchor, field, terms, tuple(inner), several, *bounds)


def _bound(field: FieldInfo, which: str) -> int | None:
    """Return a bound of the text or the list that a field takes, not of the items of a list."""
    choices = () if takes_several(field.annotation) else get_args(field.annotation)
    stated = [told for choice in choices for told in getattr(choice, "__metadata__", ())]
    bounds = (getattr(told, which, None) for told in (*field.metadata, *stated))
    return next((bound for bound in bounds if bound), None)
