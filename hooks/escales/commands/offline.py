# SPDX-License-Identifier: EUPL-1.2
"""The command `escales offline`: a built site becomes an archive that opens without a server."""

import sys
from argparse import Namespace
from pathlib import Path

from escales import __version__
from escales.commands.console import MISUSE, OK
from escales.mkdocs.configuration_file import read_configuration
from escales.publishing.exchange.completeness import find_foreign
from escales.publishing.offline.archive import make_offline
from escales.reading.own_folders import link_on_the_way
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import today
from escales.settings.site import Settings
from escales.words.phrases import phrases_of

phrases = phrases_of("publishing/offline")


def run(options: Namespace) -> int:
    """Make the archive; return 2 when the folder holds no built site, or something else too."""
    site: Path = options.site
    if refusal := _refusal(site, options.directory, options.root):
        sys.stderr.write(refusal)
        return MISUSE
    configuration = read_configuration(options.root / CONFIGURATION)
    settings = Settings(name=configuration.site_name, address=configuration.address)
    file = make_offline(site, options.directory, settings, today(), __version__)
    sys.stdout.write(f"{phrases.archive_made.format(file=file)}\n")
    return OK


def _refusal(site: Path, directory: Path, root: Path) -> str | None:
    """Return why no archive can be made: whatever a link leads to would be in it."""
    if link := link_on_the_way(site, root) or link_on_the_way(directory, root):
        return phrases.behind_a_link.format(link=link)
    if not (site / "index.html").is_file():
        return phrases.not_a_site.format(site=site)
    if stranger := find_foreign(site):
        return phrases.stranger.format(site=site, path=stranger)
    if directory.resolve().is_relative_to(site.resolve()):
        return phrases.inside.format(site=site)
    return None
