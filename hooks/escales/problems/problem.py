# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with the content: one problem, one place, one sentence in French."""

from collections.abc import Iterable
from dataclasses import dataclass

from escales.problems.explanations import explanations


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault of a content file.

    `path` is relative to the root, with slashes; `line` counts from 1; `key` is dotted, and None
    for the body or the file as a whole; `code` is stable, `message` may be reworded.
    """

    path: str
    line: int
    key: str | None
    code: str
    message: str

    @property
    def number(self) -> str:
        """The number under which the site explains it."""
        return explanations()[self.code].number

    @property
    def stops(self) -> bool:
        """Whether it stops the publication; else it is only reported."""
        return explanations()[self.code].stops

    @property
    def message_with_key(self) -> str:
        """The sentence, after the key that it is about."""
        if self.key is None:
            return self.message
        return f"{self.key}\u00a0: {self.message[0].lower()}{self.message[1:]}"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message_with_key}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.path, p.line, p.key or "", p.code))


class InvalidContent(Exception):  # noqa: N818  # reads as what it says, and is caught by name
    """The content cannot be published; `problems` says why, file by file."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Notes:
    """Collects the problems of one file, so that a fault never hides the next one."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, code: str, line: int = 1, key: str | None = None, **values: object) -> None:
        message = sentence(code, **values)
        self.problems.append(Problem(self.path, line, key, code, message))


def sentence(code: str, **values: object) -> str:
    """Return the sentence of a problem; raise KeyError when a value is missing."""
    text = explanations()[code].sentence.format(**values).strip()
    return text[0].upper() + text[1:]
