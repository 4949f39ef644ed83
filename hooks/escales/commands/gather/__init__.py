# SPDX-License-Identifier: EUPL-1.2
"""Read what the neighbours of a site publish, and keep their cards."""

from escales.commands.gather.command import run

__all__ = ["run"]
