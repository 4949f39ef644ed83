# SPDX-License-Identifier: EUPL-1.2
"""What a scheme says of itself: its versions, and where its claims come from."""

from escales.schema.facts import Facts, field
from escales.schema.values import Day, Prose, Sentence, Url, Version


class Change(Facts):
    """A line of a scheme's journal."""

    version: Version = field("version", "Version", "La version, en trois nombres.", "0.2.0")
    on: Day = field("date", "Date", "Le jour du changement.", "2026-11-23")
    changes: Prose = field(
        "changements",
        "Changements",
        "Ce qui a changé, en une ou deux phrases.",
        "Ajout de la partie sur les risques.",
        min_length=3,
    )


class Source(Facts):
    """Where a claim of a scheme comes from."""

    title: Sentence = field("titre", "Titre", "Le titre de la source et son auteur.", "Légifrance")
    url: Url = field("url", "Adresse", "L’adresse de la source.", "https://www.legifrance.gouv.fr/")
    on: Day | None = field(
        "date", "Date", "La date de la source, ou de sa lecture.", "2026-02-27", default=None
    )
