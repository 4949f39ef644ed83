# SPDX-License-Identifier: EUPL-1.2
"""Run a program, and tell how long it took and how much memory it took with all it started."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event

from bench.targets import Measure

PROC = Path("/proc")
INTERVAL = 0.05  # seconds between two looks at the memory, at least
PATIENCE = 49  # times what a look took: looking takes at most 2 % of one core
KIBIBYTE = 1024 / 1_000_000  # in megabytes


def run(command: Sequence[str], log: Path, environment: dict[str, str], python: Path) -> Measure:
    """Run a Python module, as `run_program` does any program."""
    return run_program([str(python), "-m", *command], log, environment)


def run_program(
    words: Sequence[str], log: Path, environment: dict[str, str], folder: Path | None = None
) -> Measure:
    """Run a program in a process of its own; raise SystemExit with its log when it fails."""
    over = Event()
    with log.open("wb") as output, ThreadPoolExecutor(1) as beside:
        start = time.perf_counter()
        child = subprocess.Popen(words, stdout=output, stderr=output, env=environment, cwd=folder)
        peak = beside.submit(watch, child.pid, over)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        over.set()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(log.read_text(encoding="utf-8"))
    of_one = usage.ru_maxrss * (1e-6 if sys.platform == "darwin" else KIBIBYTE)
    processor = usage.ru_utime + usage.ru_stime  # with those it started and waited for
    return Measure(seconds, processor, peak.result() or of_one)


def watch(pid: int, over: Event) -> float:
    """Return the most memory that a process and those it started held together, in megabytes.

    What they share counts once (the kernel's « proportional set size »): the copies of a process
    share most of what it had. Libraries that other programs have loaded too count in part. 0 where
    the kernel does not tell; a peak that lasts less than the interval may be missed.
    """
    peak = 0.0
    while True:
        start = time.thread_time()  # of the processor: a busy machine makes no look longer
        peak = max(peak, KIBIBYTE * sum(map(_share, _tree(pid))))
        if over.wait(max(INTERVAL, PATIENCE * (time.thread_time() - start))):
            return peak


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):  # it has ended by now
        for thread in (PROC / str(pid) / "task").iterdir():
            for child in (thread / "children").read_text(encoding="ascii").split():
                yield from _tree(int(child))


def _share(pid: int) -> int:
    """Return the memory of a process in kibibytes, each page divided by those who share it."""
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
