# SPDX-License-Identifier: EUPL-1.2
"""The command `escales new`: its options, and the file that it writes."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from escales.checking.engine_content import read_content
from escales.checking.text import outline_of
from escales.commands.console import OK, PROBLEMS
from escales.commands.new.interview import FILE_NAME, are_complete, from_options
from escales.commands.new.new_file import NewFile
from escales.commands.new.questions import questions
from escales.commands.new.unfinished import read_unfinished
from escales.mkdocs.configuration_file import read_configuration
from escales.reading.disk import FileKind
from escales.reading.drafts import read_draft
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import make_rules
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/new")

KINDS = (FileKind.STORY, FileKind.SCHEME, FileKind.COLLECTIVITY, FileKind.KIT)


def add_kinds(kinds: Any, shared: argparse.ArgumentParser) -> None:  # noqa: ANN401  # argparse hides its type
    """Add a subcommand for each kind of file, with an option for each key."""
    for kind in KINDS:
        parser = kinds.add_parser(
            kind.name.lower(),
            parents=[shared],
            add_help=False,
            help=phrases["help"][kind.name.lower()],
            allow_abbrev=False,
        )
        parser.set_defaults(kind=kind)
        parser.add_argument(f"--{FILE_NAME}", metavar="NOM", help=phrases.name_hint)
        for question in questions(kind):
            help_text = str(question.field.description).replace("%", "%%")
            parser.add_argument(
                f"--{question.name}", dest=question.place, metavar="…", help=help_text
            )


def run(options: argparse.Namespace) -> int:
    """Write a new file, from options, and from answers when a person is there to give them."""
    rules = make_rules(read_configuration(options.root / CONFIGURATION))
    tree = read_content(options.root, rules)
    new_file = NewFile(options.kind, tree, [read_draft(source) for source in tree.sources], rules)
    places = (FILE_NAME, *(question.place for question in new_file.questions))
    answers = dict(from_options(options, places))
    begun = read_unfinished(options.root, options.kind)
    if not are_complete(new_file, answers, phrases.welcome, begun):
        return PROBLEMS
    waiting = new_file.waiting(answers)
    path = new_file.write(answers)
    begun.forget()
    told = [phrases.file_written.format(path=path), *_next(new_file, answers, waiting), ""]
    sys.stdout.write("\n".join(told))
    return OK


def _next(new_file: NewFile, answers: dict[str, str], waiting: list[str]) -> Iterator[str]:
    outline, kind = outline_of(new_file.draft(answers)), new_file.kind
    yield phrases["next"][kind.name.lower()].format(filler=outline.filler if outline else "")
    if waiting:
        yield phrases.waiting.format(keys=", ".join(waiting))
    yield phrases.then
    if kind is FileKind.STORY:
        yield phrases.no_consent if waiting else phrases.consent
