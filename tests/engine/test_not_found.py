# SPDX-License-Identifier: EUPL-1.2
"""In Chromium: the page that is not found helps at any depth, with a search and without."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from answering import answering
from building import build
from conftest import FIXTURE

pytestmark = pytest.mark.browser

BASE = "/projet"


class AsForges(SimpleHTTPRequestHandler):
    """Answers with the site's own 404.html, as hosts of static sites do."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its signature
        """Keep the output of the tests for the tests."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, BASE.strip("/"), "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def www(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the fixture site at its address, below a domain, as a forge does."""
    folder = tmp_path_factory.mktemp("www")
    result = build(folder / "projet", FIXTURE, ESCALES_SITE=f"https://escales.example{BASE}/")
    assert result.returncode == 0, result.stderr
    with answering(partial(AsForges, directory=str(folder))) as address:
        yield f"{address}{BASE}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("path", ["rien", "rien/", "un/deux/trois/quatre/", "recits/rien.html"])
def test_every_link_of_it_works_at_any_depth(page: Page, www: str, path: str) -> None:
    answer = page.goto(f"{www}/{path}")
    assert answer
    assert answer.status == HTTPStatus.NOT_FOUND

    links = page.eval_on_selector_all("main a[href^='/']", "found => found.map(one => one.href)")

    assert len(links) >= 6
    for link in set(links):
        assert page.request.get(link).status == HTTPStatus.OK, link
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # by the stylesheet


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("recits/premier.html", "recits/premier/"),
        ("recits/premier/).", "recits/premier/"),
        ("stories/premier.md", "recits/premier/"),
        ("RECITS/Premier", "recits/premier/"),
        ("dispositif/renfort", "dispositifs/renfort/"),
        ("ville-d'essai", "collectivites/ville-d-essai/"),
        ("recits/seconde-voix.htm", "recits/seconde-voix/"),  # which leads to its new address
    ],
)
def test_an_address_that_is_nearly_right_offers_the_page(
    page: Page, www: str, path: str, found: str
) -> None:
    page.goto(f"{www}/{path}")
    link = page.locator("#es-trouvee a")
    link.wait_for()

    assert page.locator("#es-trouvee").inner_text().startswith("C’est sans doute cette page")
    assert link.get_attribute("href") == f"{www}/{found}"
    assert link.inner_text().strip()


def test_an_address_that_is_like_no_page_offers_none(page: Page, www: str) -> None:
    with page.expect_response("**/collectivites/tout-autre-chose/"):
        page.goto(f"{www}/recits/tout-autre-chose/")
    page.wait_for_load_state("networkidle")

    assert page.locator("#es-trouvee").inner_text() == ""


def test_the_words_of_the_address_are_ready_to_be_searched(page: Page, www: str) -> None:
    """The index of the search is fetched when it is asked, not before."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{www}/recits/un-essai-au-guichet/")
    field = page.get_by_role("searchbox", name="Chercher dans le site").first
    assert field.input_value() == "un essai au guichet"
    assert not any("/pagefind/" in url for url in asked)

    field.press("Enter")

    first = page.locator("#es-recherche li a").first
    first.wait_for()
    assert first.inner_text() == "Un premier essai au guichet"


def test_without_javascript_only_links_are_offered(browser: Browser, www: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{www}/rien/du/tout")

    assert page.locator("main form:visible").count() == 0
    page.get_by_role("link", name="Les récits par durée").click()
    page.wait_for_url(f"{www}/recits/par-duree/")
    context.close()


def test_it_says_whom_to_tell(page: Page, www: str) -> None:
    page.goto(f"{www}/rien")
    link = page.get_by_role("link", name="dites-le-nous")

    assert link.get_attribute("href") == (
        "mailto:contact@escales.example?subject=Page%20introuvable"
    )


def test_without_a_contact_it_leads_to_who_publishes(built: Path, tmp_path: Path) -> None:
    result = build(tmp_path / "site", FIXTURE, ESCALES_CONTACT="", ESCALES_RECHERCHE="non")
    told = (tmp_path / "site/404.html").read_text(encoding="utf-8")

    assert result.returncode == 0, result.stderr
    assert "dites-le à la structure qui publie ce site" in told
    assert 'href="/mentions-legales/"' in told
    assert "mailto:" not in told
    assert 'href="/recits/"' in (built / "404.html").read_text(encoding="utf-8")
