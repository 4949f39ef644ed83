# SPDX-License-Identifier: EUPL-1.2
"""Commands in a real terminal: those that ask questions, and those that draw."""

import codecs
import os
import pty
import signal
import sys
from collections.abc import Sequence
from select import select

PATIENCE = 60  # seconds without a word; a busy machine is slow, it is not wrong


class Terminal:
    """A person at a keyboard: types a line once the command has asked, and reads what it says."""

    def __init__(self, *words: str, run: Sequence[str] = ("-m", "escales")) -> None:
        command = [sys.executable, *run, *words]
        self.child, self.screen = pty.fork()
        if not self.child:
            signal.signal(
                signal.SIGINT, signal.default_int_handler
            )  # a job in the background has none
            os.execv(command[0], command)  # noqa: S606  # the command itself, in this terminal
        self.shown = ""
        # What is shown may come in pieces, which end between the two bytes of a letter.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def read(self, until: str) -> str:
        """Return what is shown up to the next `until`, or the end."""
        started = len(self.shown)
        while until not in self.shown[started:]:
            assert select([self.screen], [], [], PATIENCE)[0], self.shown
            try:
                more = os.read(self.screen, 65536)
            except OSError:
                break  # the command has ended
            self.shown += self._decoder.decode(more)
        return self.shown[started:].replace("\u00a0", " ").replace("\r", "")

    def answer(self, text: str) -> str:
        """Type a line; return what follows, up to the next question."""
        os.write(self.screen, f"{text}\n".encode())
        return self.read("> ")

    def end(self) -> int:
        """Return the exit code once all is read."""
        self.read("\0")
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])
