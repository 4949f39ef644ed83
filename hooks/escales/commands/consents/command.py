# SPDX-License-Identifier: EUPL-1.2
"""The command `escales consents`."""

import argparse
import sys
from pathlib import Path

from escales.commands.consents import phrases
from escales.commands.consents.register import read_register
from escales.commands.consents.register_formats import REGISTER_FORMATS
from escales.problems.problem import InvalidContent
from escales.problems.reports import write_plain_report
from escales.reading.disk import FOLDERS
from escales.settings.rules import CONFIGURATION, read_rules

OK, PROBLEMS, MISUSE = 0, 1, 2


def write_register(options: argparse.Namespace) -> int:
    """Write the register; refuse to write it where the site would publish it."""
    try:
        rules = read_rules(options.root / CONFIGURATION)
    except InvalidContent as invalid:
        sys.stderr.write(write_plain_report(invalid.problems, ""))
        return PROBLEMS
    register = REGISTER_FORMATS[options.format](read_register(options.root, rules), rules)
    if options.output is None:
        sys.stdout.write(register)
        return OK
    if _is_published(options.output, options.root):
        sys.stderr.write(f"escales : {phrases.PUBLISHED.format(path=options.output)}\n")
        return MISUSE
    options.output.write_bytes(register.encode())  # the ends of lines of a CSV are its own
    return OK


def _is_published(file: Path, root: Path) -> bool:
    return any(file.resolve().is_relative_to((root / folder).resolve()) for folder in FOLDERS)
