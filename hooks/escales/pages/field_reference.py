# SPDX-License-Identifier: EUPL-1.2
"""The reference of every key of a header, made from the models."""

from collections.abc import Iterator
from dataclasses import dataclass

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
from escales.schema.annotations import constraints_of
from escales.words.vocabulary import Block, Term

REFERENCE_MODELS: dict[Block, type[Facts]] = {
    Block.STORY_FIELDS: Story,
    Block.WITHDRAWAL_FIELDS: Withdrawal,
    Block.SCHEME_FIELDS: Scheme,
    Block.KIT_FIELDS: KitDocument,
    Block.COLLECTIVITY_FIELDS: Collectivity,
}


@dataclass(frozen=True, slots=True)
class FieldReference:
    """A key in the reference; `inner` are the keys below it."""

    name: str
    anchor: str
    info: FieldInfo
    terms: tuple[Term, ...]
    inner: tuple["FieldReference", ...]
    several: bool  # whether it takes a list
    shortest: int | None  # characters of a text, items of a list
    longest: int | None

    exempts_ideas: bool = False  # whether a scheme that nobody has tried may do without it

    @property
    def has_exception(self) -> bool:
        """Whether it is required, but in examples of fiction, or of an idea."""
        return not self.info.is_required() and bool(self.info.validate_default)


def field_references(model: type[Facts], prefix: str) -> Iterator[FieldReference]:
    """Yield each key of a model; anchors begin with `prefix`, as a page may hold several models."""
    for name, info in model.keys().items():
        anchor = f"{prefix}-{name}".replace("_", "-")
        inner = [
            field
            for below in models_of(info.annotation)
            for field in field_references(below, anchor)
        ]
        terms, several = tuple(terms_of(info.annotation)), takes_several(info.annotation)
        shortest, longest = _bound(info, "min_length"), _bound(info, "max_length")
        own = (name, anchor, info, terms, tuple(inner), several, shortest, longest)
        yield FieldReference(*own, exempts_ideas=model is Scheme)


def _bound(info: FieldInfo, which: str) -> int | None:
    """Return a limit on the length of a text or of a list, not of the items of a list."""
    inner = () if takes_several(info.annotation) else constraints_of(info.annotation)
    bounds = (getattr(limit, which, None) for limit in (*info.metadata, *inner))
    return next((bound for bound in bounds if bound), None)
