# SPDX-License-Identifier: EUPL-1.2
"""Whatever word processors leave in a document is kept, or left aside and told."""

import io
import random
import time
import zipfile
from html import escape
from pathlib import Path
from typing import Any

import pytest
import yaml

import word
from escales.commands.cli import main
from escales.commands.import_.answers import read_answers
from escales.commands.import_.command import left_out
from escales.commands.import_.opening import Document, open_document
from escales.commands.import_.refusal import QuestionnaireRefusedError
from escales.commands.import_.story import write_story
from escales.documents.questionnaire import questionnaire_footer
from escales.settings.site import Settings

HERE = Path(__file__).parent
IMPORTED = HERE / "imported"
OURS = questionnaire_footer(Settings(name="Passages 29", address="https://a.example/"))
CASES = yaml.load((HERE / "import_cases.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
ALL = [(kind, case) for kind, cases in CASES.items() for case in cases]
SECTION = "Ce qui était attendu"
SIGNS = "".join(random.Random(3).choices("*_[]{}", k=190_000))


def section_of(document: Document, name: str = SECTION) -> str:
    """Return the Markdown of a part of the story that a document becomes."""
    story = write_story(read_answers(document.blocks))
    return story.partition(f"## {name}\n")[2].partition("\n## ")[0].strip()


def left_by(document: Document) -> str:
    return ", ".join(left_out(document.aside)).replace("\u00a0", " ")


@pytest.mark.parametrize(("kind", "case"), ALL, ids=[f"{k}: {c['about']}" for k, c in ALL])
def test_each_case_becomes_what_it_says(kind: str, case: dict[str, Any], tmp_path: Path) -> None:
    target = tmp_path / f"a.{kind}"
    if kind == "odt":
        heading = f'<text:p text:style-name="{case.get("heading", "")}">{SECTION}</text:p>'
        word.write_odt(
            heading + case["in"], target, case.get("styles", ""), case.get("automatic", "")
        )
    else:
        heading = f'<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>{SECTION}</w:t></w:r></w:p>'
        word.write_docx(heading + case["in"], target, case.get("styles", ""), case.get("footnotes"))

    document = open_document(target)

    assert section_of(document) == case["becomes"]
    assert left_by(document) == case.get("aside", "")


WHOLE = {
    "barre.docx": (
        "Au début, c’était long. Ensuite, cela allait.",
        'categorie: "Catégorie B"\n',
        "du texte barré",
    ),
    "boite.odt": (
        "Avant.",
        'categorie: "Catégorie C"\n',
        "du texte dans des zones de texte ou des champs de formulaire",
    ),
    "controle.odt": ("Je préfère ne pas répondre.", 'categorie: "Catégorie C"\ncollectivite', ""),
    "docx-date.odt": ("Parti le 29 novembre 2026 au matin.", 'statut: "Titulaire"\n', ""),
    "docx-liste-suivie.docx": (
        """1. le tri
2. le rangement

Puis, au printemps :

3. l’accueil
    - sous-point
4. le prêt""",
        'statut: "Titulaire"\n',
        "",
    ),
    "marque-masquee.docx": ("Rien de caché.", 'statut: "Titulaire"\n', ""),
    "titres-num-tapes.docx": ("Je préfère ne pas répondre.", 'statut: "Titulaire"\n', ""),
}


@pytest.mark.parametrize("name", WHOLE)
def test_filled_questionnaires_of_word_processors_are_read(name: str) -> None:
    """Whole files, as Word and LibreOffice left them; what they tell is made up."""
    text, header, left = WHOLE[name]
    document = open_document(IMPORTED / name)
    answers = read_answers(document.blocks)

    assert section_of(document, "Ce qui a été difficile") == text
    assert section_of(document, "L’intention de départ") == "Changer d’air."
    assert header in write_story(answers)
    assert answers.unplaced == []
    assert left_by(document) == left


TYPED = {
    "a number": ["2. Ce qui était attendu", "Vu."],
    "a letter": ["b) Ce qui était attendu :", "Vu."],
    "a Roman number": ["II - CE QUI ÉTAIT ATTENDU", "Vu."],
    "a question": ["Question 2 : Ce qui était attendu", "Vu."],
    "a number alone": ["2 Ce qui était attendu", "Vu."],
    "two numbers": ["1.2 Ce qui était attendu", "Vu."],
    "a number in brackets": ["(2) Ce qui était attendu", "Vu."],
    "signs of Markdown": ["## **Ce qui était attendu**", "Vu."],
    "a bullet": ["• Ce qui était attendu", "Vu."],
    "a number of the question": ["Question n°2 - Ce qui était attendu", "Vu."],
    "an ordinal": ["2e question : Ce qui était attendu", "Vu."],
    "an ordinal in words": ["Deuxième partie : Ce qui était attendu", "Vu."],
    "a number in a circle": ["② Ce qui était attendu", "Vu."],
    "a Roman number and another": ["II.2. Ce qui était attendu", "Vu."],
    "a theme": ["Thème 2 : Ce qui était attendu", "Vu."],
    "square brackets": ["Ce qui était attendu [facultatif]", "Vu."],
    "an answer after a dash": ["Ce qui était attendu – Vu."],
    "an answer after an arrow": ["Ce qui était attendu → Vu."],
    "an answer after a full stop": ["Ce qui était attendu. Vu."],
    "an answer after a colon": ["3) Ce qui était attendu : Vu."],
}


@pytest.mark.parametrize("about", TYPED)
def test_headings_typed_by_hand_are_headings(about: str, tmp_path: Path) -> None:
    word.write([("", text) for text in TYPED[about]], tmp_path / "a.docx")

    assert section_of(open_document(tmp_path / "a.docx")) == "Vu."


SPACED = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
BOLD = "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>"
SHAPED = {
    "bold, on its line": f"<w:p>{BOLD}</w:p><w:p><w:r><w:t>Vu.</w:t></w:r></w:p>",
    "bold, before its answer": f"<w:p>{BOLD}{SPACED.format(' : Vu.')}</w:p>",
    "before a line broken by hand": "<w:p><w:r><w:t>{}</w:t><w:br/><w:t>Vu.</w:t></w:r></w:p>",
    "a cell, before its answer": (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>Vu.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    ),
    "a row, above its answer": (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
        "<w:tr><w:tc><w:p><w:r><w:t>Vu.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    ),
    "a cell, with its answer": (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Vu.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    ),
    "an item of a list": (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>{}</w:t></w:r></w:p><w:p><w:r><w:t>Vu.</w:t></w:r></w:p>"
    ),
    "indented": (
        '<w:p><w:pPr><w:ind w:left="720"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Vu.</w:t></w:r></w:p>"
    ),
}


@pytest.mark.parametrize("about", SHAPED)
def test_headings_that_lost_their_style_are_headings(about: str, tmp_path: Path) -> None:
    word.write_docx(SHAPED[about].format(SECTION), tmp_path / "a.docx")

    assert section_of(open_document(tmp_path / "a.docx")) == "Vu."


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("☐ A ☐ B ☒ C", "C"),
        ("☑ Catégorie C", "Catégorie C"),
        ("A ☐, B ☐, C ☒", "C"),
        ("[ ] A [x] B [ ] C", "B"),
        ("( ) A (X) B", "B"),
        ("\uf0a8 A \uf0fe B", "B"),
        ("◉ A ○ B", "A"),
        ("□ A ■ B", "B"),
        ("⬜ A ✅ B", "B"),
        ("[ ] A [v] B", "B"),
        ("(•) A ( ) B", "A"),
        ("[] A [✓] B", "B"),
        ("☐ A ☐ B", ""),
        ("X ☐ A ☐ B", "A"),
        ("☐X A ☐ B", "A"),
        ("☐ X A ☐ B", "A"),
        ("☐ A ☐ B ✗", "B"),
        ("☐ A x ☐ B", "☐ A x ☐ B"),  # nobody knows whose the cross is: the check will ask
        ("☐ A ☐ B ☐ C ☐ je ne sais pas", ""),
        ("☐ A ☐ B ☐ C ☒ je ne sais pas", ""),
        ("X C", "C"),
        ("C ✓", "C"),
        ("je ne sais pas", ""),
        ("cat. B", "Catégorie B"),
        ("agent de catégorie B", "Catégorie B"),
        ("A ou B", "A ou B"),
        ("Catégorie C", "Catégorie C"),
    ],
)
def test_the_choice_is_the_one_that_is_ticked(typed: str, value: str, tmp_path: Path) -> None:
    word.write([("", f"1. Catégorie : {typed}"), ("", "Titre : (x)")], tmp_path / "a.docx")
    answers = read_answers(open_document(tmp_path / "a.docx").blocks)

    assert answers.values == {"categorie": value, "titre": "(x)"}


LOOKS = {
    "docx": ("<w:b/>", '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>', "<w:i/>"),
    "odt": (
        'fo:font-weight="bold"',
        'style:text-underline-style="solid"',
        'fo:background-color="#ffff00"',
        'fo:font-style="italic"',
    ),
}


@pytest.mark.parametrize(
    ("kind", "look"), [(kind, look) for kind, looks in LOOKS.items() for look in looks]
)
@pytest.mark.parametrize("before", ["Catégorie : ☐ A ☐ ", "Catégorie : A, "])
def test_a_choice_that_stands_out_is_chosen(
    kind: str, look: str, before: str, tmp_path: Path
) -> None:
    after = " ☐ C" if "☐" in before else ", C"
    if kind == "docx":
        run = '<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>'
        runs = run.format("", before) + run.format(f"<w:rPr>{look}</w:rPr>", "B")
        word.write_docx(f"<w:p>{runs}{run.format('', after)}</w:p>", tmp_path / "a.docx")
    else:
        style = f'<style:style style:name="S" style:family="text"><style:text-properties {look}/>'
        text = f'<text:p>{before}<text:span text:style-name="S">B</text:span>{after}</text:p>'
        word.write_odt(text, tmp_path / "a.odt", automatic=f"{style}</style:style>")
    answers = read_answers(open_document(tmp_path / f"a.{kind}").blocks)

    assert answers.values == {"categorie": "B"}


def test_what_is_highlighted_in_a_story_is_only_its_text(tmp_path: Path) -> None:
    run = '<w:r><w:rPr><w:highlight w:val="yellow"/></w:rPr><w:t>Vu.</w:t></w:r>'
    word.write_docx(
        f"<w:p><w:r><w:t>{SECTION}</w:t></w:r></w:p><w:p>{run}</w:p>", tmp_path / "a.docx"
    )

    assert section_of(open_document(tmp_path / "a.docx")) == "Vu."


# What people write in the right column of the questionnaire, and what it says.
RH = ("point_de_vue", "Les ressources humaines")
WRITTEN = [
    ("Statut", "X titulaire", "statut", "titulaire"),
    ("Statut", "fonctionnaire titulaire", "statut", "Titulaire"),
    ("Statut", "titulaire\n☐ stagiaire\n☐ contrat à durée déterminée", "statut", "titulaire"),
    ("Vous étiez", "moi", "point_de_vue", "La personne en mobilité"),
    ("Vous étiez", "L’agente", "point_de_vue", "La personne en mobilité"),
    ("Votre place dans cette mobilité", "☐ J’ai fait ☒ Je travaille aux ressources humaines", *RH),
    ("Dispositif", "aucun", "dispositif", ""),
    ("Dispositif", "Néant", "dispositif", ""),
    (
        "Dispositif",
        "☐ Le renfort ☐ aucun ☐ un autre : le stage d’été",
        "dispositif",
        "le stage d’été",
    ),
    ("Dispositif", "☐ Le renfort ☐ aucun ☒ un autre : le stage", "dispositif", "le stage"),
    ("Accueil", "/", "accueil", ""),
    ("Accueil", "idem", "accueil", ""),
    ("Part du temps", "-", "quotite", ""),
    ("Titre", "néant", "titre", ""),
    ("Début", "en mars 2025", "annee", "2025"),
    ("Début", "de 2024 à 2025", "annee", "de 2024 à 2025"),
    ("Signer de mon nom", "☐ oui ☒ non", "nom_public", ""),
    ("On peut me reconnaître", "☒ oui ☐ non ☐ je ne sais pas", "reconnaissable", "oui"),
    ("Pour me joindre", "06 00 00 00 00", "joindre", "06 00 00 00 00"),
]


@pytest.mark.parametrize(("label", "written", "key", "value"), WRITTEN)
def test_answers_are_read_as_people_write_them(
    label: str, written: str, key: str, value: str, tmp_path: Path
) -> None:
    cells = [f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in written.split("\n")]
    label = f"<w:p><w:r><w:t>{label}</w:t></w:r></w:p>"
    row = f"<w:tbl><w:tr><w:tc>{label}</w:tc><w:tc>{''.join(cells)}</w:tc></w:tr></w:tbl>"
    word.write_docx(row, tmp_path / "a.docx")

    assert read_answers(open_document(tmp_path / "a.docx").blocks).values == {key: value}


@pytest.mark.parametrize(
    "typed", ["Statut – Titulaire", "Statut = Titulaire", "Statut …… Titulaire"]
)
def test_a_label_typed_by_hand_ends_as_people_type_it(typed: str, tmp_path: Path) -> None:
    word.write([("", typed)], tmp_path / "a.docx")

    assert read_answers(open_document(tmp_path / "a.docx").blocks).values == {"statut": "Titulaire"}


def test_a_column_of_numbers_before_the_questions_is_passed_over(tmp_path: Path) -> None:
    rows = ["1|Statut|Titulaire", "2.|Catégorie|C", "n° 3|Durée|3 mois", f"Q4|{SECTION}|Vu."]
    word.write([("table", row) for row in rows], tmp_path / "a.docx")
    document = open_document(tmp_path / "a.docx")
    answers = read_answers(document.blocks)

    assert answers.values == {"statut": "Titulaire", "categorie": "C", "duree": "3 mois"}
    assert (section_of(document), answers.unplaced) == ("Vu.", [])


def test_skills_typed_as_a_list_lose_their_dashes(tmp_path: Path) -> None:
    lines = ["Compétences :", "- accueil", "– tri d’archives", "• écoute"]
    word.write([("", line) for line in lines], tmp_path / "a.docx")
    story = write_story(read_answers(open_document(tmp_path / "a.docx").blocks))

    assert 'competences:\n  - "accueil"\n  - "tri d’archives"\n  - "écoute"\n' in story


FRAME = """<table:table><table:table-column/><table:table-row><table:table-cell>
<text:p>Trois choses :</text:p><text:list><text:list-item><text:p>trier</text:p></text:list-item>
<text:list-item><text:p>ranger</text:p></text:list-item></text:list>
</table:table-cell></table:table-row></table:table>"""


def test_the_frame_of_an_answer_keeps_its_lists(tmp_path: Path) -> None:
    word.write_odt(f"<text:h>2. {SECTION}</text:h>{FRAME}", tmp_path / "a.odt")

    assert section_of(open_document(tmp_path / "a.odt")) == "Trois choses :\n\n1. trier\n2. ranger"


ANOTHER = "ne se lit pas comme un document {}. C’est {}. Ouvrez-le dans votre traitement de texte"
OLD_WORD = "un ancien fichier Word, d’avant 2007"
FALSE: dict[str, tuple[bytes | dict[str, bytes], str]] = {
    "word.docx": (word.OLD_OFFICE, OLD_WORD),
    "word.odt": (word.OLD_OFFICE + "WordDocument".encode("utf-16-le"), OLD_WORD),
    "excel.docx": (word.OLD_OFFICE + "Workbook".encode("utf-16-le"), "un classeur"),
    "rtf.docx": (rb"{\rtf1\ansi Bonjour}", "un fichier RTF"),
    "pdf.docx": (b"%PDF-1.7\n", "un fichier PDF"),
    "html.docx": (b"\xef\xbb\xbf\n<!DOCTYPE html><p>Bonjour", "une page web"),
    "words.docx": ("\ufeff<html xmlns:w='x'><body>".encode("utf-16"), "une page web"),
    "mhtml.docx": (b"MIME-Version: 1.0\n", "une page web"),
    "flat.odt": (
        b'<?xml version="1.0"?>\n<office:document xmlns:office="x">',
        "un document OpenDocument d’un seul tenant (FODT)",
    ),
    "flat.docx": (b'<?xml version="1.0"?><pkg:package x="y">', "un document Word en XML"),
    "2003.docx": (b'<?xml version="1.0"?><w:wordDocument x="y">', "un document Word en XML"),
    "png.docx": (b"\x89PNG\r\n", "une image"),
    "pages.docx": ({"Index/Document.iwa": b""}, "un document Pages, d’Apple"),
    "old-pages.docx": ({"index.xml": b""}, "un document Pages, d’Apple"),
    "excel2007.docx": ({"[Content_Types].xml": b"", "xl/workbook.xml": b""}, "un classeur"),
    "ods.docx": ({"mimetype": f"{word.MIME}spreadsheet".encode()}, "un classeur"),
    "slides.odt": ({"ppt/presentation.xml": b""}, "un diaporama"),
    "odp.odt": ({"mimetype": f"{word.MIME}presentation".encode()}, "un diaporama"),
    "book.odt": ({"mimetype": b"application/epub+zip"}, "un livre numérique (EPUB)"),
    "zip.docx": ({"questionnaire.docx": b""}, "une archive, et non un document"),
    "tar.docx": (b"\x1f\x8b\x08", "une archive, et non un document"),
    "text.odt": ("Ce qui était attendu : rien.".encode(), "un texte sans mise en forme"),
    "odt.docx": ({"mimetype": f"{word.MIME}text".encode()}, "un document ODT"),
    "docx.odt": ({"word/document.xml": b""}, "un document DOCX"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_file_of_another_kind_is_named(name: str, tmp_path: Path) -> None:
    content, real = FALSE[name]
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        word.pack(content, path)
    with pytest.raises(QuestionnaireRefusedError) as refused:
        open_document(path)

    assert ANOTHER.format(path.suffix[1:].upper(), real) in refused.value.sentence(name)


def test_an_old_word_file_is_not_said_to_have_a_password() -> None:
    with pytest.raises(QuestionnaireRefusedError) as refused:
        open_document(IMPORTED / "doc-renomme-docx.docx")

    assert f"C’est {OLD_WORD}." in refused.value.sentence("a.docx")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_file_damaged_on_its_way_is_said_to_be_no_document(method: int, tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as file:
        file.writestr("word/document.xml", SIGNS)
    raw = content.getvalue()
    start = raw.index(b"word/document.xml") + len(b"word/document.xml")
    (tmp_path / "a.docx").write_bytes(raw[:start] + b"\xff" * 20 + raw[start + 20 :])
    with pytest.raises(QuestionnaireRefusedError) as refused:
        open_document(tmp_path / "a.docx")

    assert refused.value.code == "not-a-document"


def test_a_number_without_end_is_no_number(tmp_path: Path) -> None:
    """Python refuses to read it."""
    endless = "1" * 5000
    run = (
        f'<w:r><w:rPr><w:sz w:val="{endless}"/><w:w w:val="{endless}"/></w:rPr><w:t>Vu.</w:t></w:r>'
    )
    word.write_docx(
        f"<w:p><w:r><w:t>{SECTION}</w:t></w:r></w:p><w:p>{run}</w:p>", tmp_path / "a.docx"
    )

    assert section_of(open_document(tmp_path / "a.docx")) == "Vu."


@pytest.mark.parametrize("content", [b"", bytes(500), b"\n \n"])
def test_an_empty_file_is_said_to_be_empty(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(content)
    with pytest.raises(QuestionnaireRefusedError) as refused:
        open_document(tmp_path / "a.odt")

    assert refused.value.sentence("a.odt").startswith("« a.odt » est vide.")


def test_text_in_margins_is_said_to_be_left_unless_it_is_ours(tmp_path: Path) -> None:
    line = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    for name, texts, left in (
        ("a", [OURS, "Page 1 sur 3", "2 / 3", ""], ""),
        (
            "b",
            ["Ville d’Essai, direction des sports"],
            "du texte dans l’en-tête ou le pied de page",
        ),
    ):
        footer = f'<w:ftr xmlns:w="{word.W}">{"".join(map(line.format, texts))}</w:ftr>'
        body = line.format(SECTION) + line.format("Vu.")
        word.write_docx(body, tmp_path / f"{name}.docx", footer=footer)

        assert left_by(open_document(tmp_path / f"{name}.docx")) == left


@pytest.mark.parametrize("margin", ["header", "header-left", "footer-first", "footer-left"])
def test_text_in_any_margin_of_libreoffice_is_said_to_be_left(margin: str, tmp_path: Path) -> None:
    text = f"<style:{margin}><text:p>Ville d’Essai</text:p></style:{margin}>"
    word.write_odt("<text:p>Vu.</text:p>", tmp_path / "a.odt", text)

    assert (
        left_by(open_document(tmp_path / "a.odt")) == "du texte dans l’en-tête ou le pied de page"
    )


def test_choices_on_lines_of_their_own_are_those_that_are_ticked(tmp_path: Path) -> None:
    lines = ["Statut :", "☐ Contractuel", "☒ Titulaire", "☐ Autre"]
    word.write([("", line) for line in lines], tmp_path / "a.docx")

    assert read_answers(open_document(tmp_path / "a.docx").blocks).values == {"statut": "Titulaire"}


def test_a_table_tells_of_values_and_of_sections(tmp_path: Path) -> None:
    """Wherever it stands: even under the title of another section."""
    rows = ["Statut|Titulaire", f"{SECTION}|Vu.", "Ce qui a été difficile|Le froid.", "Catégorie|C"]
    lines = [("Heading2", "L’intention de départ"), ("", "Voir."), *(("table", r) for r in rows)]
    word.write(lines, tmp_path / "a.docx")
    document = open_document(tmp_path / "a.docx")
    answers = read_answers(document.blocks)

    assert section_of(document) == "Vu."
    assert section_of(document, "Ce qui a été difficile") == "Le froid."
    assert section_of(document, "L’intention de départ") == "Voir."
    assert (answers.values, answers.unplaced) == ({"statut": "Titulaire", "categorie": "C"}, [])


def test_the_numbered_title_of_libreoffice_is_a_heading(tmp_path: Path) -> None:
    lists = ("<text:list><text:list-item>" * 2, "</text:list-item></text:list>" * 2)
    title = f'<text:h text:outline-level="2">{SECTION}</text:h>'.join(lists)
    word.write_odt(f"{title}<text:p>Vu.</text:p>", tmp_path / "a.odt")

    assert section_of(open_document(tmp_path / "a.odt")) == "Vu."


def test_the_strict_form_of_word_is_read(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t>{SECTION}</w:t></w:r></w:p><w:p><w:r><w:t>Vu.</w:t></w:r></w:p>"
    word.write_docx(body, tmp_path / "a.docx", strict=True)

    assert section_of(open_document(tmp_path / "a.docx")) == "Vu."


MAIN = "wordprocessingml.document.main+xml"
MODELS = ("wordprocessingml.template.main+xml", "ms-word.document.macroEnabled.main+xml")


@pytest.mark.parametrize("model", MODELS)
def test_models_and_documents_with_macros_are_read(model: str, tmp_path: Path) -> None:
    word.write([("Heading2", SECTION), ("", "Vu.")], tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as file:
        parts = {name: file.read(name) for name in file.namelist()}
    types = parts["[Content_Types].xml"]
    assert MAIN.encode() in types
    parts["[Content_Types].xml"] = types.replace(MAIN.encode(), model.encode())
    word.pack(parts, tmp_path / "b.docx")

    assert section_of(open_document(tmp_path / "b.docx")) == "Vu."


HEAVY = {
    "too-long": f"<w:p><w:r><w:t>{SIGNS}</w:t></w:r></w:p>",
    "too-long, in bold": "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>"
    + "</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>".join(
        SIGNS[n : n + 9_000] for n in range(0, len(SIGNS), 9_000)
    )
    + "</w:t></w:r></w:p>",
    "too-long, before pandoc": f"<w:p><w:r><w:t>{SIGNS * 2}</w:t></w:r></w:p>",
    "too-complex, by its depth": "<w:tbl><w:tr><w:tc>" * 60
    + "<w:p/>"
    + "</w:tc></w:tr></w:tbl>" * 60,
    "too-complex, by its elements": "".join(
        f'<w:p w:n="{n * 7919 % 100_003}"/>' for n in range(160_000)
    ),
    "too-complex, by its fields": '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 30,
}


@pytest.mark.parametrize("about", HEAVY)
def test_what_would_take_a_minute_is_refused_in_seconds(
    about: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heading = f"<w:p><w:r><w:t>{SECTION}</w:t></w:r></w:p>"
    word.write_docx(heading + HEAVY[about], tmp_path / "a.docx")
    before = sorted((root / "stories").rglob("*"))
    start = time.process_time()

    assert main(["import", str(tmp_path / "a.docx"), "--root", str(root)]) == 2
    assert time.process_time() - start < 15
    said = {"too-long": "contient plus de texte", "too-complex": "est trop compliqué"}
    assert said[about.partition(",")[0]] in capsys.readouterr().err
    assert sorted((root / "stories").rglob("*")) == before


def test_styles_made_from_each_other_are_refused(tmp_path: Path) -> None:
    pair = (("A", "B"), ("B", "A"))
    styles = "".join(
        f'<style:style style:name="{a}" style:family="text" style:parent-style-name="{b}"/>'
        for a, b in pair
    )
    word.write_odt("<text:p>Vu.</text:p>", tmp_path / "a.odt", styles)
    with pytest.raises(QuestionnaireRefusedError) as refused:
        open_document(tmp_path / "a.odt")

    assert refused.value.code == "too-complex"


def test_a_document_type_is_refused_in_whatever_encoding(tmp_path: Path) -> None:
    """The encodings of mainframes hide it from whoever looks for its letters."""
    start = b'<?xml version="1.0" encoding="cp037"?>'
    content = start + '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("cp037")
    word.pack({"mimetype": f"{word.MIME}text".encode(), "content.xml": content}, tmp_path / "a.odt")
    with pytest.raises(QuestionnaireRefusedError) as refused:
        open_document(tmp_path / "a.odt")

    assert refused.value.code == "not-a-document"
