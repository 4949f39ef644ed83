# SPDX-License-Identifier: EUPL-1.2
"""What one types once and takes away at once: the structure, dates in order, the whole kit."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

SCHEME = "dispositifs/renfort/"
CONVENTION = "dispositifs/renfort/kit/convention-de-renfort/"
LETTER = "dispositifs/renfort/kit/lettre-de-renfort/"
EMPLOYER = "Département des Trois-Rives"
NAMES = ["01-convention-de-renfort", "02-bilan-de-renfort", "03-lettre-de-renfort"]
NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
}
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Yield a phone that nobody has used yet."""
    opened = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    opened = context.new_page()
    opened.goto(f"{address}/{CONVENTION}")
    return opened


def take(page: Page) -> tuple[str, zipfile.ZipFile]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger le kit à mon nom").click()
    content = Path(waiting.value.path()).read_bytes()
    return waiting.value.suggested_filename, zipfile.ZipFile(io.BytesIO(content))


def text_of(archive: zipfile.ZipFile, path: str) -> str:
    part = "content.xml" if path.endswith(".odt") else "word/document.xml"
    with zipfile.ZipFile(io.BytesIO(archive.read(path))) as document:
        assert document.testzip() is None
        return document.read(part).decode()


def told(page: Page) -> str:
    return page.locator(".es-mine > .es-said").inner_text().replace("\u00a0", " ")


def test_the_structure_serves_other_tabs_and_other_kits_and_the_mission_does_not(
    page: Page, context: BrowserContext, address: str
) -> None:
    page.get_by_label("Nom de l’employeur").fill(EMPLOYER)
    page.get_by_label("Convention signée le").fill("12 février 2027")

    other = context.new_page()
    other.goto(f"{address}/{CONVENTION}")

    assert other.get_by_label("Nom de l’employeur").input_value() == EMPLOYER
    assert other.get_by_label("Convention signée le").input_value() == ""
    assert other.locator(".es-sheet").get_by_text(EMPLOYER).is_visible()
    keys = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('escales:'))")
    assert keys == ["escales:structure:nom-employeur"]


def test_a_tab_shows_the_structure_that_another_one_writes(
    page: Page, context: BrowserContext, address: str
) -> None:
    other = context.new_page()
    other.goto(f"{address}/{SCHEME}")

    page.get_by_label("Nom de l’employeur").fill(EMPLOYER)

    other.wait_for_function(
        "name => document.getElementById('champ-nom-employeur').value === name", arg=EMPLOYER
    )


def test_the_structure_is_forgotten_on_demand_by_the_keyboard_alone(page: Page) -> None:
    field = page.get_by_label("Nom de l’employeur")
    field.fill(EMPLOYER)
    page.get_by_label("Convention signée le").fill("12 février 2027")

    page.get_by_label("Signataire élu").press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Oublier ma structure"
    page.keyboard.press("Enter")

    assert field.input_value() == ""
    assert page.evaluate("JSON.stringify(localStorage)") == "{}"
    assert page.evaluate("document.activeElement.name") == "nom-employeur"
    assert page.get_by_text("Votre structure est oubliée.").is_visible()
    assert page.get_by_label("Convention signée le").input_value() == "12 février 2027"
    page.reload()
    assert field.input_value() == ""


def test_what_is_cleared_spares_the_structure_and_says_so(page: Page) -> None:
    page.get_by_label("Nom de l’employeur").fill(EMPLOYER)
    page.get_by_label("Convention signée le").fill("12 février 2027")

    page.get_by_role("button", name="Tout effacer, sauf ma structure").click()

    assert page.get_by_label("Convention signée le").input_value() == ""
    assert page.get_by_label("Nom de l’employeur").input_value() == EMPLOYER
    assert page.get_by_text("Tout est effacé, sauf votre structure.").is_visible()


def test_a_browser_that_keeps_nothing_says_so_and_fills_all_the_same(
    context: BrowserContext, address: str
) -> None:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(NO_STORAGE)
    page.goto(f"{address}/{CONVENTION}")
    assert page.get_by_text("Ce navigateur ne garde rien").is_visible()
    page.get_by_label("Nom de l’employeur").fill(EMPLOYER)
    page.get_by_label("Convention signée le").fill("12 février 2027")

    name, archive = take(page)

    assert name == "renfort-departement-des-trois-rives.zip"
    text = text_of(archive, "odt/01-convention-de-renfort.odt")
    assert EMPLOYER in text
    assert "12 février 2027" in text
    page.get_by_role("button", name="Oublier ma structure").click()
    assert page.get_by_label("Nom de l’employeur").input_value() == ""
    assert faults == []


