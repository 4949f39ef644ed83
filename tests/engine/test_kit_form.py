# SPDX-License-Identifier: EUPL-1.2
"""A kit filled in the browser: in Chromium, then opened by LibreOffice."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from filled_kit import faults_when_filled

pytestmark = pytest.mark.browser

LETTER = "dispositifs/renfort/kit/lettre-de-renfort/"
REVIEW = "dispositifs/renfort/kit/bilan-de-renfort/"
TAG, PARAGRAPH_END = re.compile(r"<[^>]+>"), re.compile(r"</(?:text|w):p>")
VALUE = "Musées & <archives> « du port »"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(f"{address}/{LETTER}")
    yield opened
    opened.close()


def download(page: Page, kind: str, name: str = "lettre-de-renfort") -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Télécharger rempli, en {kind.upper()}").click()
    assert waiting.value.suggested_filename == f"{name}.{kind}"
    return Path(waiting.value.path()).read_bytes()


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        assert file.testzip() is None
        return file.read(name).decode()


@pytest.mark.parametrize(("kind", "name"), [("odt", "content.xml"), ("docx", "word/document.xml")])
def test_what_is_typed_stands_in_the_document(page: Page, kind: str, name: str) -> None:
    """Escaped; what stays empty is a line to write on, or a blank cell."""
    page.get_by_label("Nom de la direction").fill(VALUE)

    text = part(download(page, kind), name)

    assert "Musées &amp; &lt;archives&gt; « du port »" in text
    assert f"à partir du {'_' * 24}." in words(text)
    assert "[" not in words(text)
    assert page.get_by_role("status").inner_text().endswith("Il y reste 2\u00a0champs vides.")


@pytest.mark.parametrize("kind", ["odt", "docx"])
def test_libreoffice_opens_the_filled_document(page: Page, tmp_path: Path, kind: str) -> None:
    page.get_by_label("Nom de la direction").fill(VALUE)
    page.get_by_label("Date de début").fill("1er mars 2027\nau matin")
    page.get_by_label("Lieu d’accueil").fill("Hôtel de ville")
    (tmp_path / f"lettre.{kind}").write_bytes(download(page, kind))
    assert page.get_by_role("status").inner_text() == "Le document rempli est téléchargé."

    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", f"lettre.{kind}"]
    subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=240)
    told = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "lettre.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    shown = " ".join(told.replace("\u00a0", " ").split())

    assert f"La direction {VALUE} accueille la personne à partir du 1er mars 2027 au matin" in shown
    assert "Hôtel de ville Prépare l’arrivée" in shown


def test_an_odt_that_is_filled_still_begins_with_its_type(page: Page) -> None:
    page.get_by_label("Nom de la direction").fill("Musées")

    with zipfile.ZipFile(io.BytesIO(download(page, "odt"))) as file:
        first = file.infolist()[0]
        assert first.filename == "mimetype"
        assert first.compress_type == zipfile.ZIP_STORED


def test_a_field_typed_once_fills_every_document_of_the_kit(page: Page, address: str) -> None:
    page.get_by_label("Nom de la direction").fill("Musées")

    page.goto(f"{address}/{REVIEW}")

    assert page.get_by_label("Nom de la direction").input_value() == "Musées"
    assert page.locator(".es-sheet").inner_text() == "Le bilan du renfort à la direction Musées."


def test_nothing_that_is_typed_leaves_the_browser(page: Page, address: str) -> None:
    """Not in a request, not in the address, and not after the session."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    page.get_by_label("Nom de la direction").fill("SECRET")

    download(page, "odt")
    page.reload()

    assert asked
    assert [request for request in asked if "SECRET" in request] == []
    assert all(request.startswith((address, "blob:", "data:")) for request in asked)
    assert "SECRET" not in page.url
    assert "SECRET" not in str(page.evaluate("JSON.stringify(localStorage)"))


def test_all_can_be_forgotten(page: Page) -> None:
    field = page.get_by_label("Nom de la direction")
    field.fill("Musées")

    page.get_by_role("button", name="Tout effacer").click()

    assert field.input_value() == ""
    assert page.evaluate("sessionStorage.length") == 0
    assert page.get_by_role("status").inner_text() == "Tout est effacé."
    assert page.evaluate("document.activeElement.name") == "direction"


def test_the_page_that_is_printed_shows_what_was_typed(page: Page) -> None:
    page.get_by_label("Nom de la direction").fill("Musées")
    page.emulate_media(media="print")

    assert page.get_by_text("La direction Musées accueille").last.is_visible()
    assert not page.get_by_label("Nom de la direction").is_visible()
    assert "[" not in page.locator("main").inner_text()


