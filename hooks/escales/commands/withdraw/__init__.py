# SPDX-License-Identifier: EUPL-1.2
"""Withdraw a story: empty its file, delete its pictures, and say what is left to do."""

from escales.commands.withdraw.command import run

__all__ = ["run"]
