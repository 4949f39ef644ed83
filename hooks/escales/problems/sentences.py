# SPDX-License-Identifier: EUPL-1.2
"""The sentence of a problem, its values filled in."""

from escales.problems.explanations import explanations

TABLE = "Tableau : {columns}"  # the name of a table, for those who do not see it


def sentence(code: str, **values: object) -> str:
    """Return the sentence of a problem; raise KeyError when a value is missing."""
    text = explanations()[code].sentence.format(**values).strip()
    return text[0].upper() + text[1:]
