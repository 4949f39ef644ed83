# SPDX-License-Identifier: EUPL-1.2
"""Work shared between processes is the work of one: same results, same faults, nothing left over.

Each test runs in a process of its own, which has no other thread, and two cores to share.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from building import plain_environment

PATIENCE = 60  # seconds; a busy machine is slow, it is not wrong
BEGINNING = """
import os, signal, sys, threading, time, traceback
from multiprocessing import active_children, get_context
os.sched_getaffinity = lambda _: {0, 1}  # as many as it has in any case
from escales.machine.workers import AHEAD, FEW, BATCH, map_on_all_cores
HERE, MANY = os.getpid(), range(40 * BATCH)
def where(number): return os.getpid()
"""
# Whoever has the first batch waits for whoever has the second: no process does both.
MEETING = f"""
meeting = get_context("fork").Barrier(2, timeout={PATIENCE})
def meet(number):
    if number in (0, BATCH): meeting.wait()
    return os.getpid()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, nothing is forked")


def start(program: str) -> "subprocess.Popen[str]":
    path = os.pathsep.join(sys.path)
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", BEGINNING + program],
        env={**plain_environment(), "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(program: str) -> str:
    """Run a program that shares work; return what it prints."""
    running = start(program)
    said, failed = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, failed
    assert failed == ""
    return said.strip()


def test_results_come_in_order_from_several_processes() -> None:
    assert (
        run("print(list(map_on_all_cores(lambda n: n * n, MANY)) == [n * n for n in MANY])")
        == "True"
    )
    found = "found = set(map_on_all_cores(meet, MANY)); print(len(found), HERE in found)"
    assert run(MEETING + found) == "2 False"


def test_for_little_work_no_process_is_started() -> None:
    assert run("print(set(map_on_all_cores(where, range(FEW - 1))) == {HERE})") == "True"
    assert run("print(list(map_on_all_cores(where, [])))") == "[]"


def test_beside_another_thread_nothing_is_forked() -> None:
    thread = "threading.Thread(target=threading.Event().wait, daemon=True).start()"  # for ever
    assert run(f"{thread}; print(set(map_on_all_cores(where, MANY)) == {{HERE}})") == "True"


def test_work_can_be_shared_again_and_again() -> None:
    program = "for _ in range(3): assert HERE not in set(map_on_all_cores(where, MANY))"
    assert run(f"{program}\nprint(active_children(), threading.active_count())") == "[] 1"


def test_a_worker_does_the_work_that_it_would_share() -> None:
    program = """
def inside(number): return set(map_on_all_cores(where, MANY)) == {os.getpid()}
print(set(map_on_all_cores(inside, range(FEW))))
"""
    assert run(program) == "{True}"


def test_two_works_may_be_shared_at_once() -> None:
    program = """
ones, others = map_on_all_cores(where, MANY), map_on_all_cores(where, MANY)
pairs = set(zip(ones, others, strict=True))
print(all(HERE != one != other != HERE for one, other in pairs), active_children())
"""
    assert run(program) == "True []"


def test_work_goes_on_while_this_process_does_something_else() -> None:
    program = """
made = get_context("fork").Value("i")
def count(number):
    with made.get_lock(): made.value += 1
results = map_on_all_cores(count, MANY, ahead=len(MANY))
while made.value < len(MANY): time.sleep(0.01)  # and takes no result
print(len(list(results)), active_children())
"""
    assert run(program) == "640 []"


def test_a_fault_is_raised_with_its_place() -> None:
    """The results before it came; nothing runs on after it."""
    program = """
def divide(number): return 1 / (number - 500)
came = 0
try:
    for _ in map_on_all_cores(divide, MANY): came += 1
except ZeroDivisionError:
    told = traceback.format_exc()
print(came // BATCH == 500 // BATCH, "in divide" in told, active_children())
"""
    assert run(program) == "True True []"


@pytest.mark.parametrize("ahead", ["AHEAD", "len(MANY)"])
def test_the_work_of_a_killed_worker_is_done_here(ahead: str) -> None:
    """By a system that is short of memory, say; whether or not all work was given by then."""
    program = f"""
def mortal(number):
    if number == 200 and os.getpid() != HERE: os.kill(os.getpid(), signal.SIGKILL)
    return number
print(list(map_on_all_cores(mortal, MANY, ahead={ahead})) == list(MANY), active_children())
"""
    assert run(program) == "True []"


def test_the_work_is_done_even_when_all_workers_are_killed() -> None:
    program = """
def mortal(number):
    if os.getpid() != HERE: os.kill(os.getpid(), signal.SIGKILL)
    return number
results = map_on_all_cores(mortal, MANY)
time.sleep(0.5)  # both are dead by now
print(list(results) == list(MANY), active_children())
"""
    assert run(program) == "True []"


def test_large_results_come_from_who_is_not_killed() -> None:
    program = """
def mortal(number):
    if number == 200 and os.getpid() != HERE: os.kill(os.getpid(), signal.SIGKILL)
    return bytes(20_000)
print(sum(map(len, map_on_all_cores(mortal, MANY))) == 20_000 * len(MANY), active_children())
"""
    assert run(program) == "True []"


@pytest.mark.parametrize("ahead", ["AHEAD", "len(MANY)"])
@pytest.mark.parametrize("keeps", ["0", "threading.Lock()"])
def test_a_fault_that_cannot_travel_is_raised_here(ahead: str, keeps: str) -> None:
    """Pickle can neither make it again without its word, nor take what it keeps."""
    program = f"""
class Bad(Exception):
    def __init__(self, *, word): super().__init__(word); self.kept = {keeps}
def refuse(number):
    if number == 200: raise Bad(word="the true one")
    return bytes(20_000)
try: list(map_on_all_cores(refuse, MANY, ahead={ahead}))
except Bad as fault: print(fault, active_children())
"""
    assert run(program) == "the true one []"


def test_who_takes_no_more_results_leaves_no_process() -> None:
    program = """
results = map_on_all_cores(where, MANY)
next(results)
results.close()
print(active_children())
"""
    assert run(program) == "[]"


def test_results_do_not_pile_up() -> None:
    """However slow who takes them, workers wait."""
    program = """
made = os.memfd_create("made")
def count(number):
    os.write(made, b".")
    return number
results = map_on_all_cores(count, MANY)
next(results)
while not (seen := os.fstat(made).st_size): time.sleep(0.1)
while seen != (seen := time.sleep(1) or os.fstat(made).st_size): pass
print(seen <= (2 * AHEAD + 1) * BATCH)
"""
    assert run(program) == "True"


def test_workers_end_with_a_build_that_is_killed() -> None:
    program = """
results = map_on_all_cores(lambda number: time.sleep(0.01) or os.getpid(), MANY)
print(next(results), *(child.pid for child in active_children()), flush=True)
time.sleep(600)
"""
    running = start(program)
    assert running.stdout is not None
    workers = {int(number) for number in running.stdout.readline().split()}
    assert workers
    running.kill()

    deadline = time.monotonic() + PATIENCE
    while (left := list(filter(_lives, workers))) and time.monotonic() < deadline:
        time.sleep(0.1)
    for number in left:
        os.kill(number, signal.SIGKILL)
    running.communicate()
    assert left == []


def test_an_interruption_ends_all_and_is_told_once() -> None:
    """Ctrl-C reaches the workers too."""
    program = """
results = map_on_all_cores(lambda number: time.sleep(0.01) or meet(number), MANY)
next(results)  # every worker has begun
try:
    for child in active_children(): os.kill(child.pid, signal.SIGINT)
    os.kill(HERE, signal.SIGINT)
    list(results)
except KeyboardInterrupt:
    results.close()
    print("interrupted", active_children())
"""
    assert run(MEETING + program) == "interrupted []"


def _lives(number: int) -> bool:
    """Whether a process runs; one that ended may still wait to be buried by the system."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except OSError:
        return False
    return state.split()[0] not in {"Z", "X"}


def test_a_program_ends_without_looking_through_what_it_holds() -> None:
    """Asked last, when the program ends: Python would look through what is not frozen."""
    program = (
        "import atexit, gc\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 1000))\n"
        "from escales.machine.garbage import without_garbage_collection\n"
        "with without_garbage_collection():\n"
        "    held = [[] for _ in range(1000)]\n"
        "assert gc.get_freeze_count() == 0\n"
    )
    assert run(program) == "True"
