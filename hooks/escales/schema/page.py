# SPDX-License-Identifier: EUPL-1.2
"""The front matter of a page of docs/ that is no employer."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, StringConstraints

from escales.schema.facts import Facts, field
from escales.schema.law import LAW, LAW_TITLE, LawReading
from escales.schema.values import (
    PLAIN_WORD,
    OneLineList,
    Summary,
    Text,
    Title,
    YesNo,
    choose,
    refuse,
)
from escales.words.kit_terms import Setting
from escales.words.spelling import SLUG, slugify
from escales.words.vocabulary import Band, Status, Viewpoint


def _address(value: str) -> str:
    parts = value.strip("/").split("/")
    if not all(SLUG.fullmatch(part) for part in parts):
        expected = "/".join(slugify(part) or PLAIN_WORD for part in parts)
        refuse("bad-slug", found=value, expected=expected)
    return "/".join(parts)


Address = Annotated[Text, StringConstraints(max_length=200), AfterValidator(_address)]


class StoriesToShow(Facts):
    """Which stories a page shows: those that fit all that is said here."""

    setting: Annotated[Setting, BeforeValidator(choose(Setting))] | None = field(
        "cadre", "Cadre", "Chez un même employeur, ou entre deux.", "chez-vous", default=None
    )
    statuses: Annotated[
        tuple[Annotated[Status, BeforeValidator(choose(Status))], ...], OneLineList
    ] = field("statuts", "Statuts", "De qui raconte.", "[titulaire]", default=())
    bands: Annotated[tuple[Annotated[Band, BeforeValidator(choose(Band))], ...], OneLineList] = (
        field("durees", "Durées", "De la mobilité.", "[une-journee-ou-moins]", default=())
    )
    viewpoints: Annotated[
        tuple[Annotated[Viewpoint, BeforeValidator(choose(Viewpoint))], ...], OneLineList
    ] = field("points_de_vue", "Points de vue", "La place de qui raconte.", "[agent]", default=())


class HandWrittenPage(Facts):
    """What such a page may say of itself."""

    title: Title | None = field(
        "title", "Titre", "Le titre, s’il n’est pas celui du texte.", default=None
    )
    description: Summary | None = field(
        "description", "Description", "Une phrase pour les moteurs de recherche.", default=None
    )
    former_addresses: Annotated[tuple[Address, ...], OneLineList] = field(
        "anciennes_adresses",
        "Anciennes adresses",
        "Les adresses que la page a eues, sous celle du site : elles mènent encore ici.",
        "[contribuer/ancien-nom]",
        default=(),
    )
    law: LawReading | None = field(
        LAW,
        LAW_TITLE,
        "Si la page parle de droit : ce qui a été lu. Celle d’un index vaut pour tout son dossier.",
        default=None,
    )
    shared: YesNo = field(
        "commune",
        "Commune",
        "La page vaut pour tous les sites : un site a celle du programme, ou la sienne.",
        "oui",
        default=False,
    )
    rare: YesNo = field(
        "rare",
        "Cas rare",
        "La réponse vaut pour peu de lecteurs : la recherche montre d’abord les autres.",
        "oui",
        default=False,
    )
    documents: Annotated[tuple[Address, ...], OneLineList] = field(
        "documents",
        "Documents",
        "Les documents des kits qui vont avec la page, un kit puis un document.",
        "[matp/lettre-de-mission-interne]",
        default=(),
    )
    stories: StoriesToShow | None = field(
        "recits",
        "Récits",
        "Les récits qui vont avec la page, par ce qu’ils ont en commun.",
        default=None,
    )
