# SPDX-License-Identifier: EUPL-1.2
"""Regions and departments, as one says that one is there; what of an employer's name is a place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from escales.machine.text_yaml import load_text_yaml
from escales.words.spelling import slugify

FILE = Path(__file__).parent / "places.yml"

# What comes before the place in the name of an employer, and how one says that one is there.
THERE = {
    "de": "à",
    "d’": "à",
    "du": "au",
    "des": "aux",
    "de la": "à la",
    "de l’": "à l’",
}
AFTER_PREPOSITION = re.compile(
    r"\b(?P<before>de la |de l’|du |des |de |d’)(?P<place>[A-ZÀ-ÖØ-ÞŒ][^\s,()]*(?:[\s-].+)?)$"
)
ALONE = re.compile(r"^[A-ZÀ-ÖØ-ÞŒ][^\s-]*(?:-[^\s-]+)+$")  # such as Grenoble-Alpes-Métropole


@dataclass(frozen=True, slots=True)
class Region:
    """A region; `within` says that one is there, inside a sentence."""

    name: str
    within: str

    @property
    def slug(self) -> str:
        return slugify(self.name)


@dataclass(frozen=True, slots=True)
class Place:
    """What of an employer's name is a place: in an address, and inside a sentence."""

    slug: str
    within: str


@cache
def regions() -> Mapping[str, Region]:
    """Return the region of each department, by the code of the department."""
    return MappingProxyType(
        {
            code: Region(entry["nom"], entry["dans"])
            for entry in load_text_yaml(FILE)
            if entry["nom"]
            for code in entry["departements"]
        }
    )


@cache
def departments_within() -> Mapping[str, str]:
    """Return how one says that one is in each department, by its code."""
    return MappingProxyType(
        {
            code: within
            for entry in load_text_yaml(FILE)
            for code, within in entry["departements"].items()
        }
    )


def place_of(name: str) -> Place | None:
    """Return the place in an employer's name, if any: « Ville du Havre » gives « au Havre »."""
    name = name.replace("'", "’")
    if found := AFTER_PREPOSITION.search(name):
        before, place = found["before"].strip(), found["place"]
        gap = "" if before.endswith("l’") else " "
        return Place(slugify(place), f"{THERE[before]}{gap}{place}")
    return Place(slugify(name), f"à {name}") if ALONE.search(name) else None
