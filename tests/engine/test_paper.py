# SPDX-License-Identifier: EUPL-1.2
"""ODT and DOCX files on paper: wide pages, whole rows, signatures and headings in company."""

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pytest
from pypdf import PdfReader

from building import REPOSITORY
from escales.documents.by_hand import with_lines_to_write_on
from escales.documents.manuscript import Manuscript
from escales.documents.office import make_office
from escales.documents.print import make_pdf

KINDS = ("odt", "docx")
CONTENT = {"odt": "content.xml", "docx": "word/document.xml"}
REFERENCES = REPOSITORY / "hooks/escales/documents"
TABLE = "| Qui | Ce que l’on écrit | Signature |\n|---|---|---|\n"
SIGNED = f"## Signatures\n\nFait le [[date]].\n\n{TABLE}| Un | a | |\n| Deux | b | |\n"
STEPS = (
    f"| Étape | Le |\n|---|---|\n| Ligne | |\n\nFait ici.\n\n{TABLE}| Un | a | |\n| Deux | b | |\n"
)
CHOICE = (
    "## Une suite\n\nCe qui est choisi.\n\n> **Au choix : Qui paie ?**\n>\n"
    "> - **Un.** Le premier.\n> - **Deux.** L’autre.\n"
)


# Lines before what must stay together: with fewer it is on the first page, with more on the second.
SIGNED_AFTER, CHOSEN_AFTER = range(26, 31), range(30, 34)
# Wherever a line ends, in a paragraph or another, there is a number.
NUMBERS = "\n\n".join(f"V{'u' * n} l’article L. 512-6 [[date]] " * 12 for n in range(1, 9))


def manuscript(text: str, *, landscape: bool = False) -> Manuscript:
    return Manuscript(
        uri="essai",
        title="Un acte",
        usage="",
        text=text,
        labels=(("date", "Date de l’article 8-1"),),
        links=(),
        pictures=(),
        footer="Un acte à signer",
        landscape=landscape,
    )


def document(text: str, kind: str, *, landscape: bool = False) -> bytes:
    return make_office(manuscript(text, landscape=landscape), kind)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.read(name).decode()


def lines_of(first: int) -> str:
    return "\n\n".join(f"Ligne {n}." for n in range(first))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PdfReader]:
    """Return what LibreOffice prints, by name; it is started once."""
    folder = tmp_path_factory.mktemp("paper")
    rows = "".join(f"| {n} | {'mot ' * 60}| |\n" for n in range(12))
    for kind in KINDS:
        wide = document(f"Un tableau :\n\n{TABLE}{rows}", kind, landscape=True)
        (folder / f"wide-{kind}.{kind}").write_bytes(wide)
        for n in SIGNED_AFTER:
            signed = document(f"{lines_of(n)}\n\n{SIGNED}", kind)
            (folder / f"signed-{n}-{kind}.{kind}").write_bytes(signed)
        for n in CHOSEN_AFTER:
            chosen = document(f"{lines_of(n)}\n\n| A | B |\n|---|---|\n| a | |\n\n{CHOICE}", kind)
            (folder / f"chosen-{n}-{kind}.{kind}").write_bytes(chosen)
        (folder / f"numbers-{kind}.{kind}").write_bytes(document(NUMBERS, kind))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(path.name for path in folder.iterdir() if path.suffix[1:] in KINDS)
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=240)
    (folder / "numbers-pdf.pdf").write_bytes(make_pdf(manuscript(NUMBERS)))
    return {path.stem: PdfReader(path) for path in sorted(folder.glob("*.pdf"))}


def texts(pdf: PdfReader) -> list[str]:
    return [page.extract_text().replace("\u00a0", " ") for page in pdf.pages]


