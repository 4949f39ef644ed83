# SPDX-License-Identifier: EUPL-1.2
"""The criteria of the RGAA, as the State publishes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from escales.machine.text_yaml import load_text_yaml

FILE = Path(__file__).parent / "criteria.yml"


@dataclass(frozen=True, slots=True)
class RgaaTheme:
    """A theme of the RGAA; `criteria` gives the question of each criterion by its number."""

    number: int
    title: str
    criteria: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RgaaVersion:
    """A version of the RGAA."""

    version: str
    themes: tuple[RgaaTheme, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers of all criteria, in order."""
        return tuple(number for theme in self.themes for number in theme.criteria)


@cache
def rgaa() -> RgaaVersion:
    """Return the RGAA in force."""
    content = load_text_yaml(FILE)
    themes = (
        RgaaTheme(place, theme["title"], MappingProxyType(theme["criteria"]))
        for place, theme in enumerate(content["themes"], 1)
    )
    return RgaaVersion(content["version"], tuple(themes))
