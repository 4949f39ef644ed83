# SPDX-License-Identifier: EUPL-1.2
"""What every problem means: its number, its sentence, and an example of the fault and its cure.

The files of `explanations/` hold them, one a theme. A number serves once: when a problem
is no longer reported, its number stays unused; a new one takes the next of its theme.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from escales.machine.text_yaml import load_text_yaml
from escales.words.vocabulary import ExamplePlace

FOLDER = Path(__file__).parent / "explanations"
PLACES = {str(place): place for place in ExamplePlace}
VALUE = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Explanation:
    """A problem, as its page explains it.

    `sentence` has its values between braces; `wrong` gives the problem where `place` says, and
    `right` does not; both are words when nothing can be shown.
    """

    code: str
    number: str  # "E101"
    title: str
    sentence: str
    meaning: str
    place: ExamplePlace
    wrong: str
    right: str
    stops: bool = True  # whether it stops the publication; else it is only reported

    @property
    def anchor(self) -> str:
        return self.number.lower()

    @property
    def generic_sentence(self) -> str:
        """The sentence, with an ellipsis for each value."""
        text = VALUE.sub("…", self.sentence)
        return text[0].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class ProblemTheme:
    """Problems that concern the same part of a file."""

    slug: str
    title: str
    explanations: tuple[Explanation, ...]


@cache
def themes() -> tuple[ProblemTheme, ...]:
    """Return the themes, in the order of the files and of the numbers."""
    return tuple(_read(file) for file in sorted(FOLDER.glob("*.yml")))


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return every explanation by its code."""
    every = (explanation for theme in themes() for explanation in theme.explanations)
    return MappingProxyType({explanation.code: explanation for explanation in every})


def _read(file: Path) -> ProblemTheme:
    content = load_text_yaml(file)
    explanation = tuple(
        Explanation(
            code=code,
            **{**lines, "place": PLACES[lines["place"]], "stops": lines.get("stops") != "non"},
        )
        for code, lines in content["problems"].items()
    )
    return ProblemTheme(content["theme"], content["title"], explanation)
