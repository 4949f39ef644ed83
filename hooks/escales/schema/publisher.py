# SPDX-License-Identifier: EUPL-1.2
"""Who publishes the site: what the legal pages must say, as `extra.escales` of mkdocs.yml has it.

Nothing is required to build: `settings/publisher.py` says what is missing to publish.
"""

import re
from typing import Annotated

from pydantic import AfterValidator

from escales.schema.facts import Facts, field
from escales.schema.values import Sentence, Siren, Text, refuse

NEIGHBOURS = "voisins"
ENGINE_CONTENT = (ABSENT_PAGES, TAKEN_SCHEMES) = ("pages_absentes", "dispositifs")

EMAIL = re.compile(r"[^\s@<>\"'?&]+@[^\s@<>\"'?&]+\.[^\s@<>\"'?&]{2,}")
URL = re.compile(r"https://[^\s<>\"']+")
PHONE = re.compile(r"\+?[0-9][0-9 .\u00a0\u202f()-]{2,24}[0-9]")

AN_EMAIL = "une adresse électronique, comme contact@ville.example"
A_PHONE = "un numéro de téléphone, comme 03 53 01 00 00"
A_WAY = "une adresse électronique, une adresse https ou une adresse postale"


def _email(value: str) -> str:
    address = value.removeprefix("mailto:")
    return (
        address
        if EMAIL.fullmatch(address)
        else refuse("bad-setting", found=value, expected=AN_EMAIL)
    )


def _phone(value: str) -> str:
    return value if PHONE.fullmatch(value) else refuse("bad-setting", found=value, expected=A_PHONE)


def _way(value: str) -> str:
    """Accept what a reader can use: an e-mail, a page of the web, or an address to write to."""
    wrong = ("@" in value and not EMAIL.fullmatch(value)) or (
        "//" in value and not URL.fullmatch(value)
    )
    return refuse("bad-setting", found=value, expected=A_WAY) if wrong else value


Email = Annotated[Text, AfterValidator(_email)]
Phone = Annotated[Text, AfterValidator(_phone)]
MeansOfContact = Annotated[Sentence, AfterValidator(_way)]


class Editor(Facts):
    """The body that publishes, a legal person."""

    name: Sentence | None = field(
        "nom", "Nom", "Le nom de la structure qui publie.", "Ville d’Exemple", default=None
    )
    address: Sentence | None = field(
        "adresse",
        "Adresse",
        "L’adresse de son siège.",
        "1 place de la Mairie, 99999 Exemple",
        default=None,
    )
    phone: Phone | None = field(
        "telephone", "Téléphone", "Son numéro de téléphone.", "03 53 01 00 00", default=None
    )
    siren: Siren | None = field(
        "siren", "SIREN", "Les neuf chiffres de son SIREN.", "213801855", default=None
    )


class Host(Facts):
    """Whoever stores the site."""

    name: Sentence | None = field(
        "nom", "Nom", "Le nom de l’hébergeur.", "Hébergeur Exemple", default=None
    )
    address: Sentence | None = field(
        "adresse", "Adresse", "Son adresse.", "2 rue des Serveurs, 99999 Exemple", default=None
    )
    phone: Phone | None = field(
        "telephone", "Téléphone", "Son numéro de téléphone.", "03 53 01 00 01", default=None
    )


class Director(Facts):
    """The person who answers for what is published."""

    name: Sentence | None = field(
        "nom",
        "Nom",
        "Le nom de la personne qui dirige la publication.",
        "Prénom Nom",
        default=None,
    )
    role: Sentence | None = field(
        "fonction", "Fonction", "Sa fonction, si vous voulez la dire.", "Maire", default=None
    )


class AgreementSheet(Facts):
    """What the sheet that authors sign says, and the data protection officer settles."""

    purpose: Sentence | None = field(
        "finalite",
        "Finalité",
        "À quoi sert un récit.",
        "Aider d’autres agents à décider d’une mobilité",
        default=None,
    )
    basis: Sentence | None = field(
        "base_legale",
        "Base légale",
        "Sur quelle base, en droit.",
        "Le consentement",
        default=None,
    )
    recipients: Sentence | None = field(
        "destinataires",
        "Destinataires",
        "Qui reçoit ces données, dans quel pays, et ce qui les protège hors de l’Union européenne.",
        "L’hébergeur du site et celui du dépôt, tous deux en France",
        default=None,
    )
    keeping: Sentence | None = field(
        "garde",
        "Garde de la feuille",
        "Où la feuille signée est gardée, et jusqu’à quand.",
        "À la direction des ressources humaines, avec les dossiers des récits",
        default=None,
    )


class Publisher(Facts):
    """Who publishes; what the site does not know is None."""

    # What else a publisher decides in the same place, that `settings/rules.py` reads.
    other_keys = (
        *("delai_reexamen", "delai_reponse", "seuil_anonymat", "recits_fautifs"),
        *("premiere_adresse", NEIGHBOURS),
        *ENGINE_CONTENT,
    )

    editor: Editor = field("editeur", "Éditeur", "La structure qui publie.", default=Editor())
    director: Director = field(
        "directeur_publication",
        "Direction de la publication",
        "Qui dirige la publication.",
        default=Director(),
    )
    host: Host = field("hebergeur", "Hébergeur", "Qui héberge le site.", default=Host())
    contact: Email | None = field(
        "contact",
        "Contact",
        "L’adresse électronique qui reçoit les récits, les erreurs et les demandes de retrait.",
        "contact@ville.example",
        default=None,
    )
    agreement: AgreementSheet = field(
        "accord",
        "Accord de publication",
        "Ce que dit la feuille à signer ; facultatif.",
        default=AgreementSheet(),
    )
    officer: MeansOfContact | None = field(
        "dpo",
        "Protection des données",
        "Comment joindre la personne déléguée à la protection des données.",
        "dpd@ville.example",
        default=None,
    )
