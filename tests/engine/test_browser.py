# SPDX-License-Identifier: EUPL-1.2
"""The built fixture site in Chromium: its ways, on a phone, at a desk, and under a sub-path."""

from http import HTTPStatus

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PHONE, DESK = 390, 1300


def open_page(browser: Browser, width: int = DESK) -> Page:
    return browser.new_page(viewport={"width": width, "height": 844})


@pytest.mark.parametrize("base", ["", "/projet"])
def test_the_site_works_at_a_root_and_under_a_sub_path(
    browser: Browser, address: str, base: str
) -> None:
    """From the home to a story in three clicks, without a request that fails or leaves the site."""
    page = open_page(browser, PHONE)
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "response",
        lambda it: failed.append(it.url) if it.status >= HTTPStatus.BAD_REQUEST else None,
    )
    page.goto(f"{address}{base}/")

    page.get_by_role("link", name="Jusqu’à 3 mois").click()
    page.get_by_role("link", name="Un premier essai au guichet").click()

    page.wait_for_url(f"{address}{base}/recits/premier/")
    assert page.get_by_role("heading", level=1).inner_text() == "Un premier essai au guichet"
    picture = page.get_by_alt_text("Un plan de la ville, un guichet au centre")
    picture.scroll_into_view_if_needed()  # it may be fetched but then
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 120
    page.close()
    assert failed == []
    assert [url for url in asked if not url.startswith((f"{address}{base}/", "data:"))] == []


def test_everything_is_read_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/recits/")

    page.get_by_text("Le tableau et les listes de récits").click()
    page.get_by_role("cell", name="Catégorie C, Jusqu’à 3 mois : 1").get_by_role("link").click()
    page.get_by_role("link", name="Un premier essai au guichet").click()

    assert page.get_by_text("J’ai appris.").is_visible()
    context.close()


def test_a_former_address_leads_to_the_new_one_without_javascript(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/projet/recits/seconde-voix/")

    page.wait_for_url(f"{address}/projet/recits/deuxieme-voix/")

    assert page.get_by_role("heading", level=1).inner_text().startswith("Laisser partir")
    context.close()


def test_the_map_is_read_and_followed_with_the_keyboard(browser: Browser, address: str) -> None:
    """Each mark has a name, shows that it is reached, and leads where the list leads."""
    page = open_page(browser)
    page.goto(f"{address}/collectivites/")
    mark = page.get_by_role("navigation", name="Carte des départements").get_by_role(
        "link", name="Corse-du-Sud (2A) : 1 employeur, 3 récits"
    )
    shape, fill = mark.locator("path"), "shape => getComputedStyle(shape).fill"
    before = shape.evaluate(fill)

    page.get_by_role("link", name="liste par département").focus()
    page.keyboard.press("Tab")

    assert mark.evaluate("mark => mark === document.activeElement")
    assert shape.evaluate(fill) != before
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/collectivites/#es-departement-2a")
    page.close()
