# SPDX-License-Identifier: EUPL-1.2
"""Give a number to what changed of a scheme, and keep it as it is published."""

from escales.commands.release.command import run

__all__ = ["run"]
