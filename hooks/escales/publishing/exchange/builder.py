# SPDX-License-Identifier: EUPL-1.2
"""Where a site is built aside: one publication at a time, and nothing left of those that died.

It stands beside the published folder, so that both are on one disk. The system frees
the lock with the last process that holds it: whatever lies there by then is a leftover.
"""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from escales.publishing.exchange.swap import restore_previous

FOLDER = "build"
FOLDER_RIGHTS, FILE_RIGHTS = 0o755, 0o644  # at least: a web server is another user
LEFTOVER = re.compile(r"tmp\w+")  # a folder to build in, as `mkdtemp` names it
TARGET = "{}"  # in the command, the folder where to build
TRACEBACK = "Traceback (most recent call last):"  # what follows is for programmers
END = 20  # lines of errors, which may name their cause
PATIENCE = 10  # seconds, for a builder that was asked to stop
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # what asks a publication to stop


def workshop(site: Path) -> Path:
    return site.parent / FOLDER / f"publish-{site.name}"


@contextmanager
def publication_lock(site: Path, wait: Callable[[], None]) -> Iterator[int]:
    """Hold the lock of a published folder; `wait` is called first if somebody else has it.

    Yields the descriptor of the lock: a builder that outlives its publication must hold it too.
    """
    absent = [folder for folder in site.parents if not folder.exists()]
    workshop(site).mkdir(parents=True, exist_ok=True)
    for folder in absent:
        folder.chmod(FOLDER_RIGHTS)
    # Neither a link is followed, nor a pipe waited for.
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    with os.fdopen(os.open(workshop(site) / "lock", flags, 0o666), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            wait()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def delete_leftovers(site: Path) -> bool:
    """Delete what publications that were killed have left, and nothing else.

    Return whether a site was put back.
    """
    restored = False
    for leftover in sorted(workshop(site).iterdir()):
        if LEFTOVER.fullmatch(leftover.name) and leftover.is_dir() and not leftover.is_symlink():
            restored = restore_previous(leftover, site) or restored
            shutil.rmtree(leftover, ignore_errors=True)
    return restored


def make_build_folder(site: Path) -> Path:
    """Make an empty folder to build in: its `site` will be exchanged, its `tmp` is thrown away."""
    build_folder = Path(mkdtemp(dir=workshop(site)))
    (build_folder / "tmp").mkdir()
    return build_folder


def let_others_read(site: Path) -> None:
    """Have a web server read what was built, whatever the rights that new files get here."""
    for folder, _, files in os.walk(site):
        _add_rights(Path(folder), FOLDER_RIGHTS)
        for name in files:
            _add_rights(Path(folder, name), FILE_RIGHTS)


def _add_rights(path: Path, rights: int) -> None:
    mode = path.stat().st_mode
    if mode & rights != rights:
        path.chmod(mode | rights)


def run_builder(
    command: Sequence[str], build_folder: Path, lock: int, terminal: Mapping[str, str]
) -> tuple[int, str]:
    """Run the builder; return its exit code, and its traceback, or else the end of its errors.

    All that it says is passed on, but for a traceback; it draws in the terminal that is lent to it.
    Whatever interrupts us stops it.
    """
    site, builder = str(build_folder / "site"), None
    try:
        with _signals_put_off():
            builder = subprocess.Popen(  # noqa: S603  # the command of whoever publishes
                [part.replace(TARGET, site) for part in command],
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                pass_fds=[lock, *map(int, terminal.values())],
                start_new_session=True,
                env={**os.environ, **terminal, "TMPDIR": str(build_folder / "tmp")},
            )
        errors = _pass_on(builder.stderr or ())
        return builder.wait(), errors
    except BaseException:
        if builder:
            _stop(builder)
        raise
    finally:
        if builder and builder.stderr:
            builder.stderr.close()


@contextmanager
def _signals_put_off() -> Iterator[None]:
    """Have signals wait for the end of the block: a builder that just began would be left alone."""
    came: list[int] = []
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    ours = {number: handler for number, handler in handlers.items() if callable(handler)}
    for number in ours:
        signal.signal(number, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in ours.items():
            signal.signal(number, handler)
    for late in came:
        ours[signal.Signals(late)](late, None)


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
