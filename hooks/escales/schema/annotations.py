# SPDX-License-Identifier: EUPL-1.2
"""What a field is made of: the closed list, model, list, text or limits of its annotation."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, TypeAlias, cast, get_args, get_origin

from pydantic.fields import FieldInfo

from escales.schema.facts import Facts, NeverSearched
from escales.words.vocabulary import Term

SearchedKeys: TypeAlias = "Mapping[str, SearchedKeys | None]"


def terms_of(annotation: object) -> Iterator[Term]:
    """Yield the terms of the closed list that a field takes, if it takes one."""
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, Term):
            yield from part


def models_of(annotation: object) -> Iterator[type[Facts]]:
    """Yield the models of the keys that stand below a field."""
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, Facts):
            yield part


def keys_below(field: FieldInfo | None) -> Mapping[str, FieldInfo]:
    """Return the keys below a field; none when it has none, or when authors name them."""
    return _keys_in(cast("Hashable", field.annotation)) if field else {}


@cache  # asked of every key of every file
def _keys_in(annotation: Hashable) -> Mapping[str, FieldInfo]:
    if get_origin(annotation) is dict:
        return {}
    model = next(models_of(annotation), None)
    return model.keys() if model else {}


def takes_several(annotation: object) -> bool:
    """Whether a field takes a list."""
    return any(get_origin(part) is tuple for part in _parts(annotation))


def may_be_missing(annotation: object) -> bool:
    return NoneType in _parts(annotation)


def value_type(annotation: object) -> Any:  # noqa: ANN401  # any type that fields have
    """Return the type of one value: of an item, when the field takes a list."""
    while inner := get_args(annotation):
        annotation = inner[0]
    return annotation


def constraints_of(annotation: object) -> Iterator[object]:
    """Yield what pydantic is told of a type, in `Annotated`: limits, validators."""
    for part in _parts(annotation):
        yield from getattr(part, "__metadata__", ())


def is_searched(field: FieldInfo) -> bool:
    """Whether a field takes a text that may tell of a person: any, but of a type marked safe."""
    return not _is_safe(field.metadata) and _has_free_text(cast("Hashable", field.annotation))


def searched_below(keys: Mapping[str, FieldInfo]) -> SearchedKeys:
    """Return the keys that are not safe, at any depth: what stands below a safe one is None."""
    return {
        key: searched_below(keys_below(field)) if is_searched(field) else None
        for key, field in keys.items()
    }


def _is_safe(metadata: Iterable[object]) -> bool:
    return NeverSearched in map(type, metadata)


@cache  # asked of every key of every file
def _has_free_text(annotation: Any) -> bool:  # noqa: ANN401  # what typing gives has no common type
    if get_origin(annotation) is Annotated:
        return not _is_safe(annotation.__metadata__) and _has_free_text(annotation.__origin__)
    if inner := get_args(annotation):
        return any(map(_has_free_text, inner))
    return annotation is str or any(models_of(annotation))


def _parts(annotation: object) -> Iterator[object]:
    """Yield an annotation, and all the annotations that it is made of."""
    yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)
