# SPDX-License-Identifier: EUPL-1.2
"""Report to a publisher, where nobody can miss it, which stories the site leaves out."""

from collections.abc import Sequence

from escales.problems.problem import Problem
from escales.problems.reports.phrases import located_message, where_explained
from escales.words.spelling import counted

FRAME = "*" * 80


def write_left_out(problems: Sequence[Problem], site: str) -> str:
    """Write the block that ends the log of a build; each problem is that of a file left out."""
    count = counted(len({problem.path for problem in problems}), "fichier", "fichiers")
    title = f"Récits écartés\u00a0: le site se publie sans {count} de «\u00a0stories\u00a0»."
    end = "Rien d’eux n’est sur le site. «\u00a0escales check\u00a0» les refuse toujours."
    lines = map(located_message, problems)
    return "\n".join(
        ["", FRAME, title, "", *lines, "", end, f"{where_explained(site)}.", FRAME, ""]
    )