def test_without_javascript_the_plain_documents_remain(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{LETTER}")

    assert not page.get_by_label("Nom de la direction").is_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="ODT, pour LibreOffice").click()
    assert "[Nom de la direction]" in part(Path(waiting.value.path()).read_bytes(), "content.xml")
    context.close()


def test_a_download_that_fails_is_said(page: Page) -> None:
    page.route("**/*.odt", lambda route: route.abort())

    page.get_by_role("button", name="Télécharger rempli, en ODT").click()

    page.get_by_text("Le document n’a pas pu être préparé.").wait_for()


CONVENTION = "dispositifs/renfort/kit/convention-de-renfort/"


@pytest.fixture
def convention(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(f"{address}/{CONVENTION}")
    yield opened
    opened.close()


def test_a_filled_document_is_the_act_and_nothing_else(convention: Page) -> None:
    assert faults_when_filled(convention) == []


def test_there_is_room_to_sign_what_is_printed(convention: Page) -> None:
    """The theme draws no table that has a class: its columns ran into each other."""
    convention.emulate_media(media="print")
    convention.locator(".es-sheet th", has_text="Signature").evaluate(
        "one => { one.textContent = 'Leur signature'; }"
    )
    convention.get_by_label("L’acte seul").dispatch_event("change")  # what is printed is made then
    cells = convention.locator(".es-print table[data-signed]:not([class]) th")
    widths = [cell.bounding_box()["width"] for cell in cells.all()]  # type: ignore[index]  # each shows: it has a box

    assert cells.all_inner_texts() == ["Qui", "Date", "Leur signature"]
    assert min(widths) > 70  # pixels: 18 millimetres
    assert widths[2] == pytest.approx(widths[0] * 4 / 3, rel=0.1)  # as its author drew them


def test_the_test_above_sees_what_is_left(convention: Page) -> None:
    """With its instructions, a document has all that the act has not; unfilled, it asks."""
    convention.get_by_label("Avec les consignes").check()

    faults = " ".join(faults_when_filled(convention))

    for left in ("Consigne.", "Règle de droit.", "Garantie proposée.", "Au choix", "https://"):
        assert left in faults
    for left in ("Avant de remplir", "Relisez ce projet à deux", "Ce document est un modèle"):
        assert left in faults
    assert "L’accueil décide" not in faults.partition("docx")[0]


@pytest.mark.parametrize(("kind", "name"), [("odt", "content.xml"), ("docx", "word/document.xml")])
def test_an_alternative_that_is_not_chosen_leaves_nothing(
    convention: Page, kind: str, name: str
) -> None:
    convention.get_by_label("L’accueil", exact=True).check()
    content = download(convention, kind, "convention-de-renfort")
    chosen = words(part(content, name))
    assert "L’accueil décide des congés : après avis de l’employeur ; dans ce délai" in chosen
    assert "L’employeur décide" not in chosen
    assert "☐" not in chosen

    convention.get_by_label("L’employeur", exact=True).check()
    chosen = words(part(download(convention, kind, "convention-de-renfort"), name))
    assert "L’employeur décide des congés." in chosen
    assert "après avis" not in chosen


def test_what_no_answer_needs_is_not_asked(convention: Page) -> None:
    field = convention.get_by_label("Délai de l’avis")
    assert field.is_visible()

    convention.get_by_label("L’employeur", exact=True).check()
    assert not field.is_visible()

    convention.get_by_role("button", name="Télécharger rempli, en ODT").click()
    convention.get_by_text("Il y reste 4 champs vides.").wait_for()
    convention.get_by_role("button", name="Tout effacer").click()
    assert field.is_visible()


def test_what_stays_empty_is_a_line_to_write_on_and_is_said(convention: Page) -> None:
    text = words(part(download(convention, "odt", "convention-de-renfort"), "content.xml"))

    assert f"Le renfort commence le {'_' * 24}." in text
    assert "☐ L’employeur décide des congés. ☐ L’accueil décide" in text
    told = convention.get_by_role("status").inner_text().replace("\u00a0", " ")
    assert told == "Le document est téléchargé. Il y reste 5 champs vides et 1 choix à faire."


def test_a_choice_serves_in_every_document_of_the_kit(convention: Page) -> None:
    convention.get_by_label("L’accueil", exact=True).check()
    convention.reload()

    assert convention.get_by_label("L’accueil", exact=True).is_checked()
    assert "choix" in convention.evaluate("Object.keys(sessionStorage).join()")


def words(xml: str) -> str:
    """Return the text of a document on one line."""
    return " ".join(
        unescape(TAG.sub("", PARAGRAPH_END.sub(" ", xml))).replace("\u00a0", " ").split()
    )
