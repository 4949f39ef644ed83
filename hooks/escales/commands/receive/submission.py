# SPDX-License-Identifier: EUPL-1.2
"""What somebody sent, once read: the same for a letter, a mail, a questionnaire or a file."""

from dataclasses import asdict, dataclass, field
from typing import Any

from escales.words.spelling import slugify


@dataclass(slots=True)
class Submission:
    """`values` are by place of the header, `sections` in Markdown by title.

    `contact` is how to reach who sent it: it never enters the repository. `unplaced` are the texts
    that fit nowhere, `aside` says what was left out of a document or of a mail.
    """

    values: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    contact: str = ""
    unplaced: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return any(self.values.values()) or any(self.sections.values())

    @property
    def words(self) -> int:
        return sum(len(text.split()) for text in self.sections.values())

    @property
    def fingerprint(self) -> str:
        """What tells that the same story came twice, however a mail program wrapped its lines."""
        return slugify(" ".join([*self.sections.values(), *self.values.values()]))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def submission_of(content: dict[str, Any]) -> Submission:
    """Return what `as_json` gave; raise TypeError, AttributeError or KeyError at anything else."""
    return Submission(
        values=_texts(content["values"]),
        sections=_texts(content["sections"]),
        contact=str(content["contact"]),
        unplaced=[str(text) for text in content["unplaced"]],
        aside=[str(text) for text in content["aside"]],
    )


def _texts(content: dict[str, Any]) -> dict[str, str]:
    return {str(key): str(text) for key, text in content.items()}
