# SPDX-License-Identifier: EUPL-1.2
"""The documents of a kit, opened as the people who take them away will open them."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html as lxml_html
from pypdf import PdfReader

from building import VOLATILE
from conftest import FIXTURE
from escales.checking.load import load
from escales.documents import available_formats, make_downloads
from escales.documents.kit_readme import make_readme
from escales.html.render import make_renderer
from escales.pages import make_block, make_pages, make_site
from escales.schema import Publisher
from escales.settings.site import Settings
from escales.words.vocabulary import Block, Format
from writer import as_pdf, words_of

ADDRESS = "https://escales.example/projet/"
HERE = Settings(name="Passages 29", address=ADDRESS)
KIT = "dispositifs/renfort/kit"
PAGE = f"{KIT}/lettre-de-renfort"
GUIDED = f"{KIT}/avec-les-consignes/lettre-de-renfort"
CONVENTION = f"{KIT}/convention-de-renfort"
CASES = yaml.load(
    (Path(__file__).parent / "kit_cases.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shutil.copytree(FIXTURE, tmp_path_factory.mktemp("kit") / "site", ignore=VOLATILE)


@pytest.fixture(scope="module")
def downloads(folder: Path) -> dict[str, bytes]:
    return make(folder)


def make(root: Path) -> dict[str, bytes]:
    return dict(make_downloads(load(root), list(Format), root, HERE))


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        return file.read(name).decode()


def test_the_installation_of_the_readme_makes_every_format() -> None:
    assert available_formats() == tuple(Format)


def test_each_document_comes_in_each_format_and_the_kit_as_a_whole(
    downloads: dict[str, bytes],
) -> None:
    names = ("bilan-de-renfort", "convention-de-renfort", "lettre-de-renfort")
    in_order = ("01-convention-de-renfort", "02-bilan-de-renfort", "03-lettre-de-renfort")
    folder = PAGE.rpartition("/")[0]

    assert sorted(downloads) == [
        *(f"contribuer/accord.{kind}" for kind in ("docx", "odt", "pdf")),
        *(f"contribuer/questionnaire.{kind}" for kind in ("docx", "odt", "pdf")),
        f"{folder}.json",
        f"{folder}.zip",
        *(
            f"{folder}/avec-les-consignes/{name}.{kind}"
            for name in names
            for kind in ("docx", "odt")
        ),
        *(f"{folder}/{name}.{kind}" for name in names for kind in ("docx", "odt", "pdf", "txt")),
    ]
    with zipfile.ZipFile(io.BytesIO(downloads[f"{folder}.zip"])) as kit:
        assert kit.testzip() is None
        assert {kit.read(name) for name in kit.namelist() if "/" in name} == {
            content for uri, content in downloads.items() if uri.startswith(f"{folder}/")
        }
        assert kit.namelist() == [
            "LISEZ-MOI.txt",
            *(
                f"avec-les-consignes/{kind}/{name}.{kind}"
                for kind in ("docx", "odt")
                for name in in_order
            ),
            *(
                f"{kind}/{name}.{kind}"
                for kind in ("docx", "md", "odt", "pdf")
                for name in in_order
            ),
        ]
        listed = json.loads(downloads[f"{folder}.json"])
        assert "- pdf" in kit.read("LISEZ-MOI.txt").decode()
        assert "- pdf" not in listed["readme"]  # no browser fills it
        assert listed["documents"][0] == {
            "name": "01-convention-de-renfort",
            "title": "Convention de renfort",
            "page": "kit/convention-de-renfort/",
            "files": {kind: f"kit/convention-de-renfort.{kind}" for kind in ("odt", "docx")},
        }


def test_a_kit_says_what_it_holds_in_which_order_and_whom_to_ask(folder: Path) -> None:
    """For whoever opens the archive a year later, away from the site."""
    library = load(folder)
    settings = replace(HERE, publisher=Publisher(contact="kit@escales.example"))
    kit = library.kits["renfort"]

    text = make_readme(library.schemes["renfort"], kit, ["odt"], settings)

    lines = text.replace("\u00a0", " ").split("\r\n")
    assert max(map(len, lines)) <= 78
    order = [line for line in lines if re.match(r"\d\d  ", line)]
    assert order == ["01  Convention de renfort", "02  Bilan de renfort", "03  Lettre de renfort"]
    words = " ".join(" ".join(lines).split())
    assert "AVANT 01 Convention de renfort Avant le départ, entre les deux employeurs." in words
    assert "Qui tient la plume : les ressources humaines. Temps : une heure." in words
    assert "Version 0.2.0 du " in words
    assert "Licence Ouverte 2.0, https://www.etalab.gouv.fr/" in words
    assert "L’administration qui porte le dispositif ne les a pas validés." in words
    assert "personne dont c’est le métier ne l’a relu." in words
    assert "écrivez à kit@escales.example" in words
    assert f"{ADDRESS}dispositifs/renfort/" in words
    assert "pdf" not in words


def test_an_odt_has_real_styles_and_fields(downloads: dict[str, bytes]) -> None:
    document = downloads[f"{GUIDED}.odt"]
    content, styles, meta = (part(document, f"{n}.xml") for n in ("content", "styles", "meta"))

    with zipfile.ZipFile(io.BytesIO(document)) as file:
        assert file.namelist()[0] == "mimetype"
        assert file.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert "<dc:title>Lettre de renfort</dc:title>" in meta
    assert "<dc:language>fr-FR</dc:language>" in meta
    assert re.search(r'<text:h text:style-name="Heading_20_1" text:outline-level="1">', content)
    assert content.count("<table:table-header-rows>") == 1
    field = '<text:span text:style-name="Champ">[{}]</text:span>'
    for label in ("Nom de la direction", "Date de début", "Lieu d’accueil"):
        assert content.count(field.format(label)) == 1
    assert "<svg:title>Un plan de la direction, un bureau au centre</svg:title>" in content
    assert (
        "Lettre de renfort. Modèle publié sur Passages 29 pour «\u00a0Le renfort d’un mois\u00a0»"
        in styles
    )
    assert f"version 0.2.0, Licence Ouverte 2.0. {ADDRESS}{PAGE}/" in styles
    assert f'xlink:href="{ADDRESS}dispositifs/renfort/"' in content


def test_a_docx_has_real_styles_and_fields(downloads: dict[str, bytes]) -> None:
    document = downloads[f"{GUIDED}.docx"]
    text, footer = part(document, "word/document.xml"), part(document, "word/footer1.xml")

    assert '<w:pStyle w:val="Heading1"' in text
    assert "<w:tblHeader" in text
    assert text.count('<w:rStyle w:val="Champ"') == 3
    assert "[Nom de la direction]" in text
    assert 'descr="Un plan de la direction, un bureau au centre"' in text
    assert 'w:val="fr-FR"' in part(document, "word/styles.xml")
    assert f"version 0.2.0, Licence Ouverte 2.0. {ADDRESS}{PAGE}/" in footer
    assert "Lettre de renfort" in part(document, "docProps/core.xml")


def test_a_pdf_is_tagged_and_says_its_language_and_title(downloads: dict[str, bytes]) -> None:
    pdf = PdfReader(io.BytesIO(downloads[f"{PAGE}.pdf"]))
    catalog: dict[str, Any] = pdf.trailer["/Root"]  # type: ignore[assignment]  # it is a mapping

    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"] == "fr"
    assert pdf.metadata
    assert pdf.metadata.title == "Lettre de renfort"
    assert b"pdfuaid" in catalog["/Metadata"].get_data()
    text = pdf.pages[0].extract_text()
    for word in ("La mission", "Nom de la direction", "Fait quoi", "Page 1 sur 1"):
        assert word in text
    assert not [word for word in ("[", "Garantie", "version 0.2.0") if word in text]


def test_the_markdown_is_plain(downloads: dict[str, bytes]) -> None:
    text = downloads[f"{PAGE}.txt"].decode()

    assert text.startswith("# Lettre de renfort\n\n## La mission\n\n")
    assert "La direction **\\[Nom de la direction\\]** accueille" in text


@pytest.mark.parametrize("kind", ["odt", "docx"])
def test_libreoffice_opens_it_without_loss(
    downloads: dict[str, bytes], tmp_path: Path, kind: str
) -> None:
    """Every heading, cell, field and the footer are on the page that it prints."""
    (tmp_path / f"lettre.{kind}").write_bytes(downloads[f"{GUIDED}.{kind}"])
    words = as_pdf(tmp_path / f"lettre.{kind}")

    for expected in (
        "Lettre de renfort",
        "La mission",
        "La direction [Nom de la direction] accueille la personne à partir du [Date de début].",
        "Garantie proposée. La personne peut arrêter quand elle le souhaite.",
        "Qui Fait quoi",
        "[Lieu d’accueil] Prépare l’arrivée",
        "version 0.2.0, Licence Ouverte 2.0.",
        "Page 1 sur 1",
    ):
        assert expected in words


@pytest.mark.parametrize("kind", ["odt", "docx", "pdf"])
def test_the_agreement_comes_in_each_format(
    downloads: dict[str, bytes], tmp_path: Path, kind: str
) -> None:
    content = downloads[f"contribuer/accord.{kind}"]
    (tmp_path / f"accord.{kind}").write_bytes(content)
    if kind == "pdf":
        pdf = PdfReader(io.BytesIO(content))
        assert pdf.metadata
        assert pdf.metadata.title == "Accord d’essai"
        words = " ".join(pdf.pages[0].extract_text().replace("\u00a0", " ").split())
    else:
        words = as_pdf(tmp_path / f"accord.{kind}")

    assert "La structure [Structure qui publie] publie" in words
    assert "Ma décision Oui Non Mon récit peut" in words
    assert "Accord d’essai. Modèle à adapter, publié sur Passages 29." in words


def test_the_page_of_the_documents_says_what_it_knows(folder: Path) -> None:
    library, where = load(folder), "contribuer/document.md"
    publisher = Publisher.model_validate({"contact": "recits@ville.example"})
    whole = make_site(library, list(Format), Settings(publisher=publisher))
    weighed = replace(whole, weights={"contribuer/accord.pdf": 27_557})
    bare = make_site(library, [Format.MARKDOWN])

    told = make_block(Block.DOCUMENTS, where, weighed)
    assert 'accord.pdf" download>Accord d’essai\u00a0: PDF, pour imprimer</a> (28\u00a0ko)' in told
    assert '<a href="mailto:recits@ville.example">' in told
    assert "personne qui s’occupe de ce site dans votre administration" not in told
    told = make_block(Block.DOCUMENTS, where, bare)
    assert "manquent ici\u00a0: ODT, DOCX, PDF" in told
    assert "download" not in told
    assert "personne qui s’occupe de ce site dans votre administration" in told


def test_two_makings_give_the_same_bytes(downloads: dict[str, bytes], folder: Path) -> None:
    """Even when nothing was kept of the first."""
    shutil.rmtree(folder / ".cache")

    assert make(folder) == downloads


def test_what_did_not_change_is_not_made_again(folder: Path) -> None:
    """A document that is made anew is written anew; a damaged one is made anew."""
    first = make(folder)
    kept = {path: path.stat().st_mtime_ns for path in (folder / ".cache/documents").iterdir()}
    assert make(folder) == first
    assert {path: path.stat().st_mtime_ns for path in kept} == kept

    spoilt = next(iter(kept))
    spoilt.write_bytes(spoilt.read_bytes()[:-1])
    assert make(folder) == first
    changed = {path for path in kept if path.stat().st_mtime_ns != kept[path]}
    assert changed == {spoilt}


def test_a_change_of_the_version_makes_all_documents_again(root: Path) -> None:
    """Their footer tells it, or their properties where they hold nothing but the act."""
    before = make(root)
    scheme = root / "schemes/renfort/index.md"
    text = scheme.read_text(encoding="utf-8").replace("version: 0.2.0", "version: 0.3.0")
    scheme.write_text(text, encoding="utf-8")

    after = make(root)

    changed = {uri for uri in before if after[uri] != before[uri]}
    assert changed == {uri for uri in before if uri.startswith("dispositifs/")}


def test_a_site_built_without_the_extra_says_what_it_lacks(folder: Path) -> None:
    made = {page.uri: page for page in make_pages(make_site(load(folder), [Format.MARKDOWN]))}
    page = made[f"{PAGE}.md"]

    assert "construite sans ODT, DOCX, PDF" in page.foot
    assert f'{PAGE.rpartition("/")[2]}.txt" download' in page.foot
    assert ".odt" not in page.foot


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one document of all CASES: its page, and each format as it prints."""
    folder = tmp_path_factory.mktemp("cases")
    root = shutil.copytree(FIXTURE, folder / "site", ignore=VOLATILE)
    letter = root / "schemes/renfort/kit/lettre-de-renfort.md"
    header = letter.read_text(encoding="utf-8").split("## La mission")[0]
    bodies = [f"## ({n})\n\n{case['markdown']}" for n, case in enumerate(CASES)]
    fields = "\n\n## (99)\n\n[[debut]] [[lieu]]\n"
    letter.write_text(header + "\n\n".join(bodies) + fields, encoding="utf-8")
    made = {page.uri: page for page in make_pages(make_site(load(root), list(Format)))}
    page = make_renderer()(made[f"{PAGE}.md"]).body
    (folder / "page.html").write_text(page, encoding="utf-8")
    documents = make(root)
    for kind in ("odt", "docx"):
        (folder / f"as.{kind}").write_bytes(documents[f"{GUIDED}.{kind}"])
    (folder / "as.pdf").write_bytes(documents[f"{PAGE}.pdf"])
    return folder


