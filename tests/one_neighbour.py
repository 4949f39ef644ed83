# SPDX-License-Identifier: EUPL-1.2
"""A neighbour made up for the search, as it was gathered: its stories are in `elsewhere.yml`."""

import json
from pathlib import Path
from typing import Any

import yaml

from escales.content.elsewhere import Neighbour
from escales.open_data.neighbours.judging import Tables, judge
from escales.open_data.neighbours.saved import save_neighbour
from escales.open_data.tables import SCHEMA_VERSION, STORY_TABLE
from escales.settings.neighbours import site_slug
from escales.settings.rules import today

Card = tuple[str, str, list[str], list[str]]  # title, summary, skills, what readers type
CARDS: dict[str, Card] = yaml.load(
    (Path(__file__).parent / "engine/search/elsewhere.yml").read_text(encoding="utf-8"),
    yaml.CSafeLoader,
)
ADDRESS = "https://passages-29.example/"
NAME = "Les mobilités du Centre de gestion du Finistère"
SIREN = "212902126"
EMPLOYER = {
    "id": "plouzane",
    "adresse": f"{ADDRESS}collectivites/plouzane/",
    "nom": "Ville de Plouzané",
    "type": "commune",
    "siren": SIREN,
    "departement": "29",
    "reutilise": [],
}
SCHEME = {
    "id": "passerelle",
    "adresse": f"{ADDRESS}dispositifs/passerelle/",
    "titre": "La passerelle des îles",
    "resume": "Des agents des îles passent un mois sur le continent, et inversement.",
    "porteur": "plouzane",
    "porteur_nom": "Ville de Plouzané",
    "maturite": "teste",
    "version": "0.2.0",
}


def address_of(slug: str) -> str:
    return f"{ADDRESS}recits/{slug}/"


def gather_one(root: Path) -> None:
    """Write the cards of the neighbour in a site, whose settings name it."""
    stories = [_story(slug, card) for slug, card in CARDS.items()]
    cards = judge(_tables([EMPLOYER], [SCHEME], stories), ADDRESS, today())
    assert len(cards.stories) == len(CARDS)
    save_neighbour(root, Neighbour(site_slug(ADDRESS), NAME, ADDRESS, today()), cards)
    path = root / "mkdocs.yml"
    named = f"  escales:\n    voisins: {json.dumps([ADDRESS])}\n"
    text = path.read_text(encoding="utf-8").replace("  escales:\n", named, 1)
    path.write_text(text, encoding="utf-8")


def _tables(*tables: list[dict[str, Any]]) -> Tables:
    common = {"licence": "etalab-2.0", "version_schema": SCHEMA_VERSION}
    return Tables(*([{**one, **common} for one in table] for table in tables))


def _story(slug: str, card: Card) -> dict[str, Any]:
    title, summary, skills, _ = card
    facts = {
        "id": slug,
        "adresse": address_of(slug),
        "titre": title,
        "resume": summary,
        "categorie": "B",
        "collectivite": "plouzane",
        "collectivite_nom": "Ville de Plouzané",
        "duree": "P6W",
        "dispositif": "passerelle",
        "point_de_vue": "agent",
        "annee": 2025,
        "publie_le": "2026-02-01",
        "signature": "Agente portuaire",
        "competences": skills,
    }
    return {name: facts.get(name) for name in STORY_TABLE.names}
