# SPDX-License-Identifier: EUPL-1.2
"""Make a long list run by run, and keep each run: an item that changes costs its own run again."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

from escales.build_cache import BuildCache

T = TypeVar("T")

LENGTH = 16  # items of a run, on average


def recall_runs(
    cache: BuildCache,
    kind: tuple[str, ...],
    items: Iterable[T],
    sign: Callable[[T], bytes],
    make: Callable[[list[T]], bytes],
) -> Iterator[bytes]:
    """Yield what `make` makes of the items, in order, a run of them at a time.

    `kind` and the fingerprints that `sign` gives have to cover all that `make` reads.
    """
    for signs, run in _cut(items, sign):
        yield cache.recall_content(cache.key(*kind, *signs), partial(make, run))


def _cut(
    items: Iterable[T], sign: Callable[[T], bytes]
) -> Iterator[tuple[tuple[bytes, ...], list[T]]]:
    """Yield runs of items with their fingerprints.

    An item says by its own whether its run ends with it. So one that comes, goes or changes
    leaves the runs around it as they were.
    """
    signs: list[bytes] = []
    run: list[T] = []
    for item in items:
        signs.append(sign(item))
        run.append(item)
        if signs[-1][0] % LENGTH == 0:
            yield tuple(signs), run
            signs, run = [], []
    if run:
        yield tuple(signs), run
