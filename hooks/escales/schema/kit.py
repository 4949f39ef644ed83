# SPDX-License-Identifier: EUPL-1.2
"""The front matter of a document of a kit: a text with fields to fill, that one takes away."""

from typing import Annotated

from pydantic import field_validator

from escales.schema.facts import Facts, field
from escales.schema.values import OneLineList, Phrase, Prose, Sentence, Slug, Title, refuse
from escales.words.spelling import SLUG, slugify


class KitField(Facts):
    """A gap of a document: [[key]] in its text."""

    label: Phrase = field("libelle", "Libellé", "Ce qu’il faut écrire là.", "Nom de la direction")
    hint: Sentence | None = field("aide", "Aide", "Une précision, au besoin.", default=None)
    example: Prose | None = field("exemple", "Exemple", "Un exemple de valeur.", default=None)


class KitDocument(Facts):
    """A document that serves to put a scheme to work."""

    title: Title = field("titre", "Titre", "Le nom du document.", "Lettre de mission")
    usage: Sentence = field(
        "usage", "Quand s’en servir", "En une phrase : quand, et par qui.", "Avant le départ."
    )
    roles: tuple[Phrase, ...] = field(
        "pour", "Pour", "Les rôles concernés.", "[agent, manager d’origine]", min_length=1
    )
    fields: dict[str, KitField] = field(
        "champs", "Champs", "Les champs à remplir : un mot, puis son libellé.", default={}
    )
    former_slugs: Annotated[tuple[Slug, ...], OneLineList] = field(
        "anciens_slugs",
        "Anciennes adresses",
        "Les anciens noms du fichier, le premier en tête : leurs adresses mènent encore ici.",
        "[mon-ancien-document]",
        default=(),
    )

    @field_validator("fields")
    @classmethod
    def _slugs(cls, fields: dict[str, KitField]) -> dict[str, KitField]:
        for name in fields:
            if SLUG.fullmatch(name) is None:
                refuse("bad-slug", found=name, expected=slugify(name) or "un-mot-simple")
        return fields
