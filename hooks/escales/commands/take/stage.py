# SPDX-License-Identifier: EUPL-1.2
"""The repository as it would be: checked there, then put in place file by file, or not at all.

All is written aside before anything moves. Whoever is stopped in between finds all as it was; a
machine that stops, the files still to move: the next command ends it.
"""

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from escales.commands.check import check_repository
from escales.commands.take.refusal import RefusedError
from escales.problems.problem import Problem
from escales.reading.own_folders import link_on_the_way
from escales.settings.configuration import Configuration
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/take")

Changes = Mapping[str, bytes | None]  # by path; None takes the file away

BUILD = "build"  # ours: nobody commits what it holds
BEFORE, AFTER, PLAN = "avant", "apres", "plan.json"
PREFIX = "reprise-"
NOT_LINKED = {BUILD, "site", "node_modules"}
OURS = ("schemes/", "stories/", "docs/", "escales.lock")


def check_alone(changes: Changes, configuration: Configuration) -> list[Problem]:
    """Return the problems of some files without the rest of the site."""
    with _folder(Path(), {}) as alone:
        _write(alone, changes)
        problems = check_repository(alone, configuration)
    return [problem for problem in problems if problem.path in changes]


def check_with(root: Path, changes: Changes, configuration: Configuration) -> list[Problem]:
    """Return the problems that changes would bring to a site."""
    _stop_at_links(root, changes)  # the copy would hold them too
    with _folder(root, changes) as after:
        _write(after, changes)
        problems = check_repository(after, configuration)
    before = {_known(each) for each in check_repository(root, configuration)} if problems else set()
    return [problem for problem in problems if _known(problem) not in before]


def _known(problem: Problem) -> tuple[str, str, str]:
    """Return what stays of a problem when lines move."""
    return problem.path, problem.code, problem.message


@contextmanager
def _folder(root: Path, changes: Changes) -> Iterator[Path]:
    """Make a folder that holds the files of a site but those that change, for as long as needed.

    They are the same files under another name, where the disk can; else they are copied.
    """
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for entry in os.scandir(root) if changes else ():
            if entry.name.startswith(".") or entry.name in NOT_LINKED:
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.copytree(entry, copy / entry.name, symlinks=True, copy_function=_link)
            else:
                _link(entry.path, str(copy / entry.name))
        for path in changes:
            (copy / path).unlink(missing_ok=True)
        yield copy


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another disk, or one without such links
        shutil.copy2(source, target, follow_symlinks=False)


def _stop_at_links(root: Path, changes: Changes) -> None:
    for path in changes:
        if link_on_the_way(root / path, root):
            raise RefusedError(phrases.linked.format(path=path))


def _write(root: Path, changes: Changes) -> None:
    for path, content in changes.items():
        if content is not None:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as opened:
                opened.write(content)
                os.fsync(opened.fileno())


def put_in_place(root: Path, changes: Changes) -> Path | None:
    """Write the changes; return the folder of what they replace, if they replace anything.

    Raise OSError when they cannot be written, RefusedError when they would go elsewhere: all is
    then as it was.
    """
    _stop_at_links(root, changes)
    (root / BUILD).mkdir(exist_ok=True)
    aside = Path(mkdtemp(prefix=PREFIX, dir=root / BUILD))
    try:
        _write(aside / AFTER, changes)
        for path in changes:
            if (root / path).is_file():
                (aside / BEFORE / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(root / path, aside / BEFORE / path)
        plan = {path: content is not None for path, content in changes.items()}
        (aside / f"{PLAN}.new").write_text(json.dumps(plan), encoding="utf-8")
        (aside / f"{PLAN}.new").replace(aside / PLAN)
        _move(root, aside, plan)
    except BaseException:
        _undo(root, aside, changes)
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return _end(aside)


def end_what_was_stopped(root: Path) -> bool:
    """End what a machine that stopped left half in place; return whether there was anything."""
    plans = sorted((root / BUILD).glob(f"{PREFIX}*/{PLAN}"))
    for plan in plans:
        told = json.loads(plan.read_text(encoding="utf-8"))
        _move(root, plan.parent, {path: stays for path, stays in told.items() if _is_ours(path)})
        _end(plan.parent)
    return bool(plans)


def _is_ours(path: str) -> bool:
    return path.startswith(OURS) and ".." not in path.split("/")


def _move(root: Path, aside: Path, plan: Mapping[str, bool]) -> None:
    """Move each file that stays to its place, and take the others away; again does no harm."""
    for path, stays in plan.items():
        new, file = aside / AFTER / path, root / path
        if not stays:
            file.unlink(missing_ok=True)
            _remove_empty(file.parent, root)
        elif new.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            new.replace(file)


def _undo(root: Path, aside: Path, changes: Changes) -> None:
    """Put back what was there."""
    for path in changes:
        before, file = aside / BEFORE / path, root / path
        if before.is_file():
            file.parent.mkdir(parents=True, exist_ok=True)
            before.replace(file)
        elif (aside / PLAN).is_file() and not (aside / AFTER / path).is_file():
            file.unlink(missing_ok=True)
            _remove_empty(file.parent, root)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _end(aside: Path) -> Path | None:
    """Forget the plan, and return what was there before, if anything was."""
    (aside / PLAN).unlink()
    shutil.rmtree(aside / AFTER, ignore_errors=True)
    if (aside / BEFORE).is_dir():
        return aside / BEFORE
    shutil.rmtree(aside, ignore_errors=True)
    return None


def forget(before: Path | None) -> None:
    """Delete what the changes replaced."""
    if before:
        shutil.rmtree(before.parent, ignore_errors=True)
