# SPDX-License-Identifier: EUPL-1.2
"""The front matter of a page of docs/ that is no employer."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from escales.schema.facts import Facts, field
from escales.schema.law import LAW, LAW_TITLE, LawReading
from escales.schema.values import PLAIN_WORD, OneLineList, Summary, Text, Title, YesNo, refuse
from escales.words.spelling import SLUG, slugify


def _address(value: str) -> str:
    parts = value.strip("/").split("/")
    if not all(SLUG.fullmatch(part) for part in parts):
        expected = "/".join(slugify(part) or PLAIN_WORD for part in parts)
        refuse("bad-slug", found=value, expected=expected)
    return "/".join(parts)


Address = Annotated[Text, StringConstraints(max_length=200), AfterValidator(_address)]


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
