# SPDX-License-Identifier: EUPL-1.2
"""The command `escales consents`."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from escales.commands.consents.register import RegisterLine, due_within, read_register
from escales.commands.consents.register_formats import REGISTER_FORMATS
from escales.commands.console import OK, PROBLEMS, refuse, write_report
from escales.mkdocs.configuration_file import read_configuration
from escales.pages.templating import french_date
from escales.reading.disk import FOLDERS
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import make_rules
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/consents")


def run(options: Namespace) -> int:
    """Write the register; refuse to write it where the site would publish it."""
    rules = make_rules(read_configuration(options.root / CONFIGURATION))
    if options.output and _is_published(options.output, options.root):
        return refuse(phrases.published.format(path=options.output))
    register = read_register(options.root, rules)
    if options.soon is not None:
        return _warn(due_within(register, timedelta(days=options.soon), rules), options)
    write_report(REGISTER_FORMATS[options.format](register, rules), options.output)
    return OK


def _warn(due: Sequence[RegisterLine], options: Namespace) -> int:
    """Say which agreements are to be asked again, and nothing else of them: everyone reads logs."""
    lines = [_reminder(line) for line in due] or [phrases.none_due.format(days=options.soon)]
    write_report("".join(f"{line}\n" for line in lines), options.output)
    return PROBLEMS if due else OK


def _reminder(line: RegisterLine) -> str:
    if line.consent is None:
        return f"{line.path}\u00a0: {phrases.unreadable}"
    return phrases.reminder.format(path=line.path, due=french_date(line.consent.due_on))


def _is_published(file: Path, root: Path) -> bool:
    return any(file.resolve().is_relative_to((root / folder).resolve()) for folder in FOLDERS)
