# SPDX-License-Identifier: EUPL-1.2
"""The command `escales offline`: a built site becomes an archive that opens without a server."""

import sys
from argparse import Namespace
from importlib.metadata import version
from pathlib import Path

from escales.commands.console import MISUSE, OK
from escales.mkdocs.configuration_file import read_configuration
from escales.publishing.offline.archive import make_offline
from escales.settings.configuration import CONFIGURATION
from escales.settings.rules import today
from escales.words.phrases import phrases_of

phrases = phrases_of("publishing/offline")


def run(options: Namespace) -> int:
    """Make the archive; return 2 when the folder holds no built site."""
    site: Path = options.site
    if not (site / "index.html").is_file():
        sys.stderr.write(phrases.not_a_site.format(site=site))
        return MISUSE
    address = read_configuration(options.root / CONFIGURATION).address
    file = make_offline(site, options.directory, address, today(), version("escales"))
    sys.stdout.write(f"{phrases.archive_made.format(file=file)}\n")
    return OK
