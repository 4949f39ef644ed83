# SPDX-License-Identifier: EUPL-1.2
"""The built fixture site in Chromium: on a phone, at a desk, light, dark, and under a sub-path."""

from http import HTTPStatus
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "list": "recits/",
    "hub": "recits/par-categorie/",
    "empty list": "recits/par-duree/plus-de-2-ans/",
    "story": "recits/premier/",
    "fiction": "recits/recit-imagine/",
    "withdrawn": "recits/recit-retire/",
    "scheme": "dispositifs/renfort/",
    "kit": "dispositifs/renfort/kit/lettre-de-renfort/",
    "collectivities": "collectivites/",
    "collectivity": "collectivites/ecole-du-test/",
    "written by hand": "contribuer/",
    "form": "contribuer/raconter/",
    "site map": "plan-du-site/",
    "not found": "404.html",
}
PHONE, DESK = 390, 1300


def open_page(browser: Browser, width: int = DESK, scheme: str = "light") -> Page:
    colours = "dark" if scheme == "dark" else "light"
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=colours)  # type: ignore[arg-type] # one of two literals
    page.set_default_timeout(30_000)
    return page


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_no_barrier(
    browser: Browser, address: str, path: str, width: int, scheme: str
) -> None:
    """The rules of WCAG 2 A and AA; the good practices of issue 7 come with its own pages."""
    page = open_page(browser, width, scheme)
    page.goto(f"{address}/{path}")

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    violations = Axe().run(page, options=options).response["violations"]

    page.close()
    assert [(v["id"], [n["html"] for n in v["nodes"][:3]]) for v in violations] == []


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_is_cut_nor_scrolls_sideways_on_a_phone(
    browser: Browser, address: str, path: str
) -> None:
    """320 pixels is 400 % of zoom on a desk (WCAG 1.4.10)."""
    page = open_page(browser, 320)
    page.goto(f"{address}/{path}")

    wide = page.evaluate("document.documentElement.scrollWidth")

    page.close()
    assert wide <= 320


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

    assert page.url == f"{address}{base}/recits/premier/"
    assert page.get_by_role("heading", level=1).inner_text() == "Un premier essai au guichet"
    picture = page.get_by_alt_text("Un plan de la ville, un guichet au centre")
    assert picture.evaluate("image => image.naturalWidth") == 120
    page.close()
    assert failed == []
    assert [url for url in asked if not url.startswith((f"{address}{base}/", "data:"))] == []


def test_everything_is_read_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/recits/")

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


def test_headings_are_in_order_on_every_page(browser: Browser, address: str) -> None:
    """One level-1 heading, and no level is skipped."""
    page = open_page(browser)
    for path in PAGES.values():
        page.goto(f"{address}/{path}")
        levels = page.eval_on_selector_all(
            "article :is(h1,h2,h3,h4,h5,h6)", "found => found.map(h => Number(h.tagName[1]))"
        )
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(b - a <= 1 for a, b in pairwise(levels)), path
    page.close()


def test_the_keyboard_shows_where_it_is(browser: Browser, address: str) -> None:
    """Every stop of the first thirty is visible, and the first skips the menus."""
    page = open_page(browser)
    page.goto(f"{address}/recits/premier/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#es-contenu"
    for _ in range(30):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle + ' ' + style.outlineWidth }"
        )
        assert outline == "solid 3px", page.evaluate("document.activeElement.outerHTML")
    page.close()
