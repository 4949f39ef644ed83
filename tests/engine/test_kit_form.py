# SPDX-License-Identifier: EUPL-1.2
"""A kit filled in the browser: in Chromium, then opened by LibreOffice."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LETTER = "dispositifs/renfort/kit/lettre-de-renfort/"
REVIEW = "dispositifs/renfort/kit/bilan-de-renfort/"
VALUE = "Musées & <archives> « du port »"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    opened.goto(f"{address}/{LETTER}")
    yield opened
    opened.close()


def download(page: Page, kind: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Télécharger rempli, en {kind.upper()}").click()
    assert waiting.value.suggested_filename == f"lettre-de-renfort.{kind}"
    return Path(waiting.value.path()).read_bytes()


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        assert file.testzip() is None
        return file.read(name).decode()


@pytest.mark.parametrize(("kind", "name"), [("odt", "content.xml"), ("docx", "word/document.xml")])
def test_what_is_typed_stands_in_the_document(page: Page, kind: str, name: str) -> None:
    """Escaped, in its style, and the gaps that stay empty still show."""
    page.get_by_label("Nom de la direction").fill(VALUE)

    text = part(download(page, kind), name)

    assert ">Musées &amp; &lt;archives&gt; « du port »<" in text
    assert "[Nom de la direction]" not in text
    assert "[Date de début]" in text
    assert page.get_by_role("status").inner_text().endswith("Champs encore vides : 2.")


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
    words = " ".join(told.replace("\u00a0", " ").split())

    assert f"La direction {VALUE} accueille la personne à partir du 1er mars 2027 au matin" in words
    assert "Hôtel de ville Prépare l’arrivée" in words
    assert "version 0.2.0" in words


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
    assert page.get_by_text("Le bilan du renfort à la direction Musées.").is_visible()


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

    assert page.get_by_text("La direction Musées accueille").is_visible()
    assert not page.get_by_label("Nom de la direction").is_visible()


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