@pytest.mark.parametrize(
    ("earlier", "later", "shown"),
    [
        ("12 février 2027", "le 10/02/2027", ("10 février 2027", "12 février 2027")),
        ("2027-03-02", "1er mars 2027", ("1er mars 2027", "2 mars 2027")),
        ("Lundi 1er août 2027", "31 juil. 27", ("31 juillet 2027", "1er août 2027")),
    ],
)
def test_dates_out_of_order_are_told_beside_the_field(
    page: Page, earlier: str, later: str, shown: tuple[str, str]
) -> None:
    told = page.locator("#ordre-debut")
    page.get_by_label("Convention signée le").fill(earlier)
    field = page.get_by_label("Date de début")
    field.fill(later)
    assert not told.is_visible()  # not while it is typed

    field.blur()

    fault = (
        "Le {} est trop tôt : cette date ne peut pas venir avant « Convention signée le », le {}."
    )
    assert told.inner_text().replace("\u00a0", " ") == fault.format(*shown)
    assert field.get_attribute("aria-invalid") == "true"
    assert "ordre-debut" in (field.get_attribute("aria-describedby") or "")
    field.fill("3 août 2027")
    field.blur()
    assert not told.is_visible()
    assert field.get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("12 février 2027", "12/02/2027"),
        ("12 février 2027", "dès que possible"),
        ("31 février 2027", "10 janvier 2027"),
        ("", "10 janvier 2027"),
    ],
)
def test_the_same_day_and_what_is_no_date_are_left_in_peace(
    page: Page, earlier: str, later: str
) -> None:
    page.get_by_label("Convention signée le").fill(earlier)
    page.get_by_label("Date de début").fill(later)
    page.get_by_label("Date de début").blur()

    assert not page.locator("#ordre-debut").is_visible()


def test_the_kit_comes_in_one_file_in_order_filled_with_what_was_typed(
    page: Page, address: str
) -> None:
    """From the page of the scheme, on a phone."""
    page.get_by_label("Convention signée le").fill("12 février 2027")
    page.get_by_label("Date de début").fill("10 février 2027")
    page.get_by_role("radio", name="L’employeur").check()
    page.goto(f"{address}/{SCHEME}")
    page.get_by_text("Recevoir tout le kit à mon nom").click()
    page.get_by_label("Nom de l’employeur").fill(EMPLOYER)

    name, archive = take(page)

    assert name == "renfort-departement-des-trois-rives.zip"
    assert archive.testzip() is None
    assert sorted(archive.namelist()) == [
        "LISEZ-MOI.txt",
        *(f"{kind}/{each}.{kind}" for kind in ("docx", "odt") for each in NAMES),
    ]
    for path in ("odt/01-convention-de-renfort.odt", "docx/01-convention-de-renfort.docx"):
        text = text_of(archive, path)
        assert EMPLOYER in text
        assert "12 février 2027" in text
        assert "[Nom de l’employeur]" not in text
        assert "[Signataire élu]" in text  # one finishes it in a word processor
        assert "L’employeur décide des congés" in text
        assert "L’accueil décide des congés" not in text
        assert "Relisez ce projet" not in text
    assert "10 février 2027" in text_of(archive, "docx/03-lettre-de-renfort.docx")
    readme = archive.read("LISEZ-MOI.txt").decode().replace("\u00a0", " ")
    assert f"pour : {EMPLOYER}." in readme.split("\r\n")[0]
    assert "- Convention de renfort : 1 champ vide\r\n" in readme
    assert "- Bilan de renfort : 1 champ vide\r\n" in readme
    assert "- Convention de renfort. Le 10 février 2027 est trop tôt" in readme
    assert "01  Convention de renfort\r\n" in readme
    assert "ne les a pas validés." in " ".join(readme.split())
    assert told(page) == (
        "Votre kit est téléchargé : 3 documents. Il reste à remplir : LISEZ-MOI.txt dit quoi. Des"
        " dates ne se suivent pas : LISEZ-MOI.txt dit lesquelles."
    )


def test_a_document_that_cannot_be_fetched_is_named_and_the_rest_comes(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/{SCHEME}")
    page.get_by_text("Recevoir tout le kit à mon nom").click()
    page.route("**/bilan-de-renfort.docx", lambda route: route.abort())

    _, archive = take(page)

    assert [path for path in archive.namelist() if "bilan" in path] == []
    assert len(archive.namelist()) == 5
    assert "\r\n- Bilan de renfort\r\n" in archive.read("LISEZ-MOI.txt").decode()
    assert told(page) == (
        "Votre kit est téléchargé : 2 documents. Il reste à remplir : LISEZ-MOI.txt dit quoi."
        " N’ont pas pu être préparés : Bilan de renfort. Le reste est dans le fichier."
    )


def test_how_far_it_is_is_said_and_a_failure_too(page: Page) -> None:
    said: list[str] = []

    def answer(route: Route) -> None:
        said.append(told(page))
        route.abort()

    page.route("**/*.odt", answer)
    page.get_by_role("button", name="Télécharger le kit à mon nom").press("Enter")
    page.get_by_text("Le kit n’a pas pu être préparé.").wait_for()

    assert said == ["Document 1 sur 3…", "Document 2 sur 3…", "Document 3 sur 3…"]


def test_nothing_of_it_leaves_the_browser(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    page.get_by_label("Nom de l’employeur").fill("SECRET")

    take(page)

    assert [request for request in asked if "SECRET" in request] == []
    assert all(request.startswith((address, "blob:", "data:")) for request in asked)
