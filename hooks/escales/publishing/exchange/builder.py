# SPDX-License-Identifier: EUPL-1.2
"""Where a site is built aside: one publication at a time, and nothing left of those that died.

It stands beside the published folder, so that both are on one disk. The system frees
the lock with the last process that holds it: whatever lies there by then is a leftover.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from escales.publishing.exchange.swap import restore_previous

FOLDER = "build"
TARGET = "{}"  # in the command, the folder where to build
TRACEBACK = "Traceback (most recent call last):"  # what follows is for programmers
END = 20  # lines of errors, which may name their cause
PATIENCE = 10  # seconds, for a builder that was asked to stop


def workshop(site: Path) -> Path:
    return site.parent / FOLDER / f"publish-{site.name}"


@contextmanager
def publication_lock(site: Path, wait: Callable[[], None]) -> Iterator[int]:
    """Hold the lock of a published folder; `wait` is called first if somebody else has it.

    Yields the descriptor of the lock: a builder that outlives its publication must hold it too.
    """
    workshop(site).mkdir(parents=True, exist_ok=True)
    with (workshop(site) / "lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def delete_leftovers(site: Path) -> bool:
    """Delete what publications that were killed have left; return whether a site was put back."""
    restored = False
    for leftover in sorted(workshop(site).iterdir()):
        if leftover.is_dir():
            restored = restore_previous(leftover, site) or restored
            shutil.rmtree(leftover, ignore_errors=True)
    return restored


def make_build_folder(site: Path) -> Path:
    """Make an empty folder to build in: its `site` will be exchanged, its `tmp` is thrown away."""
    build_folder = Path(mkdtemp(dir=workshop(site)))
    (build_folder / "tmp").mkdir()
    return build_folder


def run_builder(command: Sequence[str], build_folder: Path, lock: int) -> tuple[int, str]:
    """Run the builder; return its exit code, and its traceback, or else the end of its errors.

    All that it says is passed on, but for a traceback. Whatever interrupts us stops it.
    """
    site = str(build_folder / "site")
    with subprocess.Popen(  # noqa: S603  # the command of whoever publishes
        [part.replace(TARGET, site) for part in command],
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        pass_fds=[lock],
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(build_folder / "tmp")},
    ) as builder:
        try:
            errors = _pass_on(builder.stderr or ())
            return builder.wait(), errors
        except BaseException:
            _stop(builder)
            raise


def _pass_on(errors: Iterable[str]) -> str:
    traceback: list[str] = []
    last: deque[str] = deque(maxlen=END)
    for line in errors:
        if traceback or line.startswith(TRACEBACK):
            traceback.append(line)
        else:
            sys.stderr.write(line)
            sys.stderr.flush()
            last.append(line)
    return "".join(traceback or last)


def _stop(builder: subprocess.Popen[str]) -> None:
    """End the builder and its own helpers: they are a group."""
    for asked in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(builder.pid, asked)
            builder.wait(PATIENCE)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
