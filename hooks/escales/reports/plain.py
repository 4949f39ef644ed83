# SPDX-License-Identifier: EUPL-1.2
"""Reports for the terminal, one problem a line, and for programs."""

import json
from collections.abc import Sequence

from escales.problems import Problem
from escales.reports.phrases import (
    ALL_RIGHT,
    count,
    help_address,
    one_line,
    place,
    told,
    where_explained,
)


def write_text(problems: Sequence[Problem], site: str) -> str:
    if not problems:
        return f"{ALL_RIGHT}\n"
    lines = [f"{place(problem)}:{problem.line}: {told(problem)}" for problem in problems]
    return "\n".join([*lines, "", f"{count(problems)}. {where_explained(site)}.", ""])


def write_json(problems: Sequence[Problem], site: str) -> str:
    """Write a list of objects; `help` is null when the address of the site is not known."""
    listed = [
        {
            "path": place(problem),
            "line": problem.line,
            "key": problem.key and one_line(problem.key),
            "code": problem.code,
            "number": problem.number,
            "message": one_line(problem.message),
            "help": help_address(problem, site),
        }
        for problem in problems
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
