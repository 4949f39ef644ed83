# SPDX-License-Identifier: EUPL-1.2
"""Run `python -m …` in a child of a process that has imported the program and built a site.

Each command has a process of its own, its environment and its exit code, as if Python had just
been started: only the second and a half that importing everything takes is spent once.
"""

import atexit
import json
import os
import runpy
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FIXTURE = Path(__file__).parent / "engine/site/mkdocs.yml"
_started: list["subprocess.Popen[str]"] = []


def run_python(*command: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run `python -m` with these words; return its exit code, and what it said."""
    if not _started:
        _started.append(_start())
        atexit.register(_stop)
    with TemporaryDirectory() as folder:
        request = {"command": command, "environment": environment, "folder": folder}
        told = _started[0]
        assert told.stdin
        assert told.stdout
        told.stdin.write(f"{json.dumps([request, os.getcwd()])}\n")  # noqa: PTH109  # it may be gone
        told.stdin.flush()
        code = int(told.stdout.readline())
        out, err = ((Path(folder) / name).read_bytes().decode() for name in ("out", "err"))
    return subprocess.CompletedProcess(["python", "-m", *command], code, out, err)


def _start() -> "subprocess.Popen[str]":
    left_out = ("COVERAGE", "ESCALES_")
    plain = {name: told for name, told in os.environ.items() if not name.startswith(left_out)}
    return subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**plain, "NO_MKDOCS_2_WARNING": "1"},
    )


def _stop() -> None:
    told = _started.pop()
    told.communicate()


def _get_ready() -> None:
    """Build a small site: all that is imported late, or made once, is then there."""
    with TemporaryDirectory() as folder, suppress(SystemExit):
        os.environ["ESCALES_RECHERCHE"] = "non"
        _run(["mkdocs", "build", "-q", "-f", str(FIXTURE), "--site-dir", folder])


def _run(command: Sequence[str]) -> None:
    sys.argv[1:] = command[1:]
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is said is no answer
    _get_ready()
    for line in sys.stdin:
        request, here = json.loads(line)
        child = os.fork()
        if not child:
            answers.close()
            _become(request, here)
            _run(request["command"])
            return
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _become(request: dict[str, Any], here: str) -> None:
    """Take the place of a process that has just been started."""
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(here)
    for number, name in ((0, os.devnull), (1, "out"), (2, "err")):
        path = Path(request["folder"], name)
        file = os.open(path, os.O_RDWR | (os.O_CREAT if number else 0))
        os.dup2(file, number)
        os.close(file)


if __name__ == "__main__":
    _serve()
