# SPDX-License-Identifier: EUPL-1.2
"""Run Pagefind beside the build, which goes on without waiting for its answers.

The messages are those of Pagefind's own Python package, which waits a tenth of a second for each
answer, and for ever when Pagefind fails.
"""

import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from select import select
from typing import Any
from weakref import finalize

from pagefind_bin import get_executable

END = b","  # of a message
BLOCK = 65_536  # bytes
TICK = 1  # second between two looks at how long an answer takes
LAST_WORDS = 5  # seconds to end by itself


class SearchFailed(Exception):  # noqa: N818  # reads better so
    """Pagefind could not index the site; the text is its own message."""


class Pagefind:
    """Pagefind, running as long as this object lasts, and never longer than the build.

    It does what it is asked one thing after the other, on one core: the last, or one before it.
    """

    def __init__(self, core: int = 0) -> None:
        self._sent = self._answered = 0
        self._process = subprocess.Popen(  # noqa: S603  # a program of the lock
            [str(get_executable()), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=partial(_stay_on_one_core, core),  # noqa: PLW1509  # a build has no other thread
        )
        finalize(self, _stop, self._process)

    def send(self, **request: Any) -> None:  # noqa: ANN401  # any JSON
        """Send a request; `answers` reads the answer."""
        assert self._process.stdin is not None, "a pipe"  # noqa: S101  # for the type checker
        self._sent += 1
        message = {"message_id": self._sent, "payload": request}
        with suppress(BrokenPipeError):  # it failed: there will be no answer
            self._process.stdin.write(b64encode(json.dumps(message).encode()) + END)
            self._process.stdin.flush()

    def answers(self) -> Iterator[str | None]:
        """Yield the type of each answer, in the order of the requests, until all are there.

        Yield None when something came or a while passed. Raise SearchFailed if a request failed.
        """
        assert self._process.stdout is not None, "a pipe"  # noqa: S101  # for the type checker
        blocks = _blocks(self._process.stdout.fileno())
        output = b""
        while self._answered < self._sent:
            answer, end, rest = output.partition(END)
            if not end:
                block = next(blocks, None)
                if block is None:
                    raise self._failure(output)
                output += block
                yield None
                continue
            output = rest
            try:
                kind: str = json.loads(b64decode(answer))["payload"]["type"]
            except ValueError:
                raise self._failure(answer + end + rest) from None
            if kind == "Error":
                raise self._failure(b64decode(answer))
            self._answered += 1
            yield kind

    def _failure(self, said: bytes) -> SearchFailed:
        _stop(self._process)
        return SearchFailed(said.decode(errors="replace").strip() or "Pagefind s’est arrêté.")

    def wait_for_end(self) -> None:
        """Let it end by itself, or stop it: it may still be writing after its last answer.

        It would wait for ever if a process forked meanwhile still holds its pipe open.
        """
        assert self._process.stdin is not None, "a pipe"  # noqa: S101  # for the type checker
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(LAST_WORDS)
        _stop(self._process)


def _blocks(pipe: int) -> Iterator[bytes]:
    """Yield what comes out of a pipe until its end, and nothing each time that it is late."""
    while True:
        if not select([pipe], [], [], TICK)[0]:
            yield b""
        elif block := os.read(pipe, BLOCK):
            yield block
        else:
            return


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Kill the process if it still runs, even when the build failed."""
    with suppress(BrokenPipeError), process:
        process.kill()


def _stay_on_one_core(core: int) -> None:
    """Leave the other cores to the build: threads of Pagefind mostly wait for each other."""
    if hasattr(os, "sched_setaffinity"):  # on Linux
        ours = sorted(os.sched_getaffinity(0), reverse=True)
        os.sched_setaffinity(0, {ours[core % len(ours)]})
