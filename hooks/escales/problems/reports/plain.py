# SPDX-License-Identifier: EUPL-1.2
"""Reports for people, one problem a line, and for programs."""

import json
from collections.abc import Sequence

from escales.problems.problem import Problem
from escales.problems.reports.message_lines import (
    ALL_RIGHT,
    NOTICES,
    count_problems,
    help_address,
    located_message,
    one_line,
    path_of,
    split_notices,
    where_explained,
)
from escales.words.spelling import counted

FRAME = "*" * 80


def write_plain_report(problems: Sequence[Problem], site: str) -> str:
    stopping, notices = split_notices(problems)
    end = f"{count_problems(stopping)}." if stopping else ALL_RIGHT
    parts = [_lines(stopping)] if stopping else []
    if notices:
        parts += [f"{NOTICES}\u00a0:", _lines(notices)]
    return "\n\n".join([*parts, f"{end} {where_explained(site)}." if problems else end]) + "\n"


def _lines(problems: Sequence[Problem]) -> str:
    return "\n".join(map(located_message, problems))


def write_json_report(problems: Sequence[Problem], site: str) -> str:
    """Write a list of objects; `help` is null without the address of the site.

    `stops` is false for what is only reported.
    """
    listed = [
        {
            "path": path_of(problem),
            "line": problem.line,
            "key": problem.key and one_line(problem.key),
            "code": problem.code,
            "number": problem.number,
            "message": one_line(problem.message),
            "stops": problem.stops,
            "help": help_address(problem, site),
        }
        for problem in problems
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def write_left_out(problems: Sequence[Problem], site: str) -> str:
    """Write the block that ends the log of a build; each problem is that of a file left out."""
    count = counted(len({problem.path for problem in problems}), "fichier", "fichiers")
    title = f"Récits écartés\u00a0: le site se publie sans {count} de «\u00a0stories\u00a0»."
    end = "Rien d’eux n’est sur le site. «\u00a0escales check\u00a0» les refuse toujours."
    lines = map(located_message, problems)
    return "\n".join(
        ["", FRAME, title, "", *lines, "", end, f"{where_explained(site)}.", FRAME, ""]
    )
