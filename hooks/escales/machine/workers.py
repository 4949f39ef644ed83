# SPDX-License-Identifier: EUPL-1.2
"""Share work between the cores of the machine."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.pool import ExceptionWithTraceback  # type: ignore[attr-defined]  # it is there
from typing import TYPE_CHECKING, Any, TypeVar, cast
from weakref import finalize

if TYPE_CHECKING:  # Windows has none
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
R = TypeVar("R")

BATCH = 16  # items that a process takes at once
AHEAD = 10  # batches that each process may be ahead of the results taken
FEW = 4 * BATCH  # items: for fewer, starting processes is not worth it
TICK = 1  # second between two looks at whether the build still runs
NICENESS = 10  # of workers: the process that shares its work out goes first, as all wait for it
TICKET = 4  # bytes: the number of the first item of a batch
NO_MORE = b"\xff" * TICKET

_here = {"is_worker": False}


def map_on_all_cores(
    function: Callable[[T], R], items: Sequence[T], ahead: int = AHEAD
) -> Iterator[R]:
    """Return the result for each item, in order, from as many processes as there are cores.

    They begin at once, before any result is asked for. They wait when they are `ahead` batches
    further than the results taken, or have sent some 64 kB that nobody took. Only results travel,
    pickled. The processes are copies of this one (a fork), so that what the function reads is not
    sent, and what it changes stays there. No thread serves them: meanwhile, this process may do
    other work, and share that too. Where a fork is not safe (other threads, other systems than
    Linux), or for a few items, this process does it all, as results are taken; and so it does for
    the rest when a worker is killed, by a system short of memory say.
    """
    count = cores()
    if count == 1 or len(items) < FEW:
        return map(function, items)
    return _Workers(function, items, count, ahead).results()


def cores() -> int:
    """Return how many processes may work at once; a worker has no workers of its own."""
    alone = threading.active_count() > 1 or _here["is_worker"]
    if alone or not sys.platform.startswith("linux"):
        return 1
    return len(os.sched_getaffinity(0))


class _Workers:
    """Processes that take the numbers of batches from one pipe; each sends results by its own."""

    def __init__(
        self, function: Callable[[Any], Any], items: Sequence[Any], count: int, ahead: int
    ) -> None:
        self._function, self._items = function, items
        self._waiting = [start.to_bytes(TICKET) for start in range(0, len(items), BATCH)][::-1]
        self._came: dict[int, tuple[list[Any] | None, BaseException | None]] = {}
        self._processes: list[ForkProcess] = []
        self._running: dict[Connection[Any, Any], ForkProcess] = {}  # where results come from
        taken, self._tickets = os.pipe()
        self._end = finalize(self, _end, self._processes, self._tickets)
        gc.freeze()  # else a collection in a worker would copy all the memory that it looks at
        fork = get_context("fork")
        for _ in range(count):
            ours, theirs = fork.Pipe(duplex=False)
            arguments = function, items, taken, theirs, os.getpid()
            process = fork.Process(target=_work, args=arguments, daemon=True)
            process.start()
            theirs.close()
            self._processes.append(process)
            self._running[ours] = process
        os.close(taken)
        self._give(ahead * count)

    def _give(self, count: int) -> None:
        """Let workers take so many batches more; they end after the last one."""
        given = [self._waiting.pop() for _ in range(min(count, len(self._waiting)))]
        if given and not self._waiting:
            given += [NO_MORE] * len(self._processes)
        with suppress(BrokenPipeError):  # all were killed
            os.write(self._tickets, b"".join(given))

    def results(self) -> Iterator[Any]:
        try:
            for start in range(0, len(self._items), BATCH):
                while start not in self._came and self._running:
                    self._receive()
                some, fault = self._came.pop(start, (None, None))
                if fault:
                    raise fault
                self._give(1)
                yield from (
                    map(self._function, self._items[start : start + BATCH])
                    if some is None
                    else some
                )
            for process in self._processes:
                process.join()
        finally:
            self._end()

    def _receive(self) -> None:
        """Take what came; what a killed worker leaves is for this process."""
        for connection in cast("list[Connection[Any, Any]]", wait(list(self._running))):
            try:
                start, some, fault = connection.recv()
            except Exception:  # noqa: BLE001  # it ended or was killed, or a fault cannot travel
                _kill([self._running.pop(connection)])
                if self._waiting:
                    _kill(self._processes)
                    self._running.clear()
                    return
            else:
                self._came[start] = some, fault


def _end(processes: "Sequence[ForkProcess]", tickets: int) -> None:
    _kill(processes)
    os.close(tickets)
    gc.unfreeze()


def _kill(processes: "Sequence[ForkProcess]") -> None:
    for process in processes:
        process.kill()
        process.join()


def _work(
    function: Callable[[Any], Any],
    items: Sequence[Any],
    tickets: int,
    results: "Connection[Any, Any]",
    build: int,
) -> None:
    """Do batches, as a worker: it ends with the build, even one that is killed."""
    _here["is_worker"] = True
    os.nice(NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_stop_with_build, args=(build,), daemon=True).start()
    while (ticket := os.read(tickets, TICKET)) not in {NO_MORE, b""}:
        start = int.from_bytes(ticket)
        try:
            some = [function(item) for item in items[start : start + BATCH]]
            results.send((start, some, None))
        except BaseException as fault:  # noqa: BLE001  # raised in the build, whatever it is
            try:
                results.send((start, [], ExceptionWithTraceback(fault, fault.__traceback__)))
            except Exception:  # noqa: BLE001  # it cannot travel: the build will meet it itself
                return


def _stop_with_build(build: int) -> None:
    while os.getppid() == build:
        time.sleep(TICK)
    os._exit(1)
