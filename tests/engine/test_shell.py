# SPDX-License-Identifier: EUPL-1.2
"""The frame of every page, with and without scripts: menu, colours, lists beside the text."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]  # a path, the size of the window, and what contexts take

PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1300, height=844)
SCHEME = "document.documentElement.dataset.scheme ?? ''"
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(17, 25, 28)"


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opener]:
    """Return what opens a page of the site in a browser of its own."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "", size: ViewportSize = PHONE, **options: Any) -> Page:  # noqa: ANN401  # as Browser.new_context
        contexts.append(browser.new_context(viewport=size, **options))
        page = contexts[-1].new_page()
        page.goto(f"{address}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


def menu_of(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Menu principal")


def test_the_menu_of_a_phone_unfolds_and_folds_with_the_keyboard(opened: Opener) -> None:
    page = opened("recits/")
    button = page.get_by_role("button", name="Menu")
    expect(menu_of(page)).to_be_hidden()

    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(menu_of(page).get_by_role("link").first).to_be_focused()
    expect(menu_of(page).get_by_role("link", name="Récits")).to_have_attribute(
        "aria-current", "page"
    )

    page.keyboard.press("Escape")
    expect(menu_of(page)).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_without_scripts_every_page_of_the_menu_is_in_reach(
    opened: Opener,
    size: ViewportSize,
) -> None:
    page = opened("recits/", size, java_script_enabled=False, color_scheme="dark")

    expect(menu_of(page).get_by_role("link")).to_have_count(5)
    expect(menu_of(page)).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    page.get_by_text("Rubrique « Récits »").click()
    expect(page.get_by_role("link", name="Récits par durée").first).to_be_visible()


def test_the_site_follows_the_system_until_the_reader_chooses(opened: Opener) -> None:
    page = opened(color_scheme="dark")
    button = page.get_by_role("button", name="Thème sombre")

    assert (page.evaluate(GROUND), page.evaluate(SCHEME)) == (DARK, "")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.emulate_media(color_scheme="light")
    assert page.evaluate(GROUND) == LIGHT
    expect(button).to_have_attribute("aria-pressed", "false")

    button.click()
    assert page.evaluate(GROUND) == DARK
    page.goto(f"{page.url}recits/")
    assert (page.evaluate(GROUND), page.evaluate(SCHEME)) == (DARK, "dark")
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) == LIGHT


def test_another_site_of_the_same_host_keeps_its_own_colours(opened: Opener, address: str) -> None:
    page = opened(color_scheme="light")
    page.get_by_role("button", name="Thème sombre").click()

    page.goto(f"{address}/projet/recits/")

    assert page.evaluate(GROUND) == LIGHT


def test_without_scripts_the_site_follows_the_system(opened: Opener) -> None:
    page = opened(java_script_enabled=False, color_scheme="dark")

    expect(page.locator("body")).to_have_css("background-color", DARK)


def test_a_browser_that_keeps_nothing_still_changes_its_colours(opened: Opener) -> None:
    page = opened(color_scheme="light")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error() } }")

    page.get_by_role("button", name="Thème sombre").click()

    assert page.evaluate(GROUND) == DARK


def test_the_lists_beside_the_text_are_open_where_there_is_room(opened: Opener) -> None:
    page = opened("recits/premier/", DESK)
    lists = page.locator(".es-aside nav")

    expect(lists).to_have_count(2)
    for each in lists.all():
        expect(each).to_be_visible()
    page.set_viewport_size(PHONE)
    for each in lists.all():
        expect(each).to_be_hidden()


def test_printing_shows_the_text_alone_on_white(opened: Opener) -> None:
    page = opened("recits/", color_scheme="dark")

    page.emulate_media(media="print", color_scheme="dark")

    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    assert page.evaluate(GROUND) in (LIGHT, "rgba(0, 0, 0, 0)")
