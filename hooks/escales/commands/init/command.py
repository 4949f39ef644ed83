# SPDX-License-Identifier: EUPL-1.2
"""The command `escales init`: its options, and the folder that it writes."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from escales.commands.console import OK, PROBLEMS, refuse, write_new_file
from escales.commands.init.files import site_files
from escales.commands.init.new_site import HubFacts, new_site
from escales.commands.init.requirement import engine_requirement
from escales.commands.new.interview import are_complete, from_options
from escales.commands.new.questions import questions_of
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/init")


def add_options(parser: ArgumentParser) -> None:
    """Add an option for each question."""
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help=phrases.folder)
    parser.add_argument("--hub", action="store_true", help=phrases.hub)
    for question in questions_of(HubFacts):
        hint = str(question.field.description)
        parser.add_argument(f"--{question.name}", dest=question.place, metavar="…", help=hint)


def run(options: Namespace) -> int:
    """Write a site, from options, and from answers when a person is there to give them."""
    folder = options.folder
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        return refuse(phrases.not_a_folder.format(folder=folder))
    if folder.is_dir() and any(folder.iterdir()):
        return refuse(phrases.not_empty.format(folder=folder))
    if options.voisins and not options.hub:
        return refuse(phrases.hub_only)
    site = new_site(hub=options.hub)
    answers = dict(from_options(options, (question.place for question in site.questions)))
    if not are_complete(site, answers, phrases.welcome) or not (facts := site.facts(answers)):
        return PROBLEMS
    requirement = engine_requirement()
    files = site_files(facts, answers, requirement)
    for path, text in files.items():
        write_new_file(folder / path, text)
    sys.stdout.write(f"{phrases.written.format(folder=folder)}\n\n")
    sys.stdout.writelines(f"  {path}\n" for path in files)
    if "file:" in requirement:
        sys.stdout.write(f"\n{phrases.local}\n")
    sys.stdout.write((phrases.next_of_hub if options.hub else phrases.next).format(folder=folder))
    return OK
