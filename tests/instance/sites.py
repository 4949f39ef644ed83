# SPDX-License-Identifier: EUPL-1.2
"""Two administrations, fictional ones, and the sites that they begin."""

import re
from collections.abc import Mapping
from pathlib import Path

from building import PUBLISHER
from escales.commands.cli import main

DEPARTMENT = {
    "nom": "Passages 29",
    "editeur": "Département des Trois Rives",
    "contact": "recits@trois-rives.example",
    "forge": "gitlab",
    "couleur": "indigo",
    "dispositifs": "matp",
}
TOWN = {
    "nom": "Haltes",
    "editeur": "Ville d’Exemple",
    "contact": "recits@ville.example",
    "siren": "213801855",
    "type": "commune",
    "forge": "forgejo",
    "couleur": "brun",
    "dispositifs": "pacte-de-micro-mobilite",
}


def options(answers: Mapping[str, str]) -> list[str]:
    return [word for name, answer in answers.items() for word in (f"--{name}", answer)]


def init(folder: Path, answers: Mapping[str, str]) -> Path:
    """Write a site with the engine of this repository."""
    assert main(["init", str(folder), *options(answers)]) == 0
    return folder


def say_who_publishes(folder: Path) -> None:
    """Fill in what a site with an address must say, and that `init` does not ask."""
    file = folder / "mkdocs.yml"
    gap = re.compile(rf'^( +)({"|".join(PUBLISHER)}): ""', re.MULTILINE)
    text = gap.sub(
        lambda line: f"{line[1]}{line[2]}: {PUBLISHER[line[2]]}", file.read_text("utf-8")
    )
    file.write_text(text, encoding="utf-8")
