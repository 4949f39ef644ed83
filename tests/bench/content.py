# SPDX-License-Identifier: EUPL-1.2
"""Stories and collectivities made up for the benchmark: the nth is always the same."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from escales.schema.sections import STORY_OUTLINE
from escales.schema.values import luhn
from escales.words.spelling import slugify
from escales.words.vocabulary import Band, Category, Viewpoint

COLLECTIVITIES = 30
PARAGRAPHS, WORDS_IN_PARAGRAPH = 2, 65  # in each of the five sections: about 700 words in all
FIRST_DAY = date(2019, 1, 1)
LONGEST = 2500  # days after it by which all are published

DURATIONS = {
    Band.DAY: "une demi-journée",
    Band.DAYS: "3 jours",
    Band.TO_3_MONTHS: "6 semaines",
    Band.TO_6_MONTHS: "4 mois",
    Band.TO_1_YEAR: "9 mois",
    Band.TO_2_YEARS: "1 an et 6 mois",
    Band.BEYOND: "3 ans",
}
SCHEMES = ("pacte-de-micro-mobilite", "mobilisation-des-facilitateurs", "matp", None)

# As many different words as an author uses, so that a page compresses no better than a real one.
WORDS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()


@dataclass(frozen=True, slots=True)
class Told:
    """A story: its facts, which each site writes in its own header, and its text in Markdown."""

    slug: str
    title: str
    summary: str
    category: Category
    band: Band
    viewpoint: Viewpoint
    employer: int
    host: int | None
    scheme: str | None
    experience: str | None
    published_on: date
    text: str


def stories(count: int) -> Iterator[Told]:
    """Yield the first `count` stories; a greater count begins with the same ones."""
    return map(story, range(count))


def story(number: int) -> Told:
    chance = random.Random(number)  # repeatable, and no secret
    title = _phrase(chance, 8)[:80].strip()
    group, place = divmod(number, 10)  # of ten stories, three share an experience, then two
    shared = "un" if place < 3 else "deux" if place < 5 else None
    employer = chance.randrange(COLLECTIVITIES)
    return Told(
        slug=f"{slugify(title)[:50].strip('-')}-{number}",
        title=title,
        summary=f"{_phrase(chance, 22)[:200].strip()}.",
        category=chance.choice(list(Category)),
        band=chance.choice(list(Band)),
        viewpoint=chance.choice(list(Viewpoint)),
        employer=employer,
        host=(employer + 1) % COLLECTIVITIES if chance.random() < 1 / 3 else None,
        scheme=chance.choice(SCHEMES),
        experience=f"experience-{group}-{shared}" if shared else None,
        published_on=FIRST_DAY + timedelta(days=chance.randrange(LONGEST)),
        text=_text(chance),
    )


def story_file(told: Told) -> str:
    """Write a story as a contributor of this site does."""
    return (
        header(
            titre=told.title,
            resume=told.summary,
            categorie=told.category,
            statut="titulaire",
            collectivite=employer_slug(told.employer),
            accueil=None if told.host is None else employer_slug(told.host),
            duree=DURATIONS[told.band],
            quotite="20 %",
            dispositif=told.scheme,
            point_de_vue=str(told.viewpoint),
            experience=told.experience,
            annee=told.published_on.year,
            publie_le=str(told.published_on),
            signature=f"Agente d’accueil, catégorie {told.category}",
            competences=["accueil du public", "tri d’archives", "conduite de réunion"],
            consentement={
                "accord_le": str(told.published_on),
                "reexamen_le": "2099-12-31",  # none leaves, whatever the day of the benchmark
                "portee": ["site", "donnees-ouvertes"],
                "preuve": f"DRH, dossier {told.slug[-5:]}",
            },
        )
        + told.text
    )


def collectivity_file(number: int) -> str:
    """Write an employer, under a SIREN that the law of Luhn accepts."""
    start = f"{20_000_000 + 7919 * number}"
    siren = next(f"{start}{digit}" for digit in range(10) if luhn(f"{start}{digit}") % 10 == 0)
    facts = header(
        nom=employer_name(number), type="commune", siren=siren, departement="59", effectif=5000
    )
    return f"{facts}{employer_name(number)} sert à mesurer la construction du site.\n"


def groups_of(told: Told) -> list[str]:
    """Return what readers look for a story by too: its category, its duration, its employer."""
    return [told.category.label, told.band.label, employer_name(told.employer)]


def employer_name(number: int) -> str:
    return f"Ville mesurée n° {number + 1}"


def employer_slug(number: int) -> str:
    return slugify(employer_name(number))


def header(**facts: object) -> str:
    """Write front matter; JSON is YAML too. A fact that is None is left out."""
    lines = [f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in facts.items() if v is not None]
    return "\n".join(["---", *lines, "---\n\n"])


def _phrase(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS, k=words)).capitalize()


def _paragraph(chance: random.Random) -> str:
    lengths = (7, 18, 11, 16, WORDS_IN_PARAGRAPH - 52)
    return " ".join(f"{_phrase(chance, length)}." for length in lengths)


def _text(chance: random.Random) -> str:
    sections = [[_paragraph(chance) for _ in range(PARAGRAPHS)] for _ in STORY_OUTLINE.required]
    sections[0].append(f"J’ai lu [{_phrase(chance, 3)}](https://www.legifrance.gouv.fr/) avant.")
    sections[1].append("\n".join(f"- {_phrase(chance, 6)}" for _ in range(3)))
    sections[3].append(f"Il a fallu **{_phrase(chance, 2)}**, puis **{_phrase(chance, 2)}**.")
    return "\n\n".join(
        "\n\n".join([f"## {name}", *paragraphs])
        for name, paragraphs in zip(STORY_OUTLINE.required, sections, strict=True)
    )
