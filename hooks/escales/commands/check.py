# SPDX-License-Identifier: EUPL-1.2
"""The command `escales check`: every problem of the content and of its configuration."""

import os
import sys
import unicodedata
from argparse import Namespace
from collections.abc import Iterable
from errno import ENOENT
from importlib import import_module
from pathlib import Path

from escales.checking.load import check
from escales.commands.console import OK, PROBLEMS, refuse, write_report
from escales.mkdocs.configuration_file import read_configuration
from escales.problems.problem import InvalidContent, Problem, in_order
from escales.problems.reports import FORMATS, write_summary
from escales.settings.configuration import CONFIGURATION, Configuration
from escales.settings.publisher import CANNOT_BE_PUBLIC, note_missing_settings
from escales.settings.rules import make_rules
from escales.settings.site import Settings
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/style")


def run(options: Namespace) -> int:
    try:
        paths = _paths(options.files, options.root)
    except FileNotFoundError as error:
        return refuse(phrases.not_here.format(path=error.filename))
    if options.style:
        # Imported when it is asked for: a check of the content answers without it.
        return int(import_module("escales.commands.style.command").run(options, paths))
    configuration = read_configuration(options.root / CONFIGURATION)
    problems, site = check_repository(options.root, configuration), configuration.address
    if not paths and not options.proposal and (missing := _missing_for_publication(configuration)):
        sys.stderr.write(f"{CANNOT_BE_PUBLIC.format(address=site)}\n")
        problems = in_order(problems + missing)
    if paths:  # a configuration that cannot be read keeps them from being judged
        problems = [each for each in problems if each.path in {*paths, configuration.name}]
    write_report(FORMATS[options.format](problems, site), options.output)
    summary = os.environ.get("GITHUB_STEP_SUMMARY") if options.format == "github" else None
    if summary:
        with Path(summary).open("a", encoding="utf-8") as page:  # other steps write there too
            page.write(write_summary(problems, site))
    return PROBLEMS if any(problem.stops for problem in problems) else OK


def check_repository(root: Path, configuration: Configuration) -> list[Problem]:
    """Return every problem of the content, or those of the configuration: it says how to judge."""
    try:
        return check(root, make_rules(configuration))
    except InvalidContent as invalid:
        return invalid.problems


def _missing_for_publication(configuration: Configuration) -> list[Problem]:
    """Return what a build for the address of the site would stop at, in readable settings."""
    if not Settings(address=configuration.address).is_public:
        return []
    try:
        return note_missing_settings(make_rules(configuration).publisher, configuration)
    except InvalidContent:
        return []


def _paths(files: Iterable[Path], root: Path) -> set[str]:
    """Return files as the report names them; raise FileNotFoundError when one is not in the root.

    All files are read all the same: what one refers to stands in another.
    """
    paths = set[str]()
    for file in files:
        here = next((one for one in (file, root / file) if one.is_file()), None)
        if here is None or not here.resolve().is_relative_to(root.resolve()):
            raise FileNotFoundError(ENOENT, "", str(file))
        path = here.resolve().relative_to(root.resolve()).as_posix()
        paths.add(unicodedata.normalize("NFC", path))
    return paths