def shown_in(folder: Path, kind: str) -> list[str]:
    """Return what a kind of file shows of each case, without blanks nor bullets."""
    if kind == "page":
        words = shown_on_page((folder / "page.html").read_text(encoding="utf-8"))
    elif kind == "pdf":
        words = words_of(folder / "as.pdf")
    else:
        alone = folder / kind
        alone.mkdir()
        words = as_pdf(Path(shutil.copy(folder / f"as.{kind}", alone)))
        assert all(right < width for right, width in ends_of_words(alone / "as.pdf"))
    return re.split(r"\(\d+\)", plain(FOOTER.sub("", words)))[1:-1]


FOOTER = re.compile(
    r"Lettre de renfort(?:\. Modèle.*?)? Page \d+ sur \d+(?: \S*lettre-de-renfort/)?"
)
UNDER_LINE = re.compile(r"\[?Nomdeladirection\]?")
BLANK = re.compile(r"(?<= )o (?=\w)|[\s\u2022\u25e6\u25aa\u2013\u2043\uf0b7]")


def plain(text: str) -> str:
    """Leave out blanks and bullets, one of which is an o."""
    return BLANK.sub("", text)


def shown_on_page(html: str) -> str:
    """Return the text of a page, with the number that a browser gives to each item of a list."""
    tree = lxml_html.fromstring(html)
    for numbered in tree.iter("ol"):
        for number, item in enumerate(numbered.findall("li"), int(numbered.get("start", 1))):
            inner = item[0] if len(item) and not (item.text or "").strip() else item
            inner.text = f"{number}. {inner.text or ''}"
    return " ".join(tree.text_content().split())


