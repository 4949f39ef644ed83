# SPDX-License-Identifier: EUPL-1.2
"""What the site to be changed holds beside the fixture: the nth story is always the same."""

import json
import random
from datetime import date, timedelta

from bench.content import header
from escales.schema.sections import STORY_OUTLINE
from escales.schema.values import luhn

EMPLOYERS = {
    "grande-ville": "Grande Ville de Mesure",
    "metropole-de-mesure": "Métropole de Mesure",
    "departement-de-mesure": "Département de Mesure",
}
HOSTS = ("ville-d-essai", *EMPLOYERS)
SCHEMES = ("renfort", "tutorat", None)
VIEWPOINTS = ("agent", "manager-origine", "manager-accueil", "rh")
DURATIONS = ("une demi-journée", "3 jours", "6 semaines", "4 mois", "9 mois", "18 mois", "3 ans")
TEXTS = (
    "Nous avons suivi [le renfort](../schemes/renfort/index.md), à deux.",
    "Le CCAS et le CDG ont aidé, comme le dit [la page](../docs/reutiliser.md).",
    "J’ai lu [un premier essai](premier.md) avant de partir.",
    "Rien de plus simple : un bureau, une chaise et du temps.",
)
PICTURE = "![Un plan de la ville, un guichet au centre](images/plan.png)"
FEW = (1, 2)  # days before the end of an agreement, of the stories that are near it


def slug(number: int) -> str:
    return f"essai-{number}"


def story(number: int, **facts: object) -> str:
    """Write a true story; `facts` take the place of those that the number decides."""
    chance = random.Random(number)
    employer = chance.choice(list(EMPLOYERS))
    host = chance.choice([slug for slug in HOSTS if slug != employer])
    published_on = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    decided: dict[str, object] = {
        "titre": f"Un essai ailleurs, le numéro {number}",
        "resume": f"Une personne raconte son essai ailleurs, qui porte le numéro {number}.",
        "categorie": chance.choice("ABC"),
        "statut": "titulaire",
        "collectivite": employer,
        "accueil": host if chance.random() < 1 / 3 else None,
        "duree": chance.choice(DURATIONS),
        "quotite": "20 %",
        "dispositif": chance.choice(SCHEMES),
        "point_de_vue": VIEWPOINTS[number % len(VIEWPOINTS)],
        "experience": f"partage-{number // 5}" if number % 5 < 2 else None,
        "annee": chance.choice((2024, 2025, 2026)),
        "publie_le": str(published_on),
        "signature": "Agente d’accueil",
        "competences": ["accueil du public", "conduite de réunion"],
        "consentement": agreement(number),
    }
    texts = TEXTS if number % 5 else TEXTS[-1:]  # some lead nowhere
    parts = [f"## {name}\n\n{chance.choice(texts)}" for name in STORY_OUTLINE.required]
    if number % 12 == 0:
        parts[0] += f"\n\n{PICTURE}"
    return header(**decided | facts) + "\n\n".join(parts)


def agreement(number: int) -> dict[str, object]:
    """Return that of a story; one in ten leaves the site on one of the next days."""
    near = date(2026, 8, 26) + timedelta(
        days=FEW[number // 10 % 2]
    )  # 90 days of grace, then it leaves
    return {
        "accord_le": "2025-12-01",
        "reexamen_le": str(near) if number % 10 == 0 else "2099-12-31",
        "portee": ["site", "donnees-ouvertes"] if number % 3 else ["site"],
        "preuve": f"DRH, dossier {number}",
    }


def collectivity(number: int, name: str) -> str:
    """Write an employer, under a SIREN that the law of Luhn accepts."""
    start = f"{20_000_000 + 7919 * number}"
    siren = next(f"{start}{digit}" for digit in range(10) if luhn(f"{start}{digit}") % 10 == 0)
    facts = header(nom=name, type="commune", siren=siren, departement="59", effectif=9000)
    return f"{facts}{name} sert aux tests.\n"


def other_scheme(scheme: str) -> str:
    """Write a second scheme after the first; it is borne by another employer."""
    changes = {
        "titre: Le renfort d’un mois": "titre: Le tutorat d’un trimestre",
        "sigle: RENFORT": "sigle: TUTORAT",
        "porteur: Ville d'Essai": f"porteur: {json.dumps('grande-ville')}",
    }
    for old, new in changes.items():
        assert old in scheme
        scheme = scheme.replace(old, new)
    return scheme
