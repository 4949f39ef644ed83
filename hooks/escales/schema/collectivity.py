# SPDX-License-Identifier: EUPL-1.2
"""The front matter of a collectivity: a public employer, and the schemes it took up."""

from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, ValidationInfo, field_validator

from escales.schema import shapes
from escales.schema.facts import Facts, field, unless
from escales.schema.values import (
    DepartmentCode,
    Headcount,
    OneLineList,
    Phrase,
    Reference,
    Sentence,
    Siren,
    Slug,
    Url,
    Version,
    Year,
    YesNo,
    choose,
    refuse,
)
from escales.words.vocabulary import CollectivityType

SIREN_HELP = "Les neuf chiffres du SIREN ; inutiles pour une administration fictive."

# To editors: several employers have no SIREN of theirs.
SEVERAL = shapes.one_of(
    [CollectivityType.SEVERAL], [CollectivityType.SEVERAL, CollectivityType.SEVERAL.label]
)


class Adoption(Facts):
    """A scheme that a collectivity took up."""

    scheme: Reference = field(
        "dispositif", "Dispositif", "Le dispositif repris : un dossier de schemes.", "matp"
    )
    version: Version = field("version", "Version", "La version reprise.", "0.1.0")
    since: Year = field("depuis", "Depuis", "L’année de la reprise.", "2026")
    origin: Url | None = field(
        "origine",
        "Origine",
        "L’adresse de la page d’où il a été repris, sur un autre site.",
        "https://escales.example/dispositifs/matp/",
        default=None,
    )
    variant: Sentence | None = field(
        "variante", "Variante", "Ce qui a été adapté.", "Deux jours par mois", default=None
    )
    url: Url | None = field(
        "url", "Adresse", "Une page qui en parle.", "https://ville.example/reprise/", default=None
    )


class Collectivity(Facts):
    """A public employer: a town, a department, a hospital, a service of the State.

    Or several in one file, where one employer alone would tell who its author is.
    """

    model_config = ConfigDict(json_schema_extra=unless("siren", "exemple", type=SEVERAL))

    name: Phrase = field("nom", "Nom", "Le nom à afficher.", "Ville de Grenoble")
    kind: Annotated[CollectivityType, BeforeValidator(choose(CollectivityType))] = field(
        "type", "Type", "La sorte d’employeur.", "commune"
    )
    example: YesNo = field(
        "exemple",
        "Fictive",
        "« oui » pour une administration inventée, qui sert aux exemples.",
        "non",
        default=False,
    )
    siren: Siren | None = field(
        "siren", "SIREN", SIREN_HELP, "213801855", default=None, validate_default=True
    )
    department: DepartmentCode | None = field(
        "departement", "Département", "Le code du département.", "38", default=None
    )
    headcount: Headcount | None = field(
        "effectif",
        "Effectif",
        "Le nombre d’agents ; pour plusieurs employeurs, leur somme.",
        "4700",
        default=None,
    )
    site: Url | None = field(
        "site", "Site", "L’adresse de son site.", "https://www.grenoble.fr/", default=None
    )
    adoptions: tuple[Adoption, ...] = field(
        "reutilise", "Reprend", "Les dispositifs repris d’ailleurs.", default=()
    )
    former_slugs: Annotated[tuple[Slug, ...], OneLineList] = field(
        "anciens_slugs",
        "Anciennes adresses",
        "Les anciens noms du fichier, le premier en tête : leurs adresses mènent encore ici.",
        "[ancien-nom-de-la-ville]",
        default=(),
    )

    @field_validator("siren")
    @classmethod
    def _siren_of_a_collectivity(cls, siren: str | None, info: ValidationInfo) -> str | None:
        several = info.data.get("kind") is CollectivityType.SEVERAL
        if siren is None and info.data.get("example") is False and not several:
            refuse("missing-key", expected=SIREN_HELP)
        return siren
