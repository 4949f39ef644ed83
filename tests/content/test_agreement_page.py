# SPDX-License-Identifier: EUPL-1.2
"""The agreement of this site: the settings fill it, and it asks how to reach its author again."""

import io

import pytest
from pypdf import PdfReader

from content.conftest import own_library
from escales.content.library import Entry
from escales.documents.manuscript import make_agreement_manuscript
from escales.documents.print import make_pdf
from escales.pages.agreement import publisher_answers
from escales.schema import KitDocument, Publisher
from escales.settings.site import Settings

PUBLISHER = Publisher.model_validate(
    {
        "editeur": {"nom": "Ville d’Exemple", "adresse": "1 place de la Mairie, 99999 Exemple"},
        "contact": "recits@ville.example",
        "dpo": "dpd@ville.example",
        "accord": {
            "finalite": "Aider",
            "base_legale": "Le consentement",
            "destinataires": "L’hébergeur, en France",
            "garde": "À la DRH",
        },
    }
)
SETTINGS = Settings(address="https://ville.example/", publisher=PUBLISHER)


@pytest.fixture(scope="module")
def agreement() -> Entry[KitDocument]:
    found = own_library().agreement
    assert found
    return found


def test_the_settings_fill_its_fields(agreement: Entry[KitDocument]) -> None:
    filled = publisher_answers(SETTINGS).keys()

    assert agreement.facts.fields.keys() - filled == {"titre-du-recit", "nom", "joindre", "date"}
    assert filled <= agreement.facts.fields.keys()


def test_it_asks_how_to_reach_the_author_and_says_who_keeps_it(
    agreement: Entry[KitDocument],
) -> None:
    row = next(line for line in agreement.body.text.split("\n") if "[[joindre]]" in line)

    assert "Gardé avec cette feuille, jamais publié." in row


@pytest.mark.parametrize("settings", [SETTINGS, Settings()])
def test_one_sheet_of_paper_holds_all_that_is_ticked_and_signed(
    agreement: Entry[KitDocument], settings: Settings
) -> None:
    manuscript = make_agreement_manuscript(agreement, own_library(), settings)
    *before, last = [
        page.extract_text().replace("\u00a0", " ")
        for page in PdfReader(io.BytesIO(make_pdf(manuscript))).pages
    ]

    assert "Ce que je décide" in last
    assert "Je garde une copie" in last
    assert "☐" not in "".join(before)
    assert len(before) == 2
