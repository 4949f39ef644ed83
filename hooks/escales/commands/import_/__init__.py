# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire that somebody filled in a word processor becomes a story."""

from escales.commands.import_.command import run

__all__ = ["run"]
