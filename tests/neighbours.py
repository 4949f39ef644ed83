# SPDX-License-Identifier: EUPL-1.2
"""Neighbours made up for tests: what they publish, served on this machine or already gathered."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from answering import answering
from bench.content import DURATIONS, Told, stories
from escales.content.elsewhere import Neighbour
from escales.open_data.files import FOLDER
from escales.open_data.neighbours.judging import Tables, judge
from escales.open_data.neighbours.saved import save_neighbour
from escales.open_data.spreadsheet import csv_lines
from escales.open_data.tables import SCHEMA_VERSION, STORY_TABLE
from escales.schema.durations import parse_duration
from escales.schema.values import luhn
from escales.settings.neighbours import site_slug
from escales.settings.rules import today
from escales.words.spelling import slugify

EMPLOYERS = 30  # of each neighbour, as the stories have it
DEPARTMENTS = ("29", "33", "38", "59", "974")
SCHEMES = ("pacte-de-micro-mobilite", "mobilisation-des-facilitateurs", "matp")

Record = dict[str, Any]


def name_of(number: int) -> str:
    """Return the name of the nth neighbour, counted from 0."""
    return f"Récits du voisin n°\u00a0{number + 1}"


def address_of(number: int, root: str = "https://voisins.example") -> str:
    return f"{root}/voisin-{number + 1}/"


def settings_for(count: int, root: str = "https://voisins.example") -> str:
    """Return what `mkdocs.yml` says below `extra.escales` to name so many neighbours."""
    return f"    voisins: {json.dumps([address_of(number, root) for number in range(count)])}\n"


def records(number: int, told: int, address: str) -> dict[str, list[Record]]:
    """Return the records of the three tables of the nth neighbour, with so many stories."""
    return {
        "collectivites": [_employer(number, place, address) for place in range(EMPLOYERS)],
        "dispositifs": [_scheme(number, slug, address) for slug in SCHEMES],
        "recits": [_story(one, number, address) for one in stories(told)],
    }


def open_data(number: int, told: int, address: str) -> dict[str, bytes]:
    """Return the files that `gather` reads of the nth neighbour, by their uri."""
    tables = records(number, told, address)
    title = {"@value": f"{name_of(number)}\u00a0: données ouvertes", "@language": "fr"}
    files = {
        name: json.dumps({"$schema": "x", name: tables[name]}, ensure_ascii=False)
        for name in ("collectivites", "dispositifs")
    }
    return {
        f"{FOLDER}catalogue.jsonld": json.dumps({"dct:title": title}).encode(),
        **{f"{FOLDER}{name}.json": text.encode() for name, text in files.items()},
        f"{FOLDER}recits.csv": "".join(csv_lines(STORY_TABLE.names, tables["recits"])).encode(),
    }


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the address, without a slash at its end, where files are, by their path below it."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep quiet."""

        def do_GET(self) -> None:
            content = files.get(urlsplit(self.path).path.lstrip("/"))
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

    with answering(Handler) as address:
        yield address


def gathered(root: Path, count: int, told: int, on: date | None = None) -> str:
    """Write voisins/ as if so many neighbours had been gathered; return their settings."""
    for number in range(count):
        address = address_of(number)
        tables = records(number, told, address)
        cards = judge(Tables(*tables.values()), address, date.max.replace(year=9000))
        neighbour = Neighbour(site_slug(address), name_of(number), address, on or today())
        save_neighbour(root, neighbour, cards)
    return settings_for(count)


def _common(kind: str, slug: str, address: str) -> Record:
    return {
        "id": slug,
        "adresse": f"{address}{kind}/{slug}/",
        "licence": "etalab-2.0",
        "version_schema": SCHEMA_VERSION,
    }


def _siren(number: int, place: int) -> str:
    start = f"{21_000_000 + 1009 * number + place}"
    return next(f"{start}{digit}" for digit in range(10) if luhn(f"{start}{digit}") % 10 == 0)


def _employer_name(number: int, place: int) -> str:
    return f"Ville {place + 1} du voisin {number + 1}"


def _employer(number: int, place: int, address: str) -> Record:
    name = _employer_name(number, place)
    adoption = {"dispositif": "matp", "version": "0.1.0", "depuis": 2025, "variante": None}
    return {
        **_common("collectivites", slugify(name), address),
        "nom": name,
        "type": "commune",
        "siren": _siren(number, place),
        "departement": DEPARTMENTS[(number + place) % len(DEPARTMENTS)],
        "effectif": 1200,
        "site": None,
        "reutilise": [{**adoption, "url": None}] if place == 1 else [],
    }


def _scheme(number: int, slug: str, address: str) -> Record:
    """Return a scheme; each neighbour took the last one from the first neighbour."""
    name = _employer_name(number, 0)
    first = {"id": "ville-1", "nom": _employer_name(0, 0), "siren": _siren(0, 0)}
    origin = {"dispositif": slug, "adresse": "https://voisins.example/", "version": "0.1.0"}
    taken = number > 0 and slug == "matp"
    return {
        **_common("dispositifs", slug, address),
        "titre": f"Dispositif {slug.replace('-', ' ')}",
        "sigle": "MATP" if slug == "matp" else None,
        "resume": "Ce que permet ce dispositif, en une phrase assez longue pour une liste.",
        "porteur": slugify(name),
        "porteur_nom": name,
        "maturite": "teste",
        "version": "0.1.0",
        "repris_de": {**origin, "date": "2026-01-05", "porteur": first} if taken else None,
    }


def _story(told: Told, number: int, address: str) -> Record:
    duration = parse_duration(DURATIONS[told.band])
    assert duration
    home = _employer_name(number, told.employer)
    host = None if told.host is None else _employer_name(number, told.host)
    facts = {
        **_common("recits", told.slug, address),
        "titre": told.title,
        "resume": told.summary,
        "categorie": told.category,
        "collectivite": slugify(home),
        "collectivite_nom": home,
        "accueil": host and slugify(host),
        "accueil_nom": host,
        "duree": duration.iso,
        "quotite": "20 %",
        "dispositif": told.scheme,
        "point_de_vue": told.viewpoint,
        "annee": told.published_on.year,
        "publie_le": told.published_on.isoformat(),
        "signature": f"Agente d’accueil, catégorie {told.category}",
        "competences": ["accueil du public", "tri d’archives", "conduite de réunion"],
    }
    return {name: facts.get(name) for name in STORY_TABLE.names}
