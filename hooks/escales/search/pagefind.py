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
from select import select
from typing import Any
from weakref import finalize

from pagefind_bin import get_executable

from escales.machine.progress import shown
from escales.words.phrases import phrases_of

phrases = phrases_of("search")

END = b","  # of a message
BLOCK = 65_536  # bytes
TICK = 1  # second between two looks at how long an answer takes
LAST_WORDS = 5  # seconds to end by itself


class SearchFailed(Exception):  # noqa: N818  # reads better so
    """Pagefind could not index the site; the text is its own message."""


class Pagefind:
    """Pagefind, running as long as this object lasts, and never longer than the build."""

    def __init__(self) -> None:
        self._sent = 0
        self._process = subprocess.Popen(  # noqa: S603  # a program of the lock
            [str(get_executable()), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            preexec_fn=_stay_on_one_core,  # noqa: PLW1509  # a build has no other thread
        )
        finalize(self, _stop, self._process)

    def send(self, **request: Any) -> None:  # noqa: ANN401  # any JSON
        """Send a request; `wait_for_answers` reads the answer."""
        assert self._process.stdin is not None, "a pipe"  # noqa: S101  # for the type checker
        self._sent += 1
        message = {"message_id": self._sent, "payload": request}
        with suppress(BrokenPipeError):  # it failed: there will be no answer
            self._process.stdin.write(b64encode(json.dumps(message).encode()) + END)
            self._process.stdin.flush()

    def wait_for_answers(self) -> None:
        """Wait until all requests are answered; raise SearchFailed if one failed."""
        assert self._process.stdout is not None, "a pipe"  # noqa: S101  # for the type checker
        output = b""
        for more in shown(_blocks(self._process.stdout.fileno()), phrases.progress):
            output += more
            if output.count(END) >= self._sent:
                break
        try:
            answers = [
                json.loads(b64decode(one))["payload"] for one in output.split(END)[: self._sent]
            ]
        except ValueError:
            answers = []
        if len(answers) < self._sent or any(one["type"] == "Error" for one in answers):
            _stop(self._process)
            raise SearchFailed(output.decode(errors="replace").strip() or "Pagefind s’est arrêté.")

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


def _stay_on_one_core() -> None:
    """Leave the other cores to the build: threads of Pagefind mostly wait for each other."""
    if hasattr(os, "sched_setaffinity"):  # on Linux
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
