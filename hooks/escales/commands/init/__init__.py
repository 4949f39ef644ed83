# SPDX-License-Identifier: EUPL-1.2
"""Start the site of another administration: a folder of content, made with this engine."""

from escales.commands.init.command import add_options, run

__all__ = ["add_options", "run"]