def ends_of_words(pdf: Path) -> list[tuple[float, float]]:
    """Return where each word ends on its line, and how wide its page is."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    (width,) = {float(found) for found in re.findall(r'<page width="([\d.]+)"', boxes)}
    return [(float(right), width) for right in re.findall(r'xMax="([\d.]+)"', boxes)]


@pytest.mark.parametrize("kind", ["page", "odt", "docx", "pdf"])
def test_every_format_shows_what_the_page_shows(cases: Path, kind: str) -> None:
    expected = [plain(case.get("shown", case["markdown"])) for case in CASES]
    shown = shown_in(cases, kind)
    if kind == "pdf":  # what is to be filled is under its line
        shown, expected = ([UNDER_LINE.sub("", one) for one in some] for some in (shown, expected))

    assert shown == expected


def test_a_long_word_stays_on_the_page(cases: Path) -> None:
    """Those of LibreOffice are looked at where it prints them."""
    assert all(right < width for right, width in ends_of_words(cases / "as.pdf"))


@pytest.mark.parametrize(
    ("kind", "name", "cell"),
    [("odt", "content.xml", "<table:table-cell "), ("docx", "word/document.xml", "<w:tc>")],
)
def test_a_table_has_the_cells_of_the_page(cases: Path, kind: str, name: str, cell: str) -> None:
    page = (cases / "page.html").read_text(encoding="utf-8")
    document = part((cases / f"as.{kind}").read_bytes(), name)

    assert document.count(cell) == len(re.findall("<t[dh][ >]", page)) == 6 + 4 + 9 + 6


def test_other_fonts_make_other_pdf_files_only(downloads: dict[str, bytes], tmp_path: Path) -> None:
    """Without those of print.css, another font draws; what was saved with them is not read."""
    root = shutil.copytree(FIXTURE, tmp_path / "site", ignore=VOLATILE)
    (tmp_path / "fonts.conf").write_text(
        "<fontconfig><dir>/usr/share/fonts</dir>"
        "<selectfont><rejectfont><glob>*iberation*</glob></rejectfont></selectfont>"
        f"<cachedir>{tmp_path}/fonts</cachedir></fontconfig>",
        encoding="utf-8",
    )
    assert make(root) == downloads

    made = hashes(root, {"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")})

    changed = {uri for uri, content in downloads.items() if made[uri] != digest(content)}
    assert {uri for uri in changed if uri.endswith(".pdf")} == {
        uri for uri in downloads if uri.endswith(".pdf")
    }
    assert not [uri for uri in changed if not uri.endswith((".pdf", ".zip"))]


def hashes(root: Path, environment: dict[str, str]) -> dict[str, str]:
    """Return the hash of each file, made by another process."""
    result = subprocess.run(
        [sys.executable, "-c", MAKE.format(name=HERE.name, address=HERE.address), str(root)],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return dict(line.split(" ") for line in result.stdout.splitlines())


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


MAKE = """
import sys
from hashlib import sha256
from pathlib import Path
from escales.checking.load import load
from escales.documents import make_downloads
from escales.settings.site import Settings
from escales.words.vocabulary import Format
root = Path(sys.argv[1])
here = Settings(name="{name}", address="{address}")
for uri, content in make_downloads(load(root), list(Format), root, here):
    print(uri, sha256(content).hexdigest())
"""


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"LC_ALL": "POSIX", "LANG": "C"},
        {"LC_ALL": "", "LANG": "", "LC_CTYPE": "C", "TZ": "Asia/Tokyo", "LANGUAGE": "de"},
    ],
)
def test_any_locale_gives_the_same_bytes(
    downloads: dict[str, bytes], tmp_path: Path, locale: dict[str, str]
) -> None:
    """Even where paths are read otherwise than they are written."""
    root = shutil.copytree(FIXTURE, tmp_path / "été", ignore=VOLATILE)
    made = hashes(root, {**locale, "TMPDIR": str(tmp_path / "été")})

    assert made == {uri: digest(content) for uri, content in downloads.items()}
