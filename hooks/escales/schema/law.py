# SPDX-License-Identifier: EUPL-1.2
"""What was read of the law that a text speaks of: when, in which texts, reviewed by whom."""

from escales.schema.facts import Facts, field
from escales.schema.values import Day, Phrase, Sentence

LAW, LAW_TITLE = "lecture_du_droit", "Lecture du droit"


class LawReading(Facts):
    """Who read the law, and in what: never that it is right."""

    read_on: Day = field("lu_le", "Lu le", "Le jour de la lecture.", "2026-11-29")
    texts: Sentence = field(
        "version_des_textes",
        "Textes lus, et leur date",
        "Ce qui a été lu, de quelle date : la suite de « Le droit cité ici a été lu dans… ».",
        "le code général de la fonction publique, à jour du 1er novembre 2026",
    )
    reviewed_by: Phrase | None = field(
        "relu_par",
        "Relu par",
        "La personne ou le service dont c’est le métier ; vide tant que personne ne l’a relu.",
        "le service juridique du centre de gestion",
        default=None,
    )
