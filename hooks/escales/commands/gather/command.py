# SPDX-License-Identifier: EUPL-1.2
"""The command `escales gather`: the cards of the neighbours, as they publish them now."""

import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module

from escales.commands.console import OK, PROBLEMS
from escales.mkdocs.configuration_file import read_configuration
from escales.open_data.neighbours.saved import forget_others
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import make_rules
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("commands/gather")


def add_options(parser: ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true", help=phrases.strict)


def run(options: Namespace) -> int:
    """Say what each neighbour gives; one that gives nothing fails the command only if asked."""
    configuration = read_configuration(options.root / CONFIGURATION)
    rules = make_rules(configuration)
    forget_others(options.root, rules.neighbours)
    if not rules.neighbours:
        sys.stdout.write(f"{phrases.nobody}\n")
        return OK
    number = counted(len(rules.neighbours), *phrases["neighbours"])
    sys.stdout.write(f"{phrases.start.format(number=number)}\n")
    sys.stdout.flush()
    # Imported when there is somebody to ask: the library of the network takes its time.
    asking = import_module("escales.commands.gather.asking")
    answers = asking.ask_all(asking.Round(options.root, rules, configuration.address))
    answered, is_whole = 0, True
    for answer in answers:
        stream = sys.stderr if answer.failed else sys.stdout
        stream.write(f"{answer.sentence}\n")
        stream.flush()
        sys.stderr.writelines(f"{warning}\n" for warning in answer.warnings)
        answered += not answer.failed
        is_whole = is_whole and not answer.failed and not answer.warnings
    sys.stdout.write(f"{phrases.end.format(answered=answered, number=number)}\n")
    return PROBLEMS if options.strict and not is_whole else OK
