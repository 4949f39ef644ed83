# SPDX-License-Identifier: EUPL-1.2
"""Write checked facts as plain values, which JSON keeps, and make the same facts of them again.

What is kept is no code, and makes nothing but facts of the schema.
"""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from functools import cache, lru_cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from escales.schema import Facts
from escales.schema.durations import Duration
from escales.schema.values import Share
from escales.words.vocabulary import Term

F = TypeVar("F", bound=Facts)
Make = Callable[..., Any]

AS_THEY_ARE = {str, int, bool}
MEASURES = (Duration, Share)  # of whole numbers
MOST_SHARED = 4096  # values: there are as many durations, and sets of fields, as people write


def to_plain(facts: Facts) -> list[Any]:
    """Return the values of all fields, in their order, and the number of the set of those given."""
    names, values = _shape(type(facts)).names, vars(facts)
    given = sum(1 << place for place, name in enumerate(names) if name in facts.model_fields_set)
    return [[_plain(values[name]) for name in names], given]


def of_plain(model: type[F], plain: Any) -> F:  # noqa: ANN401  # whatever was kept
    """Make facts of their values; raise whatever Python raises of values that are no such facts."""
    shape = _shape(model)
    values, given = plain
    for place, make in shape.made:
        if values[place] is not None:
            values[place] = make(values[place])
    facts = model.__new__(model)
    facts.__setstate__(  # as pickle and copy do
        {
            "__dict__": dict(zip(shape.names, values, strict=True)),
            "__pydantic_fields_set__": _given(shape.names, given),
            "__pydantic_extra__": None,
            "__pydantic_private__": None,
        }
    )
    return facts


@dataclass(frozen=True, slots=True)
class _Shape:
    """The names of the fields of a model, and how to make those that are more than plain values."""

    names: tuple[str, ...]
    made: Sequence[tuple[int, Make]]


@cache
def _shape(model: type[Facts]) -> _Shape:
    makers = (_maker(field.annotation) for field in model.model_fields.values())
    made = tuple((place, make) for place, make in enumerate(makers) if make)
    return _Shape(tuple(model.model_fields), made)


@lru_cache(MOST_SHARED)
def _given(names: tuple[str, ...], given: int) -> set[str]:
    """Return a set that all facts share: a model that is frozen changes none."""
    return {name for place, name in enumerate(names) if given >> place & 1}


def _plain(value: Any) -> Any:  # noqa: ANN401  # any value of a field
    if value is None or type(value) in AS_THEY_ARE:
        return value
    match value:
        case tuple():
            return [_plain(item) for item in value]
        case date():
            return value.isoformat()
        case Facts():
            return to_plain(value)
        case dict():
            return {key: _plain(item) for key, item in value.items()}
    return astuple(value) if isinstance(value, MEASURES) else value


def _maker(annotation: Any) -> Make | None:  # noqa: ANN401  # a type, or a form of `typing`
    """Return what makes a value of what was kept; None when it is that very value."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _maker(inner[0])
    if origin in {Union, UnionType}:
        return _maker(next(each for each in inner if each is not type(None)))
    if origin is tuple:
        return _tuple_of(_maker(inner[0]))
    return _mapping_of(_maker(inner[1])) if origin is dict else _maker_of(annotation)


def _maker_of(model: Any) -> Make | None:  # noqa: ANN401  # a type
    if model in AS_THEY_ARE:
        return None
    if model is date:
        return date.fromisoformat
    if model in MEASURES:
        return _shared(model)
    if issubclass(model, Facts):
        return lambda plain: of_plain(model, plain)
    if issubclass(model, Term):
        return {str(term): term for term in model}.__getitem__
    raise TypeError(model)  # a new sort of value: it needs its line above


def _tuple_of(make: Make | None) -> Make:
    return (lambda items: tuple(map(make, items))) if make else tuple


def _mapping_of(make: Make | None) -> Make | None:
    return (lambda items: {key: make(item) for key, item in items.items()}) if make else None


def _shared(model: Make) -> Make:
    """Make the same value only once: thousands of stories say "3 jours"."""
    made = lru_cache(MOST_SHARED)(model)
    return lambda plain: made(*plain)
