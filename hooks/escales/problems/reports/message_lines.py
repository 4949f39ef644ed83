# SPDX-License-Identifier: EUPL-1.2
"""What reports say of a problem, in one readable line, and of where it is explained."""

import re
from collections.abc import Sequence

from escales.problems.problem import Problem
from escales.words.addresses import PROBLEMS, problem_uri, url_of
from escales.words.spelling import counted

NOTICES = "À savoir, ce qui n’empêche pas de publier"
ALL_RIGHT = "Tout est en ordre."
UNREADABLE = re.compile(
    "[\0-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+"
)
LONGEST_MESSAGE = 1_000  # characters: beyond, it is no longer a sentence


def one_line(text: str) -> str:
    """Replace what would break a line or a file: a name or a key may hold any character."""
    line = UNREADABLE.sub("\ufffd", text)
    return line if len(line) <= LONGEST_MESSAGE else f"{line[:LONGEST_MESSAGE]}…"


def path_of(problem: Problem) -> str:
    return one_line(problem.path)


def numbered_message(problem: Problem) -> str:
    """Return the sentence, with its key and its number."""
    return f"{one_line(problem.message_with_key)} [{problem.number}]"


def located_message(problem: Problem) -> str:
    """Return the same, after the path and the line."""
    return f"{path_of(problem)}:{problem.line}: {numbered_message(problem)}"


def help_address(problem: Problem, site: str) -> str | None:
    """Return where a problem is explained, or None without the address of the site."""
    return site + url_of(problem_uri(problem.number)) if site else None


def with_help(problem: Problem, site: str) -> str:
    address = help_address(problem, site)
    return f"{numbered_message(problem)} {address}" if address else numbered_message(problem)


def split_notices(problems: Sequence[Problem]) -> tuple[list[Problem], list[Problem]]:
    """Return what stops the publication, then what is only reported."""
    stopping = [problem for problem in problems if problem.stops]
    return stopping, [problem for problem in problems if not problem.stops]


def count_problems(problems: Sequence[Problem]) -> str:
    """Say how many problems there are, in how many files."""
    files = len({problem.path for problem in problems})
    number = counted(len(problems), "problème", "problèmes")
    return f"{number} dans {counted(files, 'fichier', 'fichiers')}"


def where_explained(site: str) -> str:
    address = site + url_of(PROBLEMS)
    return f"Chaque numéro est expliqué sur la page {address}{'' if site else ' du site'}"
