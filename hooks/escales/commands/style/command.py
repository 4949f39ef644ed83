# SPDX-License-Identifier: EUPL-1.2
"""The option `--style` of `escales check`: advice on the wording, which refuses nothing."""

from argparse import Namespace

from escales.commands.console import OK, refuse, write_report
from escales.commands.style.advice import advise
from escales.commands.style.report import STYLE_FORMATS
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/style")


def run(options: Namespace, paths: set[str]) -> int:
    """Report the advice on some files, or on all when `paths` is empty."""
    if options.format not in STYLE_FORMATS:
        return refuse(phrases.refused)
    pages = [page for page in advise(options.root) if not paths or page.path in paths]
    write_report(STYLE_FORMATS[options.format](pages), options.output)
    return OK
