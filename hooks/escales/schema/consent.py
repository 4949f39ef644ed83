# SPDX-License-Identifier: EUPL-1.2
"""The agreement that lets a story appear: where, and until when."""

import re
from calendar import monthrange
from datetime import MAXYEAR, date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from escales.schema.facts import Facts, field
from escales.schema.values import (
    AnyDay,
    OneLineList,
    Text,
    YesNo,
    choose,
    refuse,
    refuse_before,
)
from escales.words.numbers import NUMBERS
from escales.words.spelling import mask_emails
from escales.words.vocabulary import Scope

YEARS = 3  # after which an agreement is asked again, when it says nothing else
# What leads to a document: an address, or a path of a disk or of a network.
DOCUMENT = re.compile(r"[A-Za-z]:(?://|\\)|[Ww]{3}\.|\\\\")
REVIEW_HINT = "Corrigez l’une des deux dates."


def years_after(day: date, years: int) -> date:
    """Return the same day, years later; the last of its month when there is none, as in 2027.

    A delay in years ends so in French procedure (code de procédure civile, article 641).
    """
    year = min(day.year + years, MAXYEAR)
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _proof(value: str) -> str:
    if (hidden := mask_emails(value)) != value:
        refuse("personal-proof", found=hidden)
    return refuse("proof-link", found=value) if DOCUMENT.search(value) else value


# No page shows it: its typography stays as it is.
Proof = Annotated[Text, StringConstraints(min_length=3, max_length=240), AfterValidator(_proof)]


class Consent(Facts):
    """What the author of a story agreed to."""

    agreed_on: AnyDay = field("accord_le", "Accord donné le", "Le jour de l’accord.", "2026-11-02")
    scope: Annotated[tuple[Annotated[Scope, BeforeValidator(choose(Scope))], ...], OneLineList] = (
        field(
            "portee",
            "Portée",
            "Où le récit peut paraître ; « donnees-ouvertes » permet à chacun de le reprendre, sous"
            " Licence Ouverte 2.0.",
            "[site, donnees-ouvertes]",
            min_length=1,
        )
    )
    review_on: AnyDay | None = field(
        "reexamen_le",
        "Réexamen le",
        f"Le jour où l’accord sera redemandé ; sans précision, {NUMBERS[YEARS]} ans après.",
        "2029-11-02",
        default=None,
    )
    proof: Proof = field(
        "preuve",
        "Preuve",
        "Où l’accord signé est gardé : une référence, jamais l’accord lui-même.",
        "DRH, dossier 2026-14",
    )
    recognisable: YesNo = field(
        "reconnaissable",
        "Accepte d’être reconnaissable",
        "« oui » quand la personne accepte que l’on puisse la reconnaître.",
        "non",
        default=False,
    )

    @field_validator("review_on")
    @classmethod
    def _reviewed_after_it_is_given(
        cls, review_on: date | None, info: ValidationInfo
    ) -> date | None:
        agreed_on = info.data.get("agreed_on")
        refuse_before(review_on, agreed_on, ("accord_le", "reexamen_le"), REVIEW_HINT)
        return review_on

    @property
    def due_on(self) -> date:
        """The day on which the agreement is to be asked again: stated, or YEARS later."""
        return self.review_on or years_after(self.agreed_on, YEARS)

    @property
    def is_open(self) -> bool:
        """Whether the story may enter the open data."""
        return Scope.OPEN_DATA in self.scope
