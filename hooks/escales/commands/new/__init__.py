# SPDX-License-Identifier: EUPL-1.2
"""Start a new file: a header that passes the check, and the sections to write."""

from escales.commands.new.command import run

__all__ = ["run"]
