# SPDX-License-Identifier: EUPL-1.2
"""Neighbours made up by hand, as a site knows them once it has gathered: always the same."""

import random
from datetime import date, timedelta

from bench.content import DURATIONS
from escales.content.elsewhere import (
    AdoptionElsewhere,
    EmployerElsewhere,
    Lineage,
    Neighbour,
    Neighbourhood,
    SchemeElsewhere,
    StoryElsewhere,
)
from escales.schema.departments import france
from escales.schema.durations import parse_duration
from escales.schema.shares import parse_share
from escales.schema.values import luhn
from escales.words.vocabulary import Category, CollectivityType, Maturity, Viewpoint

GATHERED = date(2026, 11, 23)
NAMES = ("Passages 29", "Trame 44", "Les mobilités du Centre de gestion de la Loire")
EMPLOYERS = 20  # of each neighbour
SKILLS = ("Accueil du public", "Tri d’archives", "Conduite de réunion", "Marchés publics")
SHARES = ("20 %", "50 %", "temps plein", "ponctuelle")
# The scheme of the site of the tests, and its bearer, which neighbours know too.
KIN = Lineage("renfort", "732829320")


def made_up(neighbours: int, stories: int, kin: Lineage = KIN) -> Neighbourhood:
    """Return so many neighbours, each with so many stories.

    Each bears a scheme of its own, and describes one that is `kin` of one of the site that gathers,
    whose bearer is its first employer.
    """
    whole = [_neighbour(number, stories, kin) for number in range(neighbours)]
    told = [story for one in whole for story in one.stories]
    return Neighbourhood(
        tuple(one.neighbours[0] for one in whole),
        tuple(sorted(told, key=lambda story: story.published_on, reverse=True)),
        tuple(scheme for one in whole for scheme in one.schemes),
        tuple(employer for one in whole for employer in one.employers),
        tuple(adoption for one in whole for adoption in one.adoptions),
    )


def _neighbour(number: int, count: int, kin: Lineage) -> Neighbourhood:
    chance = random.Random(number)  # repeatable, and no secret
    name = NAMES[number] if number < len(NAMES) else f"Site voisin n° {number + 1}"
    slug = f"voisin-{number + 1}"
    site = Neighbour(slug, name, f"https://{slug}.example/", GATHERED)
    codes = [code for code, one in france().departments.items() if one.path]
    employers = [
        EmployerElsewhere(
            site,
            "ville-d-essai",
            f"{site.address}collectivites/ville-d-essai/",
            "Ville d’Essai",
            CollectivityType.TOWN,
            kin.bearer_siren,
            "2A",
        ),
        *(
            EmployerElsewhere(
                site,
                f"employeur-{each}",
                f"{site.address}collectivites/employeur-{each}/",
                f"Ville de Quai-{number * EMPLOYERS + each}",
                CollectivityType.TOWN,
                siren(number * EMPLOYERS + each),
                chance.choice(codes),
            )
            for each in range(1, EMPLOYERS)
        ),
    ]
    schemes = [
        scheme(site, kin.scheme, "Le renfort d’un mois", "Ville d’Essai", kin),
        scheme(
            site,
            "passerelle",
            f"La passerelle de {name}",
            employers[1].name,
            Lineage("passerelle", str(employers[1].siren)),
        ),
    ]
    adoption = AdoptionElsewhere(employers[2], schemes[0], "0.1.0", 2025, "Deux jours par mois")
    stories = tuple(_story(site, n, employers, schemes, chance) for n in range(count))
    return Neighbourhood((site,), stories, tuple(schemes), tuple(employers), (adoption,))


def siren(number: int) -> str:
    """Return a SIREN that the law of Luhn accepts."""
    start = f"{21_000_000 + 7919 * number}"
    return next(f"{start}{digit}" for digit in range(10) if luhn(f"{start}{digit}") % 10 == 0)


def scheme(
    site: Neighbour, slug: str, title: str, bearer: str, lineage: Lineage | None
) -> SchemeElsewhere:
    return SchemeElsewhere(
        site,
        slug,
        f"{site.address}dispositifs/{slug}/",
        title,
        None,
        "Des agents passent un moment chez un autre employeur, puis en reviennent.",
        bearer,
        Maturity.TESTED,
        "0.2.0",
        lineage,
    )


def _story(
    site: Neighbour,
    number: int,
    employers: list[EmployerElsewhere],
    schemes: list[SchemeElsewhere],
    chance: random.Random,
) -> StoryElsewhere:
    day = date(2021, 1, 1) + timedelta(days=chance.randrange(2000))
    home, host = chance.sample(employers, 2)
    duration = parse_duration(chance.choice(list(DURATIONS.values())))
    assert duration
    return StoryElsewhere(
        neighbour=site,
        id=f"recit-{number}",
        address=f"{site.address}recits/recit-{number}/",
        title=f"Une mobilité racontée chez le voisin, la {number + 1}e",
        summary="Quelques semaines au guichet d’une autre ville, et des idées pour le nôtre.",
        category=chance.choice(list(Category)),
        employer=home,
        host=host if chance.random() < 1 / 3 else None,
        duration=duration,
        share=parse_share(chance.choice(SHARES)),
        scheme=chance.choice([*schemes, None]),
        viewpoint=chance.choice(list(Viewpoint)),
        year=day.year,
        published_on=day,
        signature="Agente d’accueil",
        skills=tuple(chance.sample(SKILLS, 2)),
    )
