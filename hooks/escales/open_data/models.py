# SPDX-License-Identifier: EUPL-1.2
"""The fields of published records that differ from the header of a file, or are not in it."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict

from escales.schema import Facts, KitDocument
from escales.schema.facts import field
from escales.schema.values import (
    Day,
    Phrase,
    Sentence,
    Siren,
    Slug,
    Text,
    Title,
    Version,
    YesNo,
    choose,
)
from escales.words.vocabulary import Band, Format, Licence

ID_HELP = "Ce qui désigne cette ligne ; il reste le même si l’adresse change."
ADDRESS_HELP = "L’adresse de la page."


def field_of(model: type[Facts], name: str) -> Any:  # noqa: ANN401  # as in pydantic: the field's type says what
    """Return a field of another model, to describe it the same."""
    return model.keys()[name]


class DescriptionOnly(Facts):
    """A model that only describes its fields: nothing is validated by it."""

    model_config = ConfigDict(defer_build=True)


class CommonFields(DescriptionOnly):
    """The fields of all records, beside the id and the address."""

    licence: Annotated[Licence, BeforeValidator(choose(Licence))] = field(
        "licence", "Licence", "La licence sous laquelle reprendre cette ligne.", "etalab-2.0"
    )
    schema_version: Version = field(
        "version_schema", "Version du schéma", "La version de cette liste de colonnes.", "2.0.0"
    )


class StoryRecord(CommonFields):
    """The fields of a story that its header lacks, or describes otherwise."""

    id: Slug = field("id", "Identifiant", ID_HELP, "renfort-mediatheque")
    address: Text = field(
        "adresse", "Adresse", ADDRESS_HELP, "https://escales.example/recits/renfort-mediatheque/"
    )
    title: Title = field(
        "titre", "Titre", "Le titre du récit.", "Trois mois à la médiathèque, et retour"
    )
    collectivity: Slug = field(
        "collectivite",
        "Employeur d’origine",
        "L’identifiant de l’employeur d’origine, dans collectivites.json.",
        "ville-de-grenoble",
    )
    collectivity_name: Phrase = field(
        "collectivite_nom", "Nom", "Le nom de l’employeur d’origine.", "Ville de Grenoble"
    )
    collectivity_siren: Siren | None = field(
        "collectivite_siren",
        "SIREN",
        "Le numéro SIREN de l’employeur d’origine ; vide quand il en cache plusieurs.",
        "213801855",
    )
    host: Slug | None = field(
        "accueil",
        "Employeur d’accueil",
        "L’identifiant de l’employeur d’accueil, s’il n’est pas celui d’origine.",
        "grenoble-alpes-metropole",
    )
    host_name: Phrase | None = field(
        "accueil_nom", "Nom", "Le nom de l’employeur d’accueil.", "Grenoble-Alpes-Métropole"
    )
    host_siren: Siren | None = field(
        "accueil_siren", "SIREN", "Le numéro SIREN de l’employeur d’accueil.", "200040715"
    )
    duration_in_words: Phrase = field(
        "duree_en_clair", "Durée en clair", "La même durée, en toutes lettres.", "4 mois"
    )
    band: Annotated[Band, BeforeValidator(choose(Band))] = field(
        "tranche", "Tranche de durée", "La tranche où tombe la durée.", "de-3-a-6-mois"
    )
    band_label: Phrase = field(
        "tranche_libelle", "Libellé", "Le libellé de la tranche.", "De 3 à 6 mois"
    )
    scheme: Slug | None = field(
        "dispositif",
        "Dispositif",
        "L’identifiant du dispositif suivi, dans dispositifs.json ; vide s’il n’y en a pas.",
        "matp",
    )
    scheme_title: Title | None = field(
        "dispositif_titre",
        "Titre du dispositif",
        "Le titre du dispositif suivi.",
        "La mission d’appui temporaire au projet",
    )
    signature: Phrase = field(
        "signature",
        "Signature",
        "Comment la personne a choisi de signer ; à citer avec le récit.",
        "Agente d’accueil, catégorie C",
    )
    text: Text = field(
        "texte",
        "Texte",
        "Le récit entier, en Markdown ; chaque partie commence par « ## ».",
        "## L’intention de départ",
    )


class WithdrawalRecord(DescriptionOnly):
    """A story that was published as open data, then withdrawn."""

    id: Slug = field(
        "id", "Identifiant", "L’identifiant du récit à effacer.", "renfort-mediatheque"
    )
    withdrawn_on: Day = field("retrait_le", "Retiré le", "Le jour du retrait.", "2027-03-01")


class KitFile(DescriptionOnly):
    """A document of a kit in one format."""

    format: Annotated[Format, BeforeValidator(choose(Format))] = field(
        "format", "Format", "Le format du fichier.", "odt"
    )
    address: Text = field(
        "adresse",
        "Adresse",
        "L’adresse du fichier.",
        "https://escales.example/dispositifs/matp/kit/lettre-de-mission-interne.odt",
    )


class KitRecord(DescriptionOnly):
    """A document of a kit, and its address."""

    title: Title = field_of(KitDocument, "titre")
    usage: Sentence = field_of(KitDocument, "usage")
    roles: tuple[Phrase, ...] = field_of(KitDocument, "pour")
    address: Text = field(
        "adresse",
        "Adresse",
        "L’adresse de sa page.",
        "https://escales.example/dispositifs/matp/kit/lettre-de-mission-interne/",
    )
    files: tuple[KitFile, ...] = field("fichiers", "Fichiers", "Le document, format par format.")


class FirstBearerRecord(DescriptionOnly):
    """Who bore a scheme where it was taken from."""

    id: Slug = field("id", "Identifiant", "L’identifiant de son employeur, là-bas.", "isere")
    name: Phrase = field("nom", "Nom", "Son nom.", "Département de l’Isère")
    siren: Siren | None = field("siren", "SIREN", "Son numéro SIREN.", "223800012")


class OriginRecord(DescriptionOnly):
    """Where a scheme was taken from, and in which version."""

    scheme: Slug = field("dispositif", "Dispositif", "Son identifiant, là-bas.", "matp")
    address: Text | None = field(
        "adresse",
        "Adresse",
        "L’adresse de sa page, là-bas ; vide s’il est venu d’un fichier.",
        "https://escales.example/dispositifs/matp/",
    )
    version: Version = field("version", "Version", "La version reprise.", "0.1.0")
    on: Day = field("date", "Date", "Le jour de cette version.", "2026-11-23")
    bearer: FirstBearerRecord = field("porteur", "Porteur", "L’administration qui le porte.")
    is_adapted: YesNo = field(
        "adapte", "Adapté", "Si le texte diffère ici de celui qui a été repris.", "oui"
    )


class SchemeRecord(CommonFields):
    """The fields of a scheme that its header lacks, or describes otherwise."""

    id: Slug = field("id", "Identifiant", ID_HELP, "matp")
    address: Text = field(
        "adresse", "Adresse", ADDRESS_HELP, "https://escales.example/dispositifs/matp/"
    )
    bearer: Slug = field(
        "porteur",
        "Porté par",
        "L’identifiant de l’administration qui le porte, dans collectivites.json.",
        "departement-de-l-isere",
    )
    bearer_name: Phrase = field(
        "porteur_nom", "Nom", "Le nom de l’administration qui le porte.", "Département de l’Isère"
    )
    documents: tuple[KitRecord, ...] = field(
        "documents", "Documents", "Les documents à reprendre pour le mettre en œuvre."
    )
    archive: Text | None = field(
        "archive",
        "Archive",
        "L’adresse des textes d’origine de cette version, en ZIP, à reprendre sur un autre site.",
        "https://escales.example/dispositifs/matp/sources-0.1.0.zip",
    )
    taken_from: OriginRecord | None = field(
        "repris_de",
        "Repris de",
        "D’où vient un dispositif repris d’ailleurs ; vide pour les autres.",
        default=None,
    )
    manifest: Text | None = field(
        "manifeste",
        "Manifeste",
        "L’adresse du fichier qui dit chaque version, ses textes et ce qui a changé.",
        "https://escales.example/dispositifs/matp/sources.json",
    )


class CollectivityRecord(CommonFields):
    """The fields of a collectivity that its header lacks, or describes otherwise."""

    id: Slug = field("id", "Identifiant", ID_HELP, "ville-de-grenoble")
    address: Text = field(
        "adresse",
        "Adresse",
        ADDRESS_HELP,
        "https://escales.example/collectivites/ville-de-grenoble/",
    )
    siren: Siren | None = field(
        "siren",
        "SIREN",
        "Le numéro SIREN, en neuf chiffres ; vide pour plusieurs employeurs.",
        "213801855",
    )
