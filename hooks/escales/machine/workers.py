# SPDX-License-Identifier: EUPL-1.2
"""Share work between the cores of the machine."""

import gc
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCH = 16  # items that a process takes at once
AHEAD = 10  # batches that each process may be ahead of the results taken
FEW = 4 * BATCH  # items: for fewer, starting processes is not worth it
TICK = 1  # second between two looks at whether the build still runs

# In a worker: its function and all items, as they were at the fork.
_inherited: dict[str, Any] = {}


def map_on_all_cores(function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """Return the result for each item, in order, from as many processes as there are cores.

    They begin at once, before any result is asked for. Only results travel, pickled. The processes
    are copies of this one (a fork), so that what the function reads is not sent, and what it
    changes stays there. Where a fork is not safe (other threads, other systems than Linux), or for
    a few items, this process does it all; and so it does for the rest when a worker is killed, by
    a system short of memory say.
    """
    count = cores()
    if count == 1 or len(items) < FEW:
        return map(function, items)
    gc.freeze()  # else a collection in a worker would copy all the memory that it looks at
    inherited = function, items, os.getpid()
    executor = ProcessPoolExecutor(count, get_context("fork"), _inherit, inherited)
    batches = iter(range(0, len(items), BATCH))
    waiting = deque(executor.submit(_do_batch, start) for start in islice(batches, AHEAD * count))
    return _results(function, items, executor, waiting, batches)


def _results(
    function: Callable[[T], R],
    items: Sequence[T],
    executor: ProcessPoolExecutor,
    waiting: deque[Future[list[R]]],
    batches: Iterator[int],
) -> Iterator[R]:
    done = 0
    try:
        while waiting:
            some = waiting.popleft().result()
            waiting.extend(executor.submit(_do_batch, start) for start in islice(batches, 1))
            for result in some:
                yield result
                done += 1
    except BrokenProcessPool:
        pass  # the rest is done below
    finally:
        executor.shutdown(cancel_futures=True)
        gc.unfreeze()
    yield from map(function, items[done:])


def cores() -> int:
    """Return how many processes may work at once; a worker has no workers of its own."""
    if not sys.platform.startswith("linux") or threading.active_count() > 1 or _inherited:
        return 1
    return len(os.sched_getaffinity(0))


def _inherit(function: Callable[[T], R], items: Sequence[T], build: int) -> None:
    """Begin as a worker: it ends with the build, even one that is killed, and only with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_stop_with_build, args=(build,), daemon=True).start()
    _inherited.update(function=function, items=items)


def _stop_with_build(build: int) -> None:
    while os.getppid() == build:
        time.sleep(TICK)
    os._exit(1)


def _do_batch(start: int) -> list[Any]:
    function, items = _inherited["function"], _inherited["items"]
    return [function(item) for item in items[start : start + BATCH]]
