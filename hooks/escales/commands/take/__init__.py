# SPDX-License-Identifier: EUPL-1.2
"""Take a scheme of another site: its files, where they came from, who takes it up."""

from escales.commands.take.command import run

__all__ = ["run"]
