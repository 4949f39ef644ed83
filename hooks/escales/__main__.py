# SPDX-License-Identifier: EUPL-1.2
"""Let `python -m escales` do what the `escales` command does."""

from escales.commands.cli import run

run()
