# SPDX-License-Identifier: EUPL-1.2
"""The command `escales release`: what it does to the files, and the account that it gives."""

import shlex
import sys
import textwrap
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from functools import partial

from escales.checking.load import load
from escales.commands.console import OK, PROBLEMS, refuse
from escales.commands.release.keeping import keep, set_aside
from escales.commands.release.new_header import OddHeader, with_version
from escales.commands.withdraw.emptying import replace_file
from escales.content.library import Library
from escales.content.versions import DocumentChange, compare, summary_of
from escales.mkdocs.configuration_file import read_configuration
from escales.pages.templating import french_date
from escales.reading.disk import FileKind, SourceFile
from escales.reading.drafts import read_draft
from escales.reading.own_folders import link_on_the_way
from escales.reading.sources import SchemeSources, order_of, with_plain_ends
from escales.reading.version_files import VERSIONS
from escales.schema.values import VERSION
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import Rules, make_rules
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import nearest

phrases = phrases_of("commands/release")

LEVELS = ("major", "minor", "patch")
USUAL = "minor"
# A sentence breaks at its plain spaces only, and is easier to read than lines of any width.
wrapped = partial(
    textwrap.fill, width=90, break_long_words=False, break_on_hyphens=False, subsequent_indent="  "
)


class ReleaseRefusedError(Exception):
    """Nothing was released; the text says why, in French."""


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("scheme", metavar="DISPOSITIF", help=phrases.scheme_option)
    parser.add_argument("--change", metavar="PHRASE", help=phrases.change_option)
    numbering = parser.add_mutually_exclusive_group()
    numbering.add_argument("--version", metavar="X.Y.Z", help=phrases.version_option)
    numbering.add_argument("--level", choices=LEVELS, help=phrases.level_option)


def run(options: Namespace) -> int:
    rules = make_rules(read_configuration(options.root / CONFIGURATION))
    try:
        return release(options, rules)
    except ReleaseRefusedError as refused:
        return refuse(str(refused))


def release(options: Namespace, rules: Rules) -> int:
    """Keep the version of a scheme, a new one if it changed since; say what was done.

    Raise InvalidContent when the content is not right, ReleaseRefusedError when nothing was done.
    """
    library, slug = load(options.root, rules), options.scheme
    today = _find(slug, library)
    folder = options.root / f"schemes/{slug}/{VERSIONS}"
    if linked := link_on_the_way(folder, options.root):
        raise ReleaseRefusedError(phrases.linked.format(path=linked))
    kept = {each.version: each for each in library.versions.get(slug, ())}
    if today.version not in kept:
        keep(set_aside(today, options.root), today.version)
        ignored = phrases.first_ignored if options.change or options.version else ""
        _say(phrases.first.format(version=today.version, title=today.title), ignored)
        _say(*_next_steps(today, ()))
        return OK
    changes = compare(kept[today.version], today)
    if not changes:
        _say(phrases.nothing.format(title=today.title, version=today.version))
        return OK
    _say(phrases.changed.format(title=today.title, version=today.version))
    _say(*_documents(changes))
    return _release_next(today, kept, options, rules)


def _find(slug: str, library: Library) -> SchemeSources:
    if slug not in library.sources:
        meant = write_one_of([], nearest(slug, library.sources))
        raise ReleaseRefusedError(phrases.unknown.format(found=slug, meant=meant).strip())
    today = library.sources[slug]
    if today.sheet in library.from_engine:
        raise ReleaseRefusedError(phrases.from_engine.format(scheme=slug))
    return today


def _release_next(
    today: SchemeSources, kept: dict[str, SchemeSources], options: Namespace, rules: Rules
) -> int:
    latest = max([*kept, today.version], key=order_of)
    version = _next_version(latest, options)
    change = options.change if options.change is not None else _ask(today.slug)
    if not change.strip():
        _say(phrases.stopped)
        return PROBLEMS
    sheet = options.root / today.sheet
    try:
        text = with_version(sheet.read_bytes().decode(), version, rules.today, change.strip())
    except OddHeader:
        odd = phrases.odd.format(path=today.sheet, version=version)
        raise ReleaseRefusedError(odd) from None
    _check(today, text)
    files = {**today.files, today.sheet: with_plain_ends(text.encode())}
    released = SchemeSources(today.slug, version, today.bearer, files)
    aside = set_aside(released, options.root)
    # Were it stopped in between, the next run would keep the version that the header says.
    replace_file(text, sheet, ())
    keep(aside, version)
    done = phrases.done.format(version=version, title=today.title, day=french_date(rules.today))
    _say(done, *_next_steps(released, (today.sheet,)))
    return OK


def _next_version(latest: str, options: Namespace) -> str:
    expected = _raised(latest, options.level or USUAL)
    if options.version is None:
        return expected
    found: str = options.version
    if VERSION.fullmatch(found) is None:
        raise ReleaseRefusedError(phrases.bad_version.format(found=found, expected=expected))
    if order_of(found) <= order_of(latest):
        behind = phrases.behind.format(found=found, version=latest, expected=expected)
        raise ReleaseRefusedError(behind)
    return found


def _raised(version: str, level: str) -> str:
    numbers = list(order_of(version))
    place = LEVELS.index(level)
    return ".".join(
        map(str, [*numbers[:place], numbers[place] + 1, *(0 for _ in numbers[place + 1 :])])
    )


def _ask(scheme: str) -> str:
    if not sys.stdin.isatty():
        raise ReleaseRefusedError(phrases.how.format(scheme=scheme))
    _say(phrases.ask)
    return input("> ")


def _check(today: SchemeSources, text: str) -> None:
    """Refuse a line of the journal that the check would."""
    plain = with_plain_ends(text.encode()).decode("utf-8-sig")
    draft = read_draft(SourceFile(FileKind.SCHEME, today.sheet, plain))
    for problem in (*draft.notes.problems, *draft.text_problems):
        if problem.stops:
            raise ReleaseRefusedError(phrases.bad_change.format(message=problem.message))


def _documents(changes: Sequence[DocumentChange]) -> Iterator[str]:
    for change in changes:
        yield phrases.document.format(title=change.title, what=summary_of(change))


def _next_steps(released: SchemeSources, changed: Sequence[str]) -> Iterator[str]:
    folder = f"schemes/{released.slug}/{VERSIONS}/{released.version}"
    what = phrases.files if changed else phrases.folder
    yield what.format(sheet=released.sheet, folder=folder)
    yield phrases.next
    message = phrases.commit.format(scheme=released.slug, version=released.version)
    yield f"  git add -- {shlex.join([*changed, folder])}"
    yield f"  git commit -m {shlex.quote(message)}"
    yield phrases.next_time


def _say(*lines: str) -> None:
    shown = (line if line.startswith("  ") else wrapped(line) for line in lines if line)
    sys.stdout.write("".join(f"{line}\n" for line in shown))
