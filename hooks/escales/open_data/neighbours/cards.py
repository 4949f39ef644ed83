# SPDX-License-Identifier: EUPL-1.2
"""What is kept of a neighbour's records: the fields of a card, each of its own type.

The types are those of front matter. Lengths alone are looser: texts are judged there before their
French typography is set, and read here after.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints

from escales.problems.problem import Notes
from escales.reading.hidden_characters import is_usual, without_hidden_characters
from escales.schema import Facts
from escales.schema.values import (
    TYPESET,
    AnyDay,
    DepartmentCode,
    DurationField,
    ShareField,
    Siren,
    Slug,
    Text,
    Version,
    Year,
    YesNo,
    choose,
)
from escales.words.vocabulary import Category, CollectivityType, Maturity, Viewpoint

LONGEST = 300  # signs of any text
MOST_SKILLS, MOST_ADOPTIONS, MOST_NAMES = 12, 100, 20
# What a browser would take for more than a text, were it not escaped: « <oui> » is none of it.
TAG = re.compile(
    r"<(?:[!?/]|[a-z][\w:-]*[\s/][^<>]*=|(?:a(?:rea|pplet|udio)|base|body|button|canvas|d(?:etails|ialog)"
    r"|embed|f(?:orm|rame(?:set)?)|h(?:ead|tml)|i(?:frame|mg|nput|sindex)|link|m(?:arquee|ath|eta)"
    r"|noscript|object|s(?:cript|elect|tyle|vg)|t(?:emplate|extarea|itle)|video|xmp)\b)",
    re.IGNORECASE,
)
HALF = re.compile("[\ud800-\udfff]")  # of a character: JSON may hold one alone, a file may not


def _shown(value: str) -> str:
    """Refuse what a reviewer would not see, and what a careless program would run."""
    notes = Notes("")
    if not is_usual(value) and (without_hidden_characters(value, notes) != value or notes.problems):
        raise ValueError
    if TAG.search(value) or HALF.search(value):
        raise ValueError
    return value


def _no_fiction(is_one: bool) -> bool:  # noqa: FBT001  # as pydantic calls it
    if is_one:
        raise ValueError
    return is_one


Shown = Annotated[
    Text, StringConstraints(min_length=2, max_length=LONGEST), AfterValidator(_shown), TYPESET
]


class Card(Facts):
    """A record; a neighbour whose engine is newer may say more of it."""

    model_config = ConfigDict(extra="ignore")

    id: Slug = Field(alias="id")
    address: Text = Field(alias="adresse")
    example: Annotated[YesNo, AfterValidator(_no_fiction)] = Field(
        default=False, alias="exemple", exclude=True
    )


class AdoptionCard(Facts):
    """A scheme that an employer took up."""

    model_config = ConfigDict(extra="ignore")

    scheme: Slug = Field(alias="dispositif")
    version: Version = Field(alias="version")
    since: Year = Field(alias="depuis")
    variant: Shown | None = Field(None, alias="variante")


class EmployerCard(Card):
    name: Shown = Field(alias="nom")
    kind: Annotated[CollectivityType, BeforeValidator(choose(CollectivityType))] = Field(
        alias="type"
    )
    siren: Siren | None = Field(None, alias="siren")
    department: DepartmentCode | None = Field(None, alias="departement")
    adoptions: tuple[AdoptionCard, ...] = Field((), alias="reutilise", max_length=MOST_ADOPTIONS)


class FirstBearer(Facts):
    """Who first bore a scheme; several employers together have no SIREN."""

    model_config = ConfigDict(extra="ignore")

    siren: Siren | None = Field(None, alias="siren")


class OriginCard(Facts):
    """Where a scheme was taken from."""

    model_config = ConfigDict(extra="ignore")

    scheme: Slug = Field(alias="dispositif")
    bearer: FirstBearer = Field(alias="porteur")


class SchemeCard(Card):
    title: Shown = Field(alias="titre")
    acronym: Shown | None = Field(None, alias="sigle")
    summary: Shown = Field(alias="resume")
    bearer: Slug = Field(alias="porteur")
    bearer_name: Shown = Field(alias="porteur_nom")
    maturity: Annotated[Maturity, BeforeValidator(choose(Maturity))] = Field(alias="maturite")
    version: Version = Field(alias="version")
    origin: OriginCard | None = Field(None, alias="repris_de")
    former_slugs: tuple[Slug, ...] = Field((), alias="anciens_slugs", max_length=MOST_NAMES)


class StoryCard(Card):
    title: Shown = Field(alias="titre")
    summary: Shown = Field(alias="resume")
    category: Annotated[Category, BeforeValidator(choose(Category))] = Field(alias="categorie")
    employer: Slug = Field(alias="collectivite")
    host: Slug | None = Field(None, alias="accueil")
    duration: DurationField = Field(alias="duree")
    share: ShareField | None = Field(None, alias="quotite")
    scheme: Slug | None = Field(None, alias="dispositif")
    viewpoint: Annotated[Viewpoint, BeforeValidator(choose(Viewpoint))] = Field(
        alias="point_de_vue"
    )
    year: Year = Field(alias="annee")
    published_on: AnyDay = Field(alias="publie_le")
    signature: Shown = Field(alias="signature")
    skills: tuple[Shown, ...] = Field((), alias="competences", max_length=MOST_SKILLS)
