# SPDX-License-Identifier: EUPL-1.2
"""The front matter of a document of a kit: a text with fields to fill, that one takes away."""

from typing import Annotated

from pydantic import BeforeValidator, field_validator

from escales.schema.facts import Facts, field
from escales.schema.values import (
    OneLineList,
    Phrase,
    Position,
    Prose,
    Sentence,
    Slug,
    Title,
    YesNo,
    choose,
    refuse,
)
from escales.words.kit_terms import Moment, Setting
from escales.words.spelling import SLUG, slugify


class KitField(Facts):
    """A gap of a document: [[key]] in its text."""

    label: Phrase = field("libelle", "Libellé", "Ce qu’il faut écrire là.", "Nom de la direction")
    hint: Sentence | None = field("aide", "Aide", "Une précision, au besoin.", default=None)
    example: Prose | None = field("exemple", "Exemple", "Un exemple de valeur.", default=None)
    after: Slug | None = field(
        "apres",
        "Après",
        "Si c’est une date : le champ d’une autre date, qu’elle ne peut pas précéder.",
        "date-convention",
        default=None,
    )


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
    moment: Annotated[Moment, BeforeValidator(choose(Moment))] | None = field(
        "moment", "Moment", "Avant la mission, pendant, ou après.", "avant", default=None
    )
    setting: Annotated[Setting, BeforeValidator(choose(Setting))] | None = field(
        "cadre",
        "Cadre",
        "Chez un même employeur, ou entre plusieurs ; rien si le document sert aux deux.",
        "chez-vous",
        default=None,
    )
    position: Position | None = field(
        "ordre", "Ordre", "Sa place dans l’ordre où l’on se sert du kit.", "3", default=None
    )
    time: Phrase | None = field(
        "temps", "Temps", "Le temps qu’il demande.", "dix minutes", default=None
    )
    written_by: Phrase | None = field(
        "redige_par", "Qui tient la plume", "Qui le remplit.", "l’agent", default=None
    )
    pages: Position | None = field(
        "pages", "Pages", "Le nombre de pages promis, une fois imprimé.", "1", default=None
    )
    landscape: YesNo = field(
        "paysage",
        "Paysage",
        "Si la page est plus large que haute.",
        "oui",
        default=False,
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

    @property
    def order(self) -> tuple[bool, int]:
        """Its place in its kit: those that say none come last, by the name of their file."""
        return self.position is None, self.position or 0
