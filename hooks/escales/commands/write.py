# SPDX-License-Identifier: EUPL-1.2
"""The command `escales write`: the pages in Markdown, for another generator."""

from argparse import Namespace
from pathlib import Path

from escales.checking.load import load
from escales.commands.console import OK, refuse
from escales.documents import available_formats
from escales.mkdocs.configuration_file import read_configuration
from escales.mkdocs.left_out import say_what_is_left_out
from escales.open_data.neighbours import read_neighbourhood
from escales.pages import make_site
from escales.publishing.write import write_site
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import make_rules
from escales.settings.site import Settings


def run(options: Namespace) -> int:
    directory: Path = options.directory
    if directory.exists() and not (directory.is_dir() and not any(directory.iterdir())):
        return refuse(f"le dossier « {directory} » n’est pas vide.")
    configuration = read_configuration(options.root / CONFIGURATION)
    rules = make_rules(configuration)
    library = load(options.root, rules)
    settings = Settings(  # without an address: another generator may put it anywhere
        name=configuration.site_name,
        description=configuration.site_description,
        first_address=rules.first_address or configuration.address,
        answer_days=rules.answer_days,
        grace_days=rules.grace_days,
        publisher=rules.publisher,
        anonymity_threshold=rules.anonymity_threshold,
    )
    around = read_neighbourhood(options.root, rules)
    site = make_site(library, available_formats(), settings, around)
    write_site(site, options.root, directory)
    say_what_is_left_out(site, configuration.address)
    return OK
