# SPDX-License-Identifier: EUPL-1.2
"""Why nothing was taken."""

from collections.abc import Sequence

from escales.problems.problem import Problem


class RefusedError(Exception):
    """Nothing was written; the text says why, in French."""


class BroughtProblemsError(Exception):
    """What would come is refused by the check; nothing was written.

    `problems` are those that it would bring to the site at the address `site`.
    """

    def __init__(self, said: str, problems: Sequence[Problem], site: str) -> None:
        super().__init__(said)
        self.problems, self.site = list(problems), site