@pytest.mark.parametrize("kind", KINDS)
def test_a_wide_document_stands_on_landscape_pages(
    printed: Mapping[str, PdfReader], kind: str
) -> None:
    content = document("Un texte.", kind, landscape=True)
    if kind == "odt":
        styles = part(content, "styles.xml")
        assert 'style:print-orientation="landscape"' in styles
        assert 'fo:page-width="29.7cm"' in styles
    else:
        assert 'w:w="16838" w:h="11906" w:orient="landscape"' in part(content, CONTENT[kind])
    for page in printed[f"wide-{kind}"].pages:
        assert page.mediabox.width > page.mediabox.height
    assert all(
        page.mediabox.width < page.mediabox.height for page in printed[f"signed-26-{kind}"].pages
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_row_is_cut_by_the_end_of_a_page(printed: Mapping[str, PdfReader], kind: str) -> None:
    pages = texts(printed[f"wide-{kind}"])

    assert len(pages) > 1
    assert all(page.count("mot") % 60 == 0 for page in pages)


@pytest.mark.parametrize("kind", KINDS)
def test_signatures_stay_together_and_with_what_they_sign(
    printed: Mapping[str, PdfReader], kind: str
) -> None:
    pages = [texts(printed[f"signed-{n}-{kind}"]) for n in SIGNED_AFTER]

    assert {len(each) for each in pages} == {1, 2}
    for each in pages:
        (signed,) = [page for page in each if "Signatures" in page]
        assert "Deux" in signed
        assert "Ligne" in signed


@pytest.mark.parametrize("kind", KINDS)
def test_a_heading_stays_with_its_alternatives(printed: Mapping[str, PdfReader], kind: str) -> None:
    pages = [texts(printed[f"chosen-{n}-{kind}"]) for n in CHOSEN_AFTER]

    assert {len(each) for each in pages} == {1, 2}
    assert all("Le premier." in page for each in pages for page in each if "Une suite" in page)


def test_only_what_is_to_be_written_in_is_high() -> None:
    """The names of columns are not, when the first has none."""
    content = part(document("| | A |\n|---|---|\n| a | b |\n| c | |\n", "odt"), "content.xml")

    rows = re.findall(r'<table:table-row table:style-name="(\w+)">', content)
    assert rows == ["Entiere", "Entiere", "Ecrire"]


def test_no_line_of_a_paragraph_is_alone_on_its_page() -> None:
    """Word does so by itself."""
    styles = part(document("Un.", "odt"), "styles.xml")
    (standard,) = re.findall(r'style:name="Standard">(.*?)</style:style>', styles, re.DOTALL)

    assert 'fo:orphans="2" fo:widows="2"' in standard


@pytest.mark.parametrize("kind", KINDS)
def test_alternatives_are_seen_together(kind: str) -> None:
    """Whoever ticks the first has the last under their eyes."""
    content = part(document(f"{CHOICE}\n{TABLE}| Un | a | |\n", kind), CONTENT[kind])
    start = {"odt": "<text:p ", "docx": "<w:p>"}[kind]
    bound = {"odt": '_suite"', "docx": "<w:keepNext/>"}[kind]
    first, last = (content.rindex(start, 0, content.index(one)) for one in ("premier", "autre."))

    assert bound in content[first : content.index("premier")]
    assert bound in content[last : content.index("autre.")]  # it is signed with them


def test_two_tables_of_signatures_stand_on_one_page() -> None:
    """What pandoc puts between them in a DOCX let the second go alone."""
    content = part(document(f"{SIGNED}\n{TABLE}| Trois | c | |\n", "docx"), CONTENT["docx"])
    first, between = content.split("</w:tbl>")[0], content.split("</w:tbl>")[1].split("<w:tbl>")[0]
    last_row = first[first.rindex("<w:tr>") :]

    assert between.count("<w:p>") == between.count("<w:keepNext/>") == 1
    assert last_row.count("<w:p>") == last_row.count("<w:keepNext/>") == 3


@pytest.mark.parametrize("end", [SIGNED, STEPS])
def test_on_a_pdf_one_signs_under_what_one_reads(end: str) -> None:
    """Whether the signatures have a heading or follow another table."""
    content = make_pdf(manuscript(f"{lines_of(22)}\n\n{end}"))
    first, last = texts(PdfReader(io.BytesIO(content)))

    assert "Deux" not in first
    assert "Ligne" in last


def test_a_pdf_has_lines_as_long_as_what_is_written_on_them() -> None:
    """A text of its own has three; two fields share the width of their cell."""
    field = '<span class="champ">[Où]</span>'

    assert with_lines_to_write_on(f"<p>{field}</p>").count('class="line"') == 3
    assert with_lines_to_write_on(f"<p><strong>{field}</strong></p>").count('class="line"') == 1
    pair = with_lines_to_write_on(f"<td>{field}\u00a0; {field}</td>")
    assert pair.count('<span class="blank half">Où</span>') == 2
    assert "half" not in with_lines_to_write_on(f"<td>Du {field} au {field}</td>")


@pytest.mark.parametrize(
    ("cell", "signed"),
    [
        ("th>Date et signature</th", True),
        ("td>Signatures</td", True),
        ("td>Signature du pacte</td", False),
    ],
)
def test_a_pdf_knows_a_table_that_one_signs_as_an_odt_does(cell: str, signed: bool) -> None:  # noqa: FBT001  # a case
    made = with_lines_to_write_on(f"<table><{cell}><td></td></table>")

    assert ('class="signed"' in made) is signed


@pytest.mark.parametrize("kind", [*KINDS, "pdf"])
def test_the_number_of_an_article_stays_on_one_line(
    printed: Mapping[str, PdfReader], kind: str
) -> None:
    lines = "\n".join(texts(printed[f"numbers-{kind}"])).replace("\u2011", "-").splitlines()

    whole = [line.count("article L. 512-6") for line in lines]
    assert sum(whole) == 12 * 8
    assert sum(line.count("512") for line in lines) == 12 * 8
    assert max(whole) > 1


@pytest.mark.parametrize("kind", KINDS)
def test_two_quotations_in_a_row_have_two_bars(kind: str) -> None:
    """Word processors draw one along paragraphs of the same edge."""
    told = manuscript("> **Consigne.** Un.\n\n> **Garantie proposée.** Deux.\n\nTrois.")
    content = part(make_office(replace(told, warning="Lisez."), kind), CONTENT[kind])
    between = {"odt": '"Fin">', "docx": 'w:line="20"'}[kind]

    assert content[content.index("Un.") : content.index("Deux.")].count(between) == 1
    assert content.count(between) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_bar_of_a_quotation_runs_along_its_list(kind: str) -> None:
    """Pandoc takes its items out of it; their text would begin left of another list's."""
    told = manuscript(
        "> **Consigne.** Deux choses\u00a0:\n>\n> - une,\n> - deux.\n\nPuis\u00a0:\n\n- trois."
    )
    content = part(make_office(replace(told, warning="Lisez."), kind), CONTENT[kind])
    quoted = {
        "odt": '-name="Quotations" style:list-style-name="L1"><style:paragraph-properties'
        ' fo:margin-left="0.75in" fo:text-indent="-0.25in"',
        "docx": '<w:pStyle w:val="BlockText" /><w:numPr>',
    }[kind]

    assert content.count(quoted) == {"odt": 1, "docx": 2}[kind]  # a style, two items


@pytest.mark.parametrize("kind", KINDS)
def test_the_name_of_a_field_stays_as_it_is_filled(kind: str) -> None:
    assert "[Date de l’article\u00a08-1]" in part(document(NUMBERS, kind), CONTENT[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_the_page_stands_on_the_line_of_the_footer(
    printed: Mapping[str, PdfReader], kind: str
) -> None:
    last = texts(printed[f"signed-26-{kind}"])[0]

    assert re.search(r"Un acte à signer\s*Page 1 sur \d", last)
    wide = printed[f"wide-{kind}"].pages[0]
    places = list[tuple[str, float, float]]()
    wide.extract_text(
        visitor_text=lambda text, _, matrix, *__: places.append((text, matrix[4], matrix[5]))
    )
    ((_, _, low),) = [place for place in places if "Un acte à" in place[0] and place[2] < 100]
    at_right = [right for text, right, height in places if "Page" in text and height == low]
    assert at_right
    assert min(at_right) > float(wide.mediabox.width) * 0.8


def odt_look(styles: str, name: str) -> tuple[str, ...]:
    found = re.search(rf'<style:style style:name="{name}".*?</style:style>', styles, re.DOTALL)
    assert found
    size = re.search(r'fo:font-size="([\d.]+)pt"', found[0])
    colour = re.search(r'fo:color="#(\w+)"', found[0])
    assert size
    return size[1], colour[1].upper() if colour else "", str("bold" in found[0])


def docx_look(styles: str, name: str) -> tuple[str, ...]:
    found = re.search(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', styles, re.DOTALL)
    assert found
    size = re.search(r'<w:sz w:val="(\d+)"', found[0])
    colour = re.search(r'<w:color w:val="(\w+)"', found[0])
    assert size
    return f"{int(size[1]) / 2:g}", colour[1] if colour else "", str("<w:b />" in found[0])


def test_both_formats_look_the_same() -> None:
    odt = part((REFERENCES / "reference.odt").read_bytes(), "styles.xml")
    docx = part((REFERENCES / "reference.docx").read_bytes(), "word/styles.xml")

    pairs = {"Title": "Title", "Footer": "Footer"}
    pairs |= {f"Heading_20_{n}": f"Heading{n}" for n in range(1, 7)}
    for one, other in pairs.items():
        assert odt_look(odt, one) == docx_look(docx, other), one
    size = re.search(
        r'style:name="Standard" style:family="paragraph".*?fo:font-size="([\d.]+)pt"',
        odt,
        re.DOTALL,
    )
    default = re.search(r'<w:rPrDefault>.*?<w:sz w:val="(\d+)"', docx, re.DOTALL)
    assert size
    assert default
    assert float(size[1]) == int(default[1]) / 2
    made = {kind: document(f"Avant.\n\n{TABLE}| a | b | |\n", kind) for kind in KINDS}
    assert "0.02cm solid #9aa9af" in part(made["odt"], "content.xml")
    table = re.search(r'<w:style [^>]*w:styleId="Table".*?</w:style>', docx, re.DOTALL)
    assert table
    assert set(re.findall(r'w:color="(\w+)"', table[0])) == {"9AA9AF"}
    margins = re.search(r"<w:pgMar [^>]*>", part(made["docx"], "word/document.xml"))
    assert margins
    for side in ("left", "right", "top"):
        assert f'w:{side}="1134"' in margins[0]
        assert f'fo:margin-{side}="2cm"' in part(made["odt"], "styles.xml")
