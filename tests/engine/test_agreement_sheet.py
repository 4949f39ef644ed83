# SPDX-License-Identifier: EUPL-1.2
"""The sheet that is signed: filled with what the site knows, with room for a pen on paper."""

import io
import shutil
from collections import defaultdict
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from building import VOLATILE
from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Library
from escales.documents.manuscript import make_agreement_manuscript
from escales.documents.office import make_office
from escales.documents.print import make_pdf
from escales.pages import make_site, plan_pages
from escales.schema import Publisher
from escales.settings.site import Settings
from writer import as_pdf

FILLER = "Un paragraphe de plus.\n\n"  # to bring the tables to the end of a page
MILLIMETRE = 72 / 25.4
SHEET = """---
titre: Accord d’essai
usage: Avant de publier, par la personne qui raconte.
pour: [personne qui raconte]
champs:
  structure: {libelle: Structure qui publie}
  adresse-du-site: {libelle: Adresse du site}
  contact: {libelle: Contact}
  contact-dpo: {libelle: Protection des données}
  nom: {libelle: Prénom et nom}
  joindre: {libelle: Téléphone ou adresse}
---

| Ce qu’il faut savoir | Réponse |
| ------- | -------------------- |
| Qui publie | [[structure]] |
| Sur quel site | [[adresse-du-site]] |
| Qui joindre | [[contact]] |
| Qui veille | [[contact-dpo]] |

TEXT
## Ce que je décide

| Ma décision | Oui | Non |
| ----------- | --- | --- |
| Mon récit peut paraître. | ☐ | ☐ |

## Je signe

| À remplir | Réponse |
| --------- | ------- |
| Mon nom | [[nom]] |
| Mon adresse | [[joindre]] |
| Ma signature | |

Fin de la feuille.
"""
PUBLISHER = Publisher.model_validate(
    {
        "editeur": {"nom": "Ville | d’Essai_du_2 & Cie", "adresse": "1 place [A], 99999 Essai"},
        "contact": "recits_rh@essai.example",
    }
)
SETTINGS = Settings(address="https://escales.example/", publisher=PUBLISHER)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    root = shutil.copytree(FIXTURE, tmp_path_factory.mktemp("sheet") / "site", ignore=VOLATILE)
    text = SHEET.replace("TEXT", FILLER * 15)
    (root / "docs/contribuer/accord.md").write_text(text, encoding="utf-8")
    return load(root)


def note_line(
    rows: defaultdict[float, str], text: str, page: list[float], line: list[float], *_: object
) -> None:
    """Keep a piece of text at its height, as pypdf finds it."""
    y = line[5] * page[3] + page[5]
    rows[round(y, 1)] += text.replace("\u00a0", " ").replace("\n", "")


def lines_of(pdf: bytes) -> list[dict[str, float]]:
    """Return where each line of text begins, in millimetres from the top, page by page."""
    pages = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        rows: defaultdict[float, str] = defaultdict(str)

        page.extract_text(visitor_text=partial(note_line, rows))
        top = float(page.mediabox.height)
        pages.append({text.strip(): (top - y) / MILLIMETRE for y, text in rows.items()})
    return pages


def page_of(library: Library, settings: Settings) -> str:
    plans = plan_pages(make_site(library, settings=settings))
    return next(p for p in plans if p.page.uri == "contribuer/accord.md").make_page().body


def test_the_page_says_what_the_site_knows_and_shows_what_it_does_not(library: Library) -> None:
    known, unknown = page_of(library, SETTINGS), page_of(library, Settings())

    assert "| Sur quel site | https://escales.example/ |" in known
    assert "| Qui veille | **\\[Protection des données\\]** |" in known
    assert "| Qui publie | **\\[Structure qui publie\\]** |" in unknown
    assert "| Mon nom | **\\[Prénom et nom\\]** |" in known


@pytest.fixture(scope="module")
def printed(library: Library) -> list[dict[str, float]]:
    assert library.agreement
    return lines_of(make_pdf(make_agreement_manuscript(library.agreement, library, SETTINGS)))


def test_what_a_publisher_is_called_never_changes_the_sheet(
    printed: list[dict[str, float]],
) -> None:
    text = " ".join(printed[0])

    assert "Ville | d’Essai_du_2 & Cie, 1 place [A], 99999 Essai" in text
    assert "recits_rh@essai.example" in text


def test_paper_has_room_for_a_pen_and_no_bracket_to_write_over(
    printed: list[dict[str, float]],
) -> None:
    *_, last = printed

    assert "Prénom et nom" not in " ".join(" ".join(page) for page in printed)
    assert last["Mon adresse"] - last["Mon nom"] >= 15
    assert last["Ma signature"] - last["Mon adresse"] >= 15
    assert last["Fin de la feuille."] - last["Ma signature"] >= 20


def test_what_is_ticked_is_on_the_page_that_is_signed(printed: list[dict[str, float]]) -> None:
    """The text before leaves room for the first table alone."""
    first, last = printed

    assert first["Un paragraphe de plus."] < 220
    assert {"Ce que je décide", "Je signe", "Ma signature"} <= last.keys()


@pytest.mark.parametrize("kind", ["odt", "docx"])
def test_a_word_processor_leaves_room_for_the_signature_and_cuts_no_table(
    library: Library, kind: str, tmp_path: Path
) -> None:
    assert library.agreement
    manuscript = make_agreement_manuscript(library.agreement, library, SETTINGS)
    text = manuscript.text.replace(FILLER, FILLER * 2, 7)  # the tables come to the end of a page
    manuscript = replace(manuscript, text=text)
    (tmp_path / f"accord.{kind}").write_bytes(make_office(manuscript, kind))

    words = as_pdf(tmp_path / f"accord.{kind}")
    *_, last = lines_of((tmp_path / "accord.pdf").read_bytes())

    assert "[Prénom et nom]" in words
    assert "Qui publie Ville | d’Essai_du_2 & Cie, 1 place [A], 99999 Essai" in words
    whole = [name for name in last if name.startswith(("Je signe", "Mon nom", "Ma signature"))]
    assert len(whole) == 3
    end = last["Fin de la feuille."]
    assert end - next(y for name, y in last.items() if name.startswith("Ma signature")) >= 20
