# SPDX-License-Identifier: EUPL-1.2
"""The command `escales receive`: from what came to a story, and what is waiting for an answer."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from escales.checking.engine_content import read_content
from escales.commands.console import MISUSE, OK, PROBLEMS, refuse
from escales.commands.import_.refusal import QuestionnaireRefusedError
from escales.commands.new.interview import from_options
from escales.commands.new.questions import questions
from escales.commands.receive.completing import complete
from escales.commands.receive.employer_pages import PREFIXES, employer_questions
from escales.commands.receive.listing import list_entries
from escales.commands.receive.opening import open_received, read_received
from escales.commands.receive.published import follow
from escales.commands.receive.refusal import NotReceivedError
from escales.commands.receive.register import Entry, Register, State, answered, register_of
from escales.commands.receive.submission import Submission
from escales.mkdocs.configuration_file import read_configuration
from escales.reading.disk import FileKind
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import Rules, make_rules
from escales.words.choices import either
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("commands/receive")

STANDARD_INPUT = "-"


def add_options(parser: ArgumentParser) -> None:
    """Add what the command takes; an option for each thing that who sends may not know."""
    help_of = phrases["help"]
    parser.add_argument("files", nargs="*", metavar="FICHIER", help=help_of["files"])
    parser.add_argument("--list", action="store_true", help=help_of["list"])
    parser.add_argument("--state", nargs=2, metavar=("NUMÉRO", "ÉTAT"), help=help_of["state"])
    parser.add_argument("--forget", type=int, metavar="NUMÉRO", help=help_of["forget"])
    of_employers = [each for prefix in PREFIXES for each in employer_questions(prefix)]
    for question in [*questions(FileKind.STORY), *of_employers]:
        help_text = str(question.field.description).replace("%", "%%")
        parser.add_argument(f"--{question.place}", dest=question.place, metavar="…", help=help_text)


def run(options: Namespace) -> int:
    configuration = read_configuration(options.root / CONFIGURATION)
    rules = make_rules(configuration)
    try:
        register = register_of(options.root, configuration)
        if options.state:
            return _set_state(register, options.state[0], options.state[1], rules)
        if options.forget is not None:
            return _forget(register, options.forget)
        if options.list:
            text, late = list_entries(follow(register, options.root), rules)
            sys.stdout.write(text)
            return PROBLEMS if late else OK
    except NotReceivedError as refused:
        return refuse(refused.sentence(""))
    if not options.files:
        return refuse(phrases.nothing_given)
    return max(_receive(file, register, rules, options) for file in options.files)


def _receive(file: str, register: Register, rules: Rules, options: Namespace) -> int:
    """Complete all that a file holds, or an entry of the register by its number."""
    name = phrases.standard_input if file == STANDARD_INPUT else Path(file).name
    try:
        entries = list(_entries(file, name, register, rules))
    except (NotReceivedError, QuestionnaireRefusedError) as refused:
        return refuse(refused.sentence(name))
    places = [question.place for question in questions(FileKind.STORY)]
    places += [each.place for prefix in PREFIXES for each in employer_questions(prefix)]
    given = dict(from_options(options, places))
    codes = []
    for entry in entries:
        tree = read_content(options.root, rules)  # anew: the one before may have made a page
        codes.append(complete(entry, given, register, tree, rules))
    return max(codes)


def _entries(file: str, name: str, register: Register, rules: Rules) -> Iterator[Entry]:
    if file.isdecimal() and not Path(file).exists():
        yield register.find(int(file[:9]))
        return
    for submission in _submissions(file):
        entry, is_new = register.add(submission, name, rules.today)
        if not is_new:
            on = entry.received_on
            sys.stdout.write(f"{phrases.known.format(number=entry.number, on=on)}\n")
        yield entry


def _submissions(file: str) -> list[Submission]:
    if file == STANDARD_INPUT:
        return read_received(sys.stdin.buffer.read())
    return open_received(Path(file))


def _set_state(register: Register, number: str, said: str, rules: Rules) -> int:
    states = {slugify(name): state for state in State for name in (state, state.label)}
    state = states.get(slugify(said))
    if state is None or not number.isdecimal():
        choices = either([f"«\u00a0{state.label.lower()}\u00a0»" for state in State])
        return refuse(phrases.state_how.format(choices=choices))
    entry = answered(register.find(int(number[:9])), state, rules.today)
    register.save(entry)
    sys.stdout.write(f"{phrases.state_set.format(number=entry.number, state=state.label)}\n")
    return OK


def _forget(register: Register, number: int) -> int:
    """Forget an entry; one whose story is not published holds it alone, so it is asked."""
    entry = register.find(number)
    if entry.state is not State.PUBLISHED:
        if not sys.stdin.isatty():
            return refuse(phrases.forget_alone.format(number=number))
        sys.stdout.write(f"{phrases.forget_sure.format(number=number)}\n")
        if slugify(input("> ")) != "oui":
            sys.stdout.write(f"{phrases.forget_kept}\n")
            return MISUSE
    register.forget(number)
    sys.stdout.write(f"{phrases.forgotten.format(number=number)}\n")
    return OK
