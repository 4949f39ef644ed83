# SPDX-License-Identifier: EUPL-1.2
"""Reports for GitHub: annotations at the lines of a pull request, and the summary of a step.

Format: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Sequence
from html import escape

from escales.problems.explanations import explanations
from escales.problems.problem import Problem
from escales.problems.reports.message_lines import (
    ALL_RIGHT,
    NOTICES,
    count_problems,
    help_address,
    one_line,
    path_of,
    split_notices,
    where_explained,
    with_help,
)
from escales.problems.reports.plain import write_plain_report
from escales.words.spelling import counted

MOST_ANNOTATIONS = 10  # of a kind, for one step: GitHub drops the others
MOST_ROWS = 1000  # a summary over 1 MiB is dropped as a whole
LONGEST_ROW = 300  # characters of a row: a summary may weigh 1 MiB
MARKUP = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\`*_[]|~"})
TABLE = "| Où | Ce qui est à corriger | Numéro |\n| --- | --- | --- |\n"
NOTICE_TABLE = TABLE.replace("Ce qui est à corriger", "Ce qui est à savoir")


def write_annotations(problems: Sequence[Problem], site: str) -> str:
    """Write the first problems as annotations, then all of them for the log."""
    stopping, notices = split_notices(problems)
    shown = stopping[:MOST_ANNOTATIONS] + notices[:MOST_ANNOTATIONS]
    commands = [_command(problem, site) for problem in shown]
    if rest := len(stopping[MOST_ANNOTATIONS:]):
        more = counted(rest, "autre problème est", "autres problèmes sont")
        commands.append(f"GitHub ne montre que {MOST_ANNOTATIONS} annotations. {more} ci-dessous.")
    return "\n".join([*commands, write_plain_report(problems, site)])


def write_summary(problems: Sequence[Problem], site: str) -> str:
    """Write a Markdown table of the problems, for the page of the run."""
    stopping, notices = split_notices(problems)
    parts = (
        [_table(count_problems(stopping), TABLE, stopping, site)]
        if stopping
        else [f"{ALL_RIGHT}\n"]
    )
    if notices:
        parts.append(_table(NOTICES, NOTICE_TABLE, notices, site))
    return "\n".join([*parts, f"{where_explained(site)}.\n"] if problems else parts)


def _table(title: str, head: str, problems: Sequence[Problem], site: str) -> str:
    rows = "".join(_row(problem, site) for problem in problems[:MOST_ROWS])
    rest = len(problems) - MOST_ROWS
    more = (
        f"\nIl en reste {rest}\u00a0: le journal de l’étape les donne tous.\n" if rest > 0 else ""
    )
    return f"### {title}\n\n{head}{rows}{more}"


def _command(problem: Problem, site: str) -> str:
    title = f"{explanations()[problem.code].title} [{problem.number}]"
    where = f"file={_property(path_of(problem))},line={problem.line},title={_property(title)}"
    return f"::{'error' if problem.stops else 'notice'} {where}::{_value(with_help(problem, site))}"


def _value(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(text).replace(":", "%3A").replace(",", "%2C")


def _row(problem: Problem, site: str) -> str:
    where = f"{_plain(path_of(problem))}, ligne {problem.line}"
    address = help_address(problem, site)
    number = f"[{problem.number}]({address})" if address else problem.number
    return f"| {where} | {_plain(one_line(problem.message_with_key)[:LONGEST_ROW])} | {number} |\n"


def _plain(text: str) -> str:
    """Write a text so that Markdown takes no sign of it for its own."""
    return escape(text, quote=False).translate(MARKUP)
