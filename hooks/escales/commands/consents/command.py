# SPDX-License-Identifier: EUPL-1.2
"""The command `escales consents`."""

from argparse import Namespace
from pathlib import Path

from escales.commands.consents.register import read_register
from escales.commands.consents.register_formats import REGISTER_FORMATS
from escales.commands.console import OK, refuse, write_report
from escales.mkdocs.configuration_file import read_configuration
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
    write_report(REGISTER_FORMATS[options.format](register, rules), options.output)
    return OK


def _is_published(file: Path, root: Path) -> bool:
    return any(file.resolve().is_relative_to((root / folder).resolve()) for folder in FOLDERS)
