# SPDX-License-Identifier: EUPL-1.2
"""Build a site aside, look at it, then have it take the place of the published one."""

import os
import re
import shutil
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from escales.checking.look import check_before_mkdocs
from escales.commands.console import MISUSE, OK, PROBLEMS
from escales.machine.progress import lent_terminal
from escales.mkdocs.configuration_file import read_configuration
from escales.problems.problem import InvalidContent
from escales.publishing.exchange.builder import (
    SIGNALS,
    TARGET,
    TRACEBACK,
    delete_leftovers,
    let_others_read,
    make_build_folder,
    publication_lock,
    run_builder,
    workshop,
)
from escales.publishing.exchange.causes import CAUSES, cause
from escales.publishing.exchange.completeness import find_fault, find_foreign
from escales.publishing.exchange.swap import swap_in
from escales.reading.own_folders import link_on_the_way
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import make_rules
from escales.words.phrases import phrases_of

phrases = phrases_of("publishing/exchange")

BY_SIGNAL = 128  # as shells count
# How Python, then Rust, name what the system refused; and the file, when they say it.
REFUSED = re.compile(r"(?:\[Errno |\(os error )(?P<number>\d+)[\])](?:[^\n]*'(?P<path>[^'\n]+)')?")


class NotPublished(Exception):  # noqa: N818  # reads as what it says
    """The published folder is as it was; the text says why."""


class Interrupted(Exception):  # noqa: N818  # likewise
    """Somebody asked to stop."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run(options: Namespace) -> int:
    """Run a command, where `{}` is the folder to build, and publish what it made.

    Return 0, 1 when the site could not be built, 2 on misuse, or 128 and the number of a signal.
    """
    shown, command = options.site, options.command
    site, code = _real_place(shown), OK
    _stop_before_mkdocs(options.root)
    try:
        if refusal := _refusal(shown, site, options.root, command):
            _say(refusal)
            return MISUSE
        with (
            _interruptible(),
            publication_lock(site, lambda: _say(phrases.waiting.format(site=shown))) as lock,
        ):
            _publish(site, command, lock)
    except Interrupted as interrupted:
        code = BY_SIGNAL + interrupted.number
        _say(phrases.stopped, _state(site))
    except NotPublished as failed:
        code = PROBLEMS
        _say(str(failed), _state(site))
    except OSError as error:
        code = PROBLEMS
        _say(cause(error.errno or 0, error.filename), _state(site))
    else:
        sys.stdout.write(f"{phrases.published.format(site=shown)}\n")
    return code


def _stop_before_mkdocs(root: Path) -> None:
    """Raise InvalidContent for what MkDocs would say in English, before any plugin runs."""
    rules = make_rules(read_configuration(root / CONFIGURATION))
    if problems := check_before_mkdocs(root, rules.look, rules.hooks):
        raise InvalidContent(problems)


def _publish(site: Path, command: Sequence[str], lock: int) -> None:
    if delete_leftovers(site):
        _say(phrases.restored)
    build_folder = make_build_folder(site)
    try:
        _build(command, build_folder, lock)
        _ignore_signals()
        swap_in(build_folder / "site", site)
    finally:
        shutil.rmtree(build_folder, ignore_errors=True)
        if build_folder.exists():
            _say(phrases.untidy.format(folder=build_folder))


def _build(command: Sequence[str], build_folder: Path, lock: int) -> None:
    try:
        with lent_terminal() as terminal:
            code, errors_end = run_builder(command, build_folder, lock, terminal)
    except FileNotFoundError as error:
        raise NotPublished(phrases.no_command.format(found=error.filename)) from None
    if code:
        *_, refused = [None, *REFUSED.finditer(errors_end)]
        if refused and int(refused["number"]) in CAUSES:
            raise NotPublished(cause(int(refused["number"]), refused["path"]))
        sys.stderr.write(errors_end if errors_end.startswith(TRACEBACK) else "")
        raise NotPublished(phrases.failed)
    if wrong := find_fault(build_folder / "site"):
        raise NotPublished(phrases.unfinished.format(fault=wrong))
    let_others_read(build_folder / "site")


def _refusal(shown: Path, site: Path, root: Path, command: Sequence[str]) -> str | None:
    """Return why nothing can be published there, or None: what is not a site is never replaced."""
    if link := link_on_the_way(shown.parent, root) or link_on_the_way(workshop(site), site.parent):
        return phrases.behind_a_link.format(site=shown, link=link)
    refused = {
        phrases.no_place: not any(TARGET in part for part in command),
        phrases.link: site.is_symlink(),
        phrases.holds_the_sources: root.resolve().is_relative_to(site),
        phrases.works_there: workshop(site).is_relative_to(site),
        phrases.mounted: site.is_mount(),
        phrases.not_a_folder: site.exists() and not site.is_dir(),
        phrases.not_a_site: site.is_dir() and not _replaceable(site),
    }
    for sentence, so in refused.items():
        if so:
            return sentence.format(site=shown, found=site.resolve())
    if site.is_dir() and (stranger := find_foreign(site)):
        return f"{phrases.not_a_site} {phrases.stranger}".format(site=shown, path=stranger)
    return None


def _real_place(shown: Path) -> Path:
    """Return a folder as the disk has it, unless it is itself a link."""
    way = Path(os.path.abspath(shown))  # noqa: PTH100  # Path follows links
    return way.parent.resolve() / way.name


def _replaceable(site: Path) -> bool:
    return (site / "index.html").is_file() or not any(site.iterdir())


@contextmanager
def _interruptible() -> Iterator[None]:
    """Have signals raise Interrupted, but for those that we were started to ignore."""

    def stop(number: int, _frame: object) -> None:
        raise Interrupted(number)

    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore_signals() -> None:
    """From here all takes an instant, and ends."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _state(site: Path) -> str:
    return phrases.still_there if os.path.lexists(site) else phrases.nothing


def _say(*sentences: str) -> None:
    sys.stderr.write(f"escales\u00a0: {' '.join(sentences)}\n")
