# SPDX-License-Identifier: EUPL-1.2
"""What somebody sent, however it came, becomes a story that only lacks its reading."""

from escales.commands.receive.command import run

__all__ = ["run"]
