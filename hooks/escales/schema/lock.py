# SPDX-License-Identifier: EUPL-1.2
"""What `escales.lock` says of each scheme taken from elsewhere: whose it was, its files then."""

import re
from typing import Annotated

from pydantic import AfterValidator

from escales.schema.facts import Facts, field
from escales.schema.values import Day, Sentence, Siren, Slug, Text, Version, refuse

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
PAGE = re.compile(r"""https?://[^\s<>"'\\]{1,300}""")
SIGNS = "les 64 signes d’une empreinte, tels que le programme les écrit"
ENGINE = "engine"  # the origin of a scheme that came with the program


def _fingerprint(value: str) -> str:
    if FINGERPRINT.fullmatch(value) is None:
        refuse("bad-setting", found=value[:80], expected=SIGNS)
    return value


def _page(value: str) -> str:
    """Accept an address that browsers open, on this machine too: a trial is taken there."""
    return value if PAGE.fullmatch(value) else refuse("bad-url", found=value[:80])


Page = Annotated[Text, AfterValidator(_page)]
Fingerprint = Annotated[Text, AfterValidator(_fingerprint)]


class FirstBearer(Facts):
    """Who bore the scheme, as the site that it was taken from says."""

    id: Slug = field("id", "Identifiant", "Le nom de sa fiche.", "departement-de-l-isere")
    name: Sentence = field("nom", "Nom", "Son nom.", "Département de l’Isère")
    siren: Siren | None = field("siren", "SIREN", "Son SIREN.", "223800012", default=None)


class TakenScheme(Facts):
    """A scheme that came from elsewhere; `files` are paths below its folder, and their SHA-256.

    `origin` is « engine », the address of a site, or the name of a folder or of a zip.
    """

    origin: Text = field("origine", "Origine", "D’où il vient.", "https://escales.example/")
    scheme: Slug = field("dispositif", "Dispositif", "Son nom là-bas.", "matp")
    version: Version = field("version", "Version", "La version reprise.", "0.1.0")
    on: Day = field("date", "Date", "Le jour de cette version.", "2026-11-23")
    taken_on: Day = field("pris_le", "Repris le", "Le jour de la reprise.", "2026-12-01")
    bearer: FirstBearer = field("porteur", "Porteur", "L’administration qui le porte.")
    licence: Text = field("licence", "Licence", "Sa licence.", "etalab-2.0")
    page: Page | None = field(
        "page", "Page", "L’adresse de sa page, là-bas.", "https://escales.example/", default=None
    )
    files: dict[str, Fingerprint] = field(
        "fichiers", "Fichiers", "Chaque fichier repris, et son empreinte.", min_length=1
    )


class Lock(Facts):
    """The file `escales.lock`: each taken scheme by the name of its folder here."""

    schemes: dict[str, TakenScheme] = field(
        "dispositifs", "Dispositifs", "Les dispositifs repris d’ailleurs.", default={}
    )
