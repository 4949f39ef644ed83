# SPDX-License-Identifier: EUPL-1.2
"""Who signs what to put a scheme to work, and when; and whom to ask."""

from typing import Annotated, Self

from pydantic import BeforeValidator, StringConstraints, model_validator

from escales.schema.facts import Facts, field
from escales.schema.values import (
    TYPESET,
    OneLineList,
    Phrase,
    Sentence,
    Slug,
    Text,
    Url,
    choose,
    refuse,
)
from escales.words.kit_terms import Setting

# Short, as they head a column of a drawing.
Party = Annotated[Text, StringConstraints(min_length=2, max_length=24), TYPESET]
WITH = "Qui y prend part sans signer : qui écrit, qui est informé, qui donne un avis."


class Step(Facts):
    """A step of the circuit: what is signed or said, by whom, and when."""

    what: Sentence = field("quoi", "Quoi", "Ce qui est écrit, dit ou signé.", "L’accord écrit")
    when: Phrase = field("quand", "Quand", "Le moment.", "Trois semaines avant le départ")
    signers: Annotated[tuple[Party, ...], OneLineList] = field(
        "signe", "Qui signe", "Les rôles qui signent.", "[agent, direction d’origine]", default=()
    )
    others: Annotated[tuple[Party, ...], OneLineList] = field(
        "avec", "Avec qui", WITH, "[ressources humaines]", default=()
    )
    setting: Annotated[Setting, BeforeValidator(choose(Setting))] | None = field(
        "cadre",
        "Cadre",
        "Si l’étape ne vaut que chez un même employeur, ou qu’entre plusieurs.",
        "chez-vous",
        default=None,
    )
    document: Slug | None = field(
        "document",
        "Document",
        "Le document du kit qui sert à cette étape, par le nom de son fichier.",
        "lettre-de-mission",
        default=None,
    )

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not self.signers and not self.others:
            refuse("missing-key", expected=WITH, at="avec")
        return self


class Contact(Facts):
    """A service that may be asked about a scheme, where it has said so in public."""

    service: Phrase = field("service", "Service", "Le nom du service.", "La direction des moyens")
    url: Url = field(
        "url", "Adresse", "La page publique qui dit comment le joindre.", "https://www.isere.fr/"
    )
