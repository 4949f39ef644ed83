# SPDX-License-Identifier: EUPL-1.2
"""Write what is kept from a build to the next as JSON, which holds no code, and read it again."""

import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from escales.build_cache import BuildCache
from escales.machine.utf8 import as_bytes, as_text
from escales.problems.problem import Problem

T = TypeVar("T")

JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
# What Python raises at something else than what it is asked to read.
NOT_KEPT = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)


def as_kept(values: object) -> bytes:
    return as_bytes(JSON.encode(values))


def of_kept(kept: bytes) -> Any:  # noqa: ANN401  # whatever was kept
    return json.loads(as_text(kept))


def recalled(cache: BuildCache, key: bytes, read: Callable[[bytes], T]) -> T | None:
    """Return what was kept, or None when that cannot be read."""
    kept = cache.get(key)
    try:
        return None if kept is None else read(kept)
    except NOT_KEPT:
        return None


def plain_problems(problems: Iterable[Problem]) -> list[Any]:
    return [[problem.line, problem.key, problem.code, problem.message] for problem in problems]


def problems_of(path: str, plain: Any) -> list[Problem]:  # noqa: ANN401  # whatever was kept
    if not isinstance(plain, list):
        raise TypeError(plain)
    return [Problem(path, *problem) for problem in plain]
