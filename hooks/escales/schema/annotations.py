# SPDX-License-Identifier: EUPL-1.2
"""What a field is made of: the closed list, the model or the list in its annotation."""

from collections.abc import Iterator
from typing import get_args, get_origin

from escales.schema.facts import Facts
from escales.words.vocabulary import Term


def terms_of(annotation: object) -> Iterator[Term]:
    """Yield the terms of the closed list that a field takes, if it takes one."""
    if isinstance(annotation, type) and issubclass(annotation, Term):
        yield from annotation
    for inner in get_args(annotation):
        yield from terms_of(inner)


def models_of(annotation: object) -> Iterator[type[Facts]]:
    """Yield the models of the keys that stand below a field."""
    if isinstance(annotation, type) and issubclass(annotation, Facts):
        yield annotation
    for inner in get_args(annotation):
        yield from models_of(inner)


def takes_several(annotation: object) -> bool:
    """Whether a field takes a list."""
    if get_origin(annotation) is tuple:
        return True
    return any(takes_several(inner) for inner in get_args(annotation))
