# SPDX-License-Identifier: EUPL-1.2
"""What is left of a story that was withdrawn: nothing that tells of who wrote it."""

from typing import Annotated

from escales.schema.facts import Facts, field
from escales.schema.values import Day, OneLineList, Slug, YesNo


class Withdrawal(Facts):
    """The front matter of a withdrawn story; the engine reads nothing else of its file."""

    withdrawn_on: Day = field(
        "retrait_le",
        "Retiré le",
        "Le jour du retrait : la page n’affiche plus qu’un avis.",
        "2027-03-01",
    )
    published_on: Day | None = field(
        "publie_le", "Publié le", "Le jour où le récit avait paru.", "2026-11-23", default=None
    )
    example: YesNo = field(
        "exemple",
        "Exemple de fiction",
        "« oui » si c’était un récit imaginé : aucune donnée ne l’annonce.",
        "non",
        default=False,
    )
    was_open: YesNo | None = field(
        "donnees_ouvertes",
        "Était dans les données ouvertes",
        "« non » si la personne ne l’avait pas accepté : alors les données ne l’annoncent pas.",
        "non",
        default=None,
    )
    former_slugs: Annotated[tuple[Slug, ...], OneLineList] = field(
        "anciens_slugs",
        "Anciennes adresses",
        "Les anciens noms du fichier, le premier en tête : leurs adresses mènent à l’avis.",
        "[mon-ancien-titre]",
        default=(),
    )

    @property
    def is_announced(self) -> bool:
        """Whether the data tell re-users to delete their copies: yes, if the file does not say."""
        return not self.example and self.was_open is not False
