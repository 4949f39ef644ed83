# SPDX-License-Identifier: EUPL-1.2
"""Reports for the terminal, one problem a line, and for programs."""

import json
from collections.abc import Sequence

from escales.problems.problem import Problem
from escales.problems.reports.phrases import (
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
