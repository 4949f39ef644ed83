# SPDX-License-Identifier: EUPL-1.2
"""The French words of the statement."""

WORDS = "Accessibilité : {level}"
