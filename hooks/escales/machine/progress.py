# SPDX-License-Identifier: EUPL-1.2
"""Say where long work is: a bar in a terminal, a line now and then elsewhere.

Short work says nothing, nor work inside of work that speaks. All goes to the errors, so that what
a command answers stays whole.
"""

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from time import monotonic
from typing import TextIO, TypeVar

T = TypeVar("T")
Say = Callable[[int], None]  # takes how many items are done

SHORT = 2  # seconds: work that takes less says nothing
BETWEEN, REDRAWN = 10, 0.1  # seconds between two lines, between two drawings of a bar
WIDTH = 20  # columns of the bar itself, so that it fits in 80 with its words
QUIET = "ESCALES_SANS_AVANCEMENT"  # set to anything, and no work says where it is
LENT = "ESCALES_TERMINAL"  # the descriptor of the terminal where our errors are passed on
AFTER_BAR = "\r\033[K\033[?25h"  # an empty line, with its cursor


@dataclass(slots=True)
class Screen:
    """What all works share: one of them speaks at a time, and none where quiet was asked for."""

    is_quiet: bool = False
    is_taken: bool = False


screen = Screen()


def shown(items: Iterable[T], label: str, total: int | None = None) -> Generator[T]:
    """Yield the items; say how many are done, from SHORT seconds on.

    Each is done when the next is asked for. Without a total, it only says that the work goes on.
    """
    start = monotonic()
    due, say, between = start + SHORT, None, 0.0
    with ExitStack() as on_screen:
        for done, item in enumerate(items):
            if monotonic() >= due:
                if not say and not screen.is_taken and not _is_quiet():
                    say, between = on_screen.enter_context(_speaking(label, total, start))
                if say:
                    say(done)
                due = monotonic() + (between or SHORT)
            yield item


def _is_quiet() -> bool:
    return screen.is_quiet or QUIET in os.environ


@contextmanager
def _speaking(label: str, total: int | None, start: float) -> Iterator[tuple[Say, float]]:
    """Take the screen; yield what says where the work is, and the time between two sayings."""
    screen.is_taken = True
    try:
        if total is not None and (terminal := _terminal()):
            with _bar(label, total, start, terminal) as say:
                yield say, REDRAWN
        else:
            yield lambda done: _write_line(label, done, total), BETWEEN
    finally:
        screen.is_taken = False


@contextmanager
def _bar(label: str, total: int, start: float, terminal: TextIO) -> Iterator[Say]:
    """Draw a bar, whole if the work goes to its end; a fault or Ctrl-C leaves it where it was."""
    options = {"label": label, "width": WIDTH, "show_pos": True, "show_percent": False}
    # Imported when a bar is drawn: a check answers without it.
    progressbar = import_module("click").progressbar
    with progressbar(length=total, file=terminal, **options) as bar:
        bar.start -= monotonic() - start  # it tells the time that is left
        yield lambda done: bar.update(done - bar.pos)
        bar.update(total - bar.pos)


def _write_line(label: str, done: int, total: int | None) -> None:
    said = f"{label}…" if total is None else f"{label}\u00a0: {done}/{total}"
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()


def _terminal() -> TextIO | None:
    """Return the terminal where a bar may be drawn, if any: ours, or the one lent to us."""
    if os.environ.get("TERM") == "dumb":
        return None
    if sys.stderr.isatty():
        return sys.stderr
    with suppress(KeyError, ValueError, OSError):
        lent = int(os.environ[LENT])
        if os.isatty(lent):
            return open(lent, "w", encoding=sys.stderr.encoding, errors="replace", closefd=False)
    return None


@contextmanager
def lent_terminal() -> Iterator[dict[str, str]]:
    """Yield what tells a child where to draw, though we read its errors: {} without a terminal.

    The child must inherit that descriptor. Once it has ended, however it did, the line is empty.
    """
    if not sys.stderr.isatty():
        yield {}
        return
    terminal = os.dup(sys.stderr.fileno())
    try:
        yield {LENT: str(terminal)}
    finally:
        os.close(terminal)
        sys.stderr.write(AFTER_BAR)
        sys.stderr.flush()
