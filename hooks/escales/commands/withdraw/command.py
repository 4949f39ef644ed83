# SPDX-License-Identifier: EUPL-1.2
"""The command `escales withdraw`: what it does to the files, and the account that it gives."""

import shlex
import sys
import textwrap
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from escales.commands.console import OK, refuse
from escales.commands.withdraw.emptying import (
    is_empty,
    remaining_header,
    replace_file,
    withdrawn_on,
    write_remaining,
)
from escales.commands.withdraw.find_story import (
    Repository,
    StoryFile,
    find_stories,
    nearest_story,
    read_repository,
    read_story_file,
)
from escales.commands.withdraw.surroundings import Surroundings, look_around
from escales.mkdocs.configuration_file import read_configuration
from escales.pages.templating import french_date
from escales.schema import Withdrawal
from escales.schema.values import Day
from escales.settings.configuration import CONFIGURATION, UnreadableConfiguration
from escales.settings.rules import today
from escales.words.addresses import url_of
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/withdraw")

WIDTH = 90  # columns: a sentence is easier to read than a line that a terminal breaks


class WithdrawalRefusedError(Exception):
    """Nothing was withdrawn; the text says why, in French."""


def run(options: Namespace) -> int:
    try:
        site = read_configuration(options.root / CONFIGURATION).address
    except UnreadableConfiguration:
        site = ""  # whoever asked to be withdrawn does not wait for it
    try:
        sys.stdout.write(withdraw(options.story, options.on, options.root, site))
    except WithdrawalRefusedError as refused:
        return refuse(str(refused))
    return OK


def withdraw(story_name: str, day: str | None, root: Path, site: str) -> str:
    """Withdraw a story, and return the account of it; raise WithdrawalRefusedError.

    `day` is as contributors write it; `site` is the address of the site and its last slash, or "".
    """
    on = _day(day) if day else None
    repository = read_repository(root)
    target = _find_one(story_name, repository)
    before = withdrawn_on(target.header)
    surroundings = look_around(target, repository)
    if before and is_empty(target.header, target.body.text) and not surroundings.own_pictures:
        return f"{phrases.already.format(slug=target.slug, on=french_date(before))}\n"
    remaining = remaining_header(target.header, on or before or today())
    replace_file(
        write_remaining(remaining), target.file, (root / path for path in surroundings.own_pictures)
    )
    return "\n".join(
        [
            *_done(target, remaining, surroundings),
            "",
            *_to_do(target, remaining, surroundings, site),
            "",
        ]
    )


def _day(day_text: str) -> date:
    try:
        on: date = TypeAdapter(Day).validate_python(day_text)
    except ValidationError:
        raise WithdrawalRefusedError(phrases.bad_day.format(found=day_text)) from None
    if on > today():
        raise WithdrawalRefusedError(phrases.to_come.format(found=day_text))
    return on


def _find_one(story_name: str, repository: Repository) -> StoryFile:
    paths = find_stories(story_name, repository)
    if not paths:
        meant = write_one_of([], nearest_story(story_name, repository))
        raise WithdrawalRefusedError(
            f"{phrases.unknown.format(story_name=story_name)} {meant}".strip()
        )
    if len(paths) > 1:
        raise WithdrawalRefusedError(
            phrases.several.format(story_name=story_name, paths=", ".join(paths))
        )
    file = repository.files[paths[0]]
    if file.is_symlink() or not file.is_file():
        raise WithdrawalRefusedError(phrases.not_a_file.format(path=paths[0]))
    return read_story_file(paths[0], repository)


def _done(target: StoryFile, remaining: Withdrawal, surroundings: Surroundings) -> Iterator[str]:
    yield phrases.done.format(slug=target.slug, on=french_date(remaining.withdrawn_on))
    yield ""
    remaining_keys = ", ".join(
        line.partition(":")[0] for line in write_remaining(remaining).split("\n")[1:-2]
    )
    yield _wrapped(phrases.emptied.format(path=target.path, remaining=remaining_keys))
    yield from (_wrapped(phrases.deleted.format(path=path)) for path in surroundings.own_pictures)
    if target.header is None or target.header.faulty:
        yield _wrapped(phrases.unread)
    staying = [
        *(phrases.shared.format(path=p, by=", ".join(by)) for p, by in surroundings.shared.items()),
        *(phrases.elsewhere.format(path=path) for path in surroundings.elsewhere),
        *(phrases.stray.format(path=path) for path in surroundings.stray),
    ]
    if staying:
        yield from ("", phrases.what_stays, "", *(_wrapped(line) for line in staying))


def _to_do(
    target: StoryFile, remaining: Withdrawal, surroundings: Surroundings, site: str
) -> Iterator[str]:
    yield from (phrases.to_do, "")
    changed = shlex.join([target.path, *surroundings.own_pictures])
    record = [f"git add --all -- {changed}", f'git commit -m "{phrases.commit}"', "git push"]
    names = ", ".join(f"« {name} »" for name in (target.slug, *remaining.former_slugs))
    announced = remaining.is_announced
    page = site + url_of(phrases.page) if site else f"docs/{phrases.page}"
    name = phrases.name.format(names=names, data=phrases.named_in_data if announced else "")
    gone = phrases.name_gone.format(data=phrases.silent_data if announced else "")
    steps: list[tuple[str, list[str]]] = [
        (f"{name} {gone}", [f"rm -- {shlex.quote(target.path)}"]),
        (phrases.record, record),
        (phrases.linking, list(surroundings.linking)),
        (phrases.versions, [f"rm -r -- {shlex.quote(path)}" for path in surroundings.versions]),
        (phrases.voices, list(surroundings.voices)),
        (phrases.beyond, [page]),
    ]
    for number, (step, lines) in enumerate((each for each in steps if each[1]), start=1):
        yield _wrapped(f"{number}. {step}", "  ", "     ")
        yield from (f"       {line}" for line in lines)


def _wrapped(text: str, first: str = "  ", others: str = "  ") -> str:
    """Break a sentence at its plain spaces only."""
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
