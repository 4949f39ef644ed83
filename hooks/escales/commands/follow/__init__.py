# SPDX-License-Identifier: EUPL-1.2
"""What changed at the origin of a taken scheme, brought together with what changed here."""

from escales.commands.follow.command import run

__all__ = ["run"]
