# SPDX-License-Identifier: EUPL-1.2
"""The register of agreements, for those who maintain the content: it is never published."""

from escales.commands.consents.command import run

__all__ = ["run"]
