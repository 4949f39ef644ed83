# SPDX-License-Identifier: EUPL-1.2
"""Every sentence that tells a contributor what is wrong, and what is expected instead."""

from escales.problems.explanations import explanations

TABLE = "Tableau : {columns}"  # the name of a table, for those who do not see it


def sentence(code: str, **values: object) -> str:
    """Return the sentence of a problem, its capital set; missing values are a fault of the code."""
    text = explanations()[code].sentence.format(**values).strip()
    return text[0].upper() + text[1:]
