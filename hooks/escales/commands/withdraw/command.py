# SPDX-License-Identifier: EUPL-1.2
"""The command `escales withdraw`: what it does to the files, and the account that it gives."""

import shlex
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from escales.commands.withdraw import phrases
from escales.commands.withdraw.emptying import (
    is_empty,
    put_in_place,
    what_is_left,
    withdrawn_on,
    write_left,
)
from escales.commands.withdraw.surroundings import Surroundings, look_around
from escales.commands.withdraw.target import Content, Target, find, near, read_content, read_target
from escales.pages.templating import french_date
from escales.schema import Withdrawal
from escales.schema.values import Day
from escales.settings.rules import today
from escales.words.addresses import url_of
from escales.words.choices import write_one_of

WIDTH = 90  # columns: a sentence is easier to read than a line that a terminal breaks


class RefusedError(Exception):
    """Nothing was withdrawn; the text says why, in French."""


def withdraw(named: str, day: str | None, root: Path, site: str) -> str:
    """Withdraw a story, and return the account of it; raise RefusedError when nothing is done.

    `day` is as contributors write it; `site` is the address of the site and its last slash, or "".
    """
    on = _day(day) if day else None
    content = read_content(root)
    target = _chosen(named, content)
    before = withdrawn_on(target.header)
    around = look_around(target, content)
    if before and is_empty(target.header, target.body.text) and not around.own:
        return f"{phrases.ALREADY.format(slug=target.slug, on=french_date(before))}\n"
    left = what_is_left(target.header, on or before or today())
    put_in_place(write_left(left), target.file, (root / path for path in around.own))
    return "\n".join([*_done(target, left, around), "", *_to_do(target, left, around, site), ""])


def _day(written: str) -> date:
    try:
        on: date = TypeAdapter(Day).validate_python(written)
    except ValidationError:
        raise RefusedError(phrases.BAD_DAY.format(found=written)) from None
    if on > today():
        raise RefusedError(phrases.TO_COME.format(found=written))
    return on


def _chosen(named: str, content: Content) -> Target:
    paths = find(named, content)
    if not paths:
        meant = write_one_of([], near(named, content))
        raise RefusedError(f"{phrases.UNKNOWN.format(named=named)} {meant}".strip())
    if len(paths) > 1:
        raise RefusedError(phrases.SEVERAL.format(named=named, paths=", ".join(paths)))
    file = content.files[paths[0]]
    if file.is_symlink() or not file.is_file():
        raise RefusedError(phrases.NOT_A_FILE.format(path=paths[0]))
    return read_target(paths[0], content)


def _done(target: Target, left: Withdrawal, around: Surroundings) -> Iterator[str]:
    yield phrases.DONE.format(slug=target.slug, on=french_date(left.withdrawn_on))
    yield ""
    kept = ", ".join(line.partition(":")[0] for line in write_left(left).split("\n")[1:-2])
    yield _wrapped(phrases.EMPTIED.format(path=target.path, left=kept), "  ", "  ")
    yield from (_wrapped(phrases.DELETED.format(path=path), "  ", "  ") for path in around.own)
    if target.header is None or target.header.faulty:
        yield _wrapped(phrases.UNREAD, "  ", "  ")
    staying = [
        *(phrases.SHARED.format(path=p, by=", ".join(by)) for p, by in around.shared.items()),
        *(phrases.ELSEWHERE.format(path=path) for path in around.elsewhere),
        *(phrases.STRAY.format(path=path) for path in around.stray),
    ]
    if staying:
        yield from ("", phrases.WHAT_STAYS, "", *(_wrapped(line, "  ", "  ") for line in staying))


def _to_do(target: Target, left: Withdrawal, around: Surroundings, site: str) -> Iterator[str]:
    yield from (phrases.TO_DO, "")
    changed = shlex.join([target.path, *around.own])
    record = [f"git add --all -- {changed}", f'git commit -m "{phrases.COMMIT}"', "git push"]
    names = ", ".join(f"« {name} »" for name in (target.slug, *left.former_slugs))
    told = left.is_announced
    page = site + url_of(phrases.PAGE) if site else f"docs/{phrases.PAGE}"
    name = phrases.NAME.format(names=names, data=phrases.NAMED_IN_DATA if told else "")
    gone = phrases.NAME_GONE.format(data=phrases.SILENT_DATA if told else "")
    steps: list[tuple[str, list[str]]] = [
        (f"{name} {gone}", [f"rm -- {shlex.quote(target.path)}"]),
        (phrases.RECORD, record),
        (phrases.LINKING, list(around.linking)),
        (phrases.VOICES, list(around.voices)),
        (phrases.BEYOND, [page]),
    ]
    for number, (step, lines) in enumerate((each for each in steps if each[1]), start=1):
        yield _wrapped(f"{number}. {step}", "  ", "     ")
        yield from (f"       {line}" for line in lines)


def _wrapped(text: str, first: str, others: str) -> str:
    """Break a sentence at its plain spaces only."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
