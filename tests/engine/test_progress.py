# SPDX-License-Identifier: EUPL-1.2
"""Long work says where it is: a bar in a terminal, lines elsewhere, nothing when it is short.

No test waits: a clock is given, or all work is told to be long.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from building import REPOSITORY, plain_environment
from conftest import FIXTURE
from escales.machine import progress
from escales.machine.progress import BETWEEN, SHORT, shown
from terminal import Terminal

LONG = "from escales.machine import progress; progress.SHORT = progress.REDRAWN = 0; "
MAIN = f"{LONG}import sys; from escales.commands.cli import main; sys.exit(main(sys.argv[1:]))"
BUILD = "cli({}, standalone_mode=False)"
HIDDEN, SHOWN = "\033[?25l", "\033[?25h"  # the cursor


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(progress.QUIET)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Return the time, which a test changes."""
    now = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setattr(progress, "screen", progress.Screen())
    monkeypatch.delenv(progress.LENT, raising=False)
    yield now
    assert not progress.screen.is_taken, "the screen is given back"


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    said = capsys.readouterr()
    assert said.out == ""
    return said.err.replace("\u00a0", " ").splitlines()


def in_terminal(program: str, *words: str) -> Terminal:
    return Terminal(*words, run=["-c", program])


def apart(program: str, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a program as a pipeline does, without any terminal."""
    path = os.pathsep.join(sys.path)
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *words],
        env={**plain_environment(), "PYTHONPATH": path, "NO_MKDOCS_2_WARNING": "1"},
        check=False,
        capture_output=True,
        text=True,
    )


def test_short_work_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    for _ in shown(range(1000), "Pages", 1000):
        clock[0] += (SHORT - 0.01) / 1000

    assert told(capsys) == []


def test_without_a_terminal_a_line_comes_now_and_then(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in shown(range(100), "Pages", 100):
        clock[0] += 0.5

    at = [SHORT, *(SHORT + step * BETWEEN for step in range(1, 5))]
    assert told(capsys) == [f"Pages : {int(second / 0.5)}/100" for second in at]


def test_a_machine_that_asks_for_quiet_hears_nothing(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(progress.QUIET, "oui")
    for _ in shown(range(100), "Pages", 100):
        clock[0] += 0.5

    assert told(capsys) == []


def test_without_a_length_it_only_says_that_it_goes_on(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in shown(range(30), "Recherche"):
        clock[0] += 0.5

    assert told(capsys) == ["Recherche…", "Recherche…"]


def test_work_inside_of_work_that_speaks_is_silent(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    for page in shown(range(3), "Pages", 3):
        clock[0] += SHORT
        for _ in shown(range(3 * page), "Images", 3 * page):
            clock[0] += 1

    assert told(capsys) == ["Pages : 1/3"]


def test_where_quiet_was_asked_for_nothing_is_said(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    progress.screen.is_quiet = True
    for _ in shown(range(100), "Pages", 100):
        clock[0] += 1

    assert told(capsys) == []


def test_the_items_come_as_they_are_and_so_do_faults(clock: list[float]) -> None:
    def work(items: Iterable[float], last: float = 10) -> list[float]:
        done = []
        for item in shown(items, "Pages", 10):
            clock[0] += 1
            if item > last:
                break
            done.append(24 / (7 - item))
        return done

    assert work(range(6)) == [24 / (7 - item) for item in range(6)]
    assert work(range(10), last=4) == work(range(5))
    with pytest.raises(ZeroDivisionError):
        work(range(10))
    with pytest.raises(ZeroDivisionError):
        work(1 / (5 - item) for item in range(10))


def test_in_a_terminal_a_bar_goes_to_its_end() -> None:
    terminal = in_terminal(f"{LONG}[*progress.shown('abcd', 'Récits', 4)]")
    drawn = terminal.read("\0")

    assert terminal.end() == 0
    assert drawn.startswith(HIDDEN)
    assert re.search(r"Récits  \[#{5}-{15}\]  1/4", drawn)
    assert drawn.endswith(f"Récits  [{'#' * 20}]  4/4{SHOWN}\n")


def test_a_terminal_that_cannot_redraw_has_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    terminal = in_terminal(f"{LONG}[*progress.shown('abcd', 'Récits', 4)]")

    assert terminal.read("\0") == "Récits : 0/4\n"
    assert terminal.end() == 0


@pytest.mark.parametrize("fault", ["1 / 0", "os.kill(os.getpid(), signal.SIGINT)"])
def test_a_bar_that_is_interrupted_is_ended_before_anything_is_said(fault: str) -> None:
    terminal = in_terminal(
        f"import os, signal\n{LONG}\n"
        f"for item in progress.shown('abcd', 'Récits', 4):\n  if item == 'c': {fault}\n"
    )
    drawn = terminal.read("\0")

    assert terminal.end() != 0
    bar, _, said = drawn.partition(f"{SHOWN}\n")
    assert "2/4" in bar
    assert "4/4" not in drawn
    assert said.startswith("Traceback")


def test_short_work_imports_nothing_to_draw_with() -> None:
    program = "import sys; from escales.machine.progress import shown; [*shown('abcd', '', 4)]; "
    said = apart(f"{program} print('click' in sys.modules)")

    assert (said.stdout, said.stderr) == ("False\n", "")


def test_a_report_for_machines_stays_whole() -> None:
    said = apart(MAIN, "check", "--root", str(FIXTURE), "--format", "json")

    assert isinstance(json.loads(said.stdout), list)
    assert re.fullmatch("Lecture du contenu : 0/[0-9]+\n", said.stderr.replace("\u00a0", " "))


def test_a_report_for_machines_stays_whole_beside_a_bar(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    options = "--root", str(FIXTURE), "--format", "json", "--output", str(report)
    terminal = in_terminal(MAIN, "check", *options)

    assert "Lecture du contenu  [####" in terminal.read("\0")
    assert terminal.end() == 0
    assert isinstance(json.loads(report.read_text("utf-8")), list)


def test_each_long_part_of_a_build_says_where_it_is_unless_it_is_to_be_quiet(
    tmp_path: Path,
) -> None:
    """Both builds in one process: importing all takes its time."""
    options = ["-f", str(FIXTURE / "mkdocs.yml"), "--site-dir", str(tmp_path / "site")]
    builds = (["build", *quiet, *options] for quiet in (["-q"], []))
    said = apart(f"{LONG}from mkdocs.__main__ import cli\n" + "\n".join(map(BUILD.format, builds)))
    told = said.stderr.replace("\u00a0", " ")

    assert said.returncode == 0, told
    labels = (
        *("Lecture du contenu", "Documents des kits", "Images et données", "Pages"),
        "Préparation de la recherche",
    )
    for label in labels:
        assert len(re.findall(f"^{label} : 0/", told, re.MULTILINE)) == 1, told


@pytest.mark.parametrize(
    ("lock", "time"),
    [("requirements.lock", "une minute"), ("requirements-dev.lock", "deux minutes")],
)
def test_an_installation_says_how_long_it_takes(tmp_path: Path, lock: str, time: str) -> None:
    python = tmp_path / "bin/python"
    python.parent.mkdir()
    python.write_text("#!/bin/sh\n", encoding="utf-8")  # installs nothing, and is content
    python.chmod(0o755)
    said = subprocess.run(
        [REPOSITORY / ".ci/install", tmp_path, lock],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
        text=True,
    )

    assert said.stderr == ""
    assert said.stdout.startswith("Installation des bibliothèques Python")
    assert said.stdout.endswith(f"dans {tmp_path}\u00a0: environ {time} la première fois.\n")


def publishing(root: Path, end: str) -> Terminal:
    """Publish, in a terminal, what a builder that draws makes of a site."""
    builder = (
        f"import pathlib, sys, time\n{LONG}\n"
        "for item in progress.shown('abcd', 'Récits', 4):\n"
        "  print('INFO', item, file=sys.stderr, flush=True) if item == 'a' else None\n"
        f"  if item == 'c': {end}"
    )
    command = [sys.executable, "-c", builder, "{}"]
    return Terminal("publish", "--root", str(root), str(root / "site"), "--", *command)


def test_a_builder_draws_in_the_terminal_of_its_publication(tmp_path: Path) -> None:
    """Its errors are read by the command that publishes: they are no terminal."""
    (tmp_path / "stories").mkdir()
    terminal = publishing(tmp_path, "1 / 0")
    drawn = terminal.read("\0")

    assert terminal.end() == 1
    assert "Récits  [##########----------]  2/4" in drawn
    assert "ZeroDivisionError" in drawn
    assert drawn.index("2/4") < drawn.rindex(SHOWN) < drawn.index("Traceback")


def test_ctrl_c_leaves_no_bar_of_a_builder(tmp_path: Path) -> None:
    """It is stopped at once: it cannot end its bar itself."""
    (tmp_path / "stories").mkdir()
    terminal = publishing(tmp_path, "time.sleep(600)")
    terminal.read("2/4")
    os.write(terminal.screen, b"\x03")
    said = terminal.read("\0")

    assert terminal.end() == 130
    assert progress.AFTER_BAR.replace("\r", "") in said
    assert said.partition(SHOWN)[2].startswith("escales : ")
