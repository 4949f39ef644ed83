# SPDX-License-Identifier: EUPL-1.2
"""The questionnaire: as LibreOffice prints what one types in, and as one fills it by hand."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from building import VOLATILE
from conftest import FIXTURE
from escales.checking.load import load
from escales.documents import make_downloads
from escales.documents.questionnaire import SiteNames, asked_labels, make_questionnaire
from escales.schema import Publisher
from escales.schema.sections import STORY_OUTLINE
from escales.settings.site import Settings
from escales.words.phrases import phrases_of
from escales.words.vocabulary import Format
from writer import as_pdf

PUBLISHER = Publisher.model_validate(
    {"editeur": {"nom": "Ville d’Essai"}, "contact": "recits@ville.example"}
)
HERE = Settings("Passages 29", address="https://escales.example/projet/", publisher=PUBLISHER)
PARTS = STORY_OUTLINE.names
LINES = 11  # of a typed answer: more than its frame had room for
ENDLESS = 90  # lines of an answer of two pages
CENTIMETRE = 72 / 2.54  # points
PAGES = 6  # of paper, as the page of the documents promises
# Where each kind keeps its text, the empty paragraph of a frame, and another paragraph.
FRAMES = {
    "odt": (
        "content.xml",
        re.compile(r'(table:style-name="Cadre">.*?)<text:p[^>]*?(?:/>|>\s*</text:p>)', re.DOTALL),
        "<text:p>{}</text:p>",
    ),
    "docx": (
        "word/document.xml",
        re.compile(
            r'(w:val="3402".*?</w:tcPr>|w:val="3402".*?<w:tcPr />)<w:p>.*?</w:p>', re.DOTALL
        ),
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
    ),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = shutil.copytree(FIXTURE, tmp_path_factory.mktemp("made") / "site", ignore=VOLATILE)
    kinds = [Format.ODT, Format.DOCX, Format.PDF]
    found = make_downloads(load(root), kinds, root, HERE)
    return {uri.rpartition(".")[2]: file for uri, file in found if "questionnaire" in uri}


def pages_of(pdf: Path) -> list[str]:
    """Return what each page shows, on one line, with plain spaces."""
    told = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    return [" ".join(page.replace("\u00a0", " ").split()) for page in told.split("\f")[:-1]]


def filled(document: bytes, kind: str, lines: Callable[[int], int]) -> bytes:
    """Type in each frame as many lines as it is told, by its number."""
    name, frame, paragraph = FRAMES[kind]
    numbers = iter(range(1, len(PARTS) + 1))

    def type_in(match: re.Match[str]) -> str:
        part = next(numbers)
        texts = (paragraph.format(f"réponse-{part}-{n}.") for n in range(1, lines(part) + 1))
        return match[1] + "".join(texts)

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == name:
                content = frame.sub(type_in, content.decode()).encode()
            target.writestr(entry, content)
    assert next(numbers, None) is None
    return out.getvalue()


@pytest.fixture(scope="module", params=["odt", "docx"])
def printed(
    request: pytest.FixtureRequest, made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """Return the pages that LibreOffice prints of a document where an answer has two pages."""
    kind = request.param
    path = tmp_path_factory.mktemp(kind) / f"q.{kind}"
    path.write_bytes(
        filled(made[kind], kind, lambda part: ENDLESS if part == len(PARTS) else LINES)
    )
    as_pdf(path)
    return pages_of(path.with_suffix(".pdf"))


def test_a_frame_stays_on_one_page_with_its_question(printed: list[str]) -> None:
    """Its title, what helps to answer, and all that one typed."""
    for number, name in enumerate(STORY_OUTLINE.required, 1):
        hint = " ".join(STORY_OUTLINE.hints[name]).replace("\u00a0", " ")
        (page,) = (page for page in printed if f"{number}. {name} " in page)
        assert hint in page
        assert [f"réponse-{number}-{n}." in page for n in range(1, LINES + 1)] == [True] * LINES


def test_an_answer_longer_than_a_page_is_shown_whole(printed: list[str]) -> None:
    words = " ".join(printed)

    assert [n for n in range(1, ENDLESS + 1) if f"réponse-{len(PARTS)}-{n}." not in words] == []


def test_no_question_is_cut_from_its_choices(printed: list[str]) -> None:
    for label, choices in boxes():
        assert any(has_all(page, [label, *choices]) for page in printed), label


def has_all(page: str, texts: list[str]) -> bool:
    """Whether a page shows each text, whatever the room between a box and its label."""
    return all(text.replace(" ", "") in page.replace(" ", "") for text in texts)


def boxes() -> Iterator[tuple[str, list[str]]]:
    """Yield what the fixture site asks one to tick, with the label beside."""
    labels = {key: label.replace("\u00a0", " ") for key, label in asked_labels().items()}
    yes_no, unknown = ["☐ oui", "☐ non"], "☐ je ne sais pas"
    yield labels["categorie"], ["☐ A", "☐ B", "☐ C", unknown]
    yield labels["nom_public"], yes_no
    yield labels["reconnaissable"], [*yes_no, unknown]
    yield labels["statut"], ["☐ titulaire", "☐ stagiaire", "☐ contrat à durée indéterminée"]
    yield labels["point_de_vue"], ["☐ J’ai fait cette mobilité", "☐ J’encadre le service"]
    yield labels["dispositif"], ["☐ Le renfort d’un mois", "☐ aucun", "☐ un autre :"]


def test_the_story_comes_first_in_the_order_of_the_form(printed: list[str]) -> None:
    words = " ".join(printed)
    groups = phrases_of("documents")["groups"].values()
    labels = [asked_labels()[key].replace("\u00a0", " ") for keys in groups for key in keys]
    asked = [*(f"{number}. {name}" for number, name in enumerate(PARTS, 1)), *labels]

    places = [words.find(text, words.find("1. L’intention")) for text in asked]
    assert -1 not in places
    assert places[: len(PARTS) + 1] == sorted(places[: len(PARTS) + 1])
    for told in ("n’est jamais publiée", "le récit est retiré", "Déjà sur ce site : École du Test"):
        assert told in words
    for unwanted in ("Ville imaginaire", "escales:", "SIREN", "fichier .md", "YAML", "dépôt"):
        assert unwanted not in words


def test_it_says_whom_to_give_it_to(printed: list[str], made: dict[str, bytes]) -> None:
    paper = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made["pdf"])).pages)
    for words in (" ".join(printed), " ".join(paper.replace("\u00a0", " ").split())):
        assert words.count("À remettre à : Ville d’Essai, recits@ville.example") == 2


def test_without_anybody_to_give_it_to_there_is_a_line_to_write_on() -> None:
    nobody = Settings("Passages 29")

    assert make_questionnaire(SiteNames(), nobody).count("____") > 1
    assert make_questionnaire(SiteNames(), nobody, paper=True).count('class="blanc"') == 2


@pytest.fixture(scope="module")
def paper(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "q.pdf"
    path.write_bytes(made["pdf"])
    return path


def test_paper_has_as_many_pages_as_promised_and_each_box_its_label(paper: Path) -> None:
    pages = pages_of(paper)

    assert len(pages) == PAGES
    for label, choices in boxes():
        assert any(has_all(page, [label, *choices]) for page in pages), label


def test_a_frame_of_paper_is_half_a_page_high_under_its_question(paper: Path) -> None:
    """Two a page: a frame is all that stands between a question and the next one."""
    tops = [list(lines_of(paper, number)) for number in (2, 3, 4)]

    for number, lines in enumerate(tops):
        first, second = (f"{2 * number + n}. {PARTS[2 * number + n - 1]}" for n in (1, 2))
        starts = [text for text, _, _ in lines]
        (title,) = (n for n, text in enumerate(starts) if text.startswith(second))
        assert starts[0].startswith(first)
        assert lines[title][1] - lines[title - 1][2] >= 10 * CENTIMETRE
        footer = next(top for text, top, _ in lines if text.startswith("Questionnaire à remplir"))
        help_ends = max(end for _, _, end in lines[title:] if end < footer - CENTIMETRE)
        assert footer - help_ends >= 10 * CENTIMETRE


def lines_of(pdf: Path, page: int) -> Iterator[tuple[str, float, float]]:
    """Yield the lines of a page from the top, with where they begin and end, in points."""
    found = subprocess.run(
        ["pdftotext", "-bbox-layout", "-f", str(page), "-l", str(page), pdf, "-"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    pattern = r'<line xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</line>'
    for top, bottom, words in sorted(
        re.findall(pattern, found, re.DOTALL), key=lambda m: float(m[0])
    ):
        yield " ".join(re.findall(r"<word [^>]*>(.*?)</word>", words)), float(top), float(bottom)


def test_paper_is_tagged(made: dict[str, bytes]) -> None:
    catalog: dict[str, Any] = PdfReader(io.BytesIO(made["pdf"])).trailer["/Root"]  # type: ignore[assignment]  # it is a mapping

    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "fr"
    assert b"pdfuaid" in catalog["/Metadata"].get_data()


@pytest.mark.parametrize(
    ("kind", "name", "header"),
    [
        ("odt", "content.xml", "<table:table-header-rows>"),
        ("docx", "word/document.xml", "<w:tblHeader"),
    ],
)
def test_tables_of_short_questions_have_header_rows(
    made: dict[str, bytes], kind: str, name: str, header: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(made[kind])) as file:
        content = file.read(name).decode()

    assert content.count(header) == len(phrases_of("documents")["groups"])
