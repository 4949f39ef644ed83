# SPDX-License-Identifier: EUPL-1.2
"""In Chromium, with the keyboard alone: all is reached, in order, and one sees where one is."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import open_search

pytestmark = pytest.mark.browser

PHONE, DESK = 390, 1300
WALKED = {
    "home": "",
    "explorer": "recits/",
    "form": "contribuer/raconter/",
    "kit": "dispositifs/renfort/kit/lettre-de-renfort/",
}
SCRIPT = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
MOST_STOPS = 400


class Stop(NamedTuple):
    place: int | None  # among the elements that ought to be reached
    name: str
    fault: str


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    opened = context.new_page()
    yield opened
    context.close()


def start(page: Page, address: str, path: str, width: int) -> list[str]:
    """Open a page, and return the names of what the keyboard ought to reach."""
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    page.evaluate(SCRIPT)
    names: list[str] = page.evaluate("walk.expected()")
    return names


def walk(page: Page, key: str = "Tab") -> list[Stop]:
    """Press a key until the focus leaves the page, or is where it began."""
    stops: list[Stop] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        here = page.evaluate("walk.here()")
        if here is None:
            break
        place = int(here["stop"]) if here["stop"] else None
        stop = Stop(place, here["name"], here["fault"])
        if stops and stop.place is not None and stop.place == stops[0].place:
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", WALKED.values(), ids=WALKED)
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    page: Page, address: str, path: str, width: int
) -> None:
    """No trap; an outline of 2 pixels and a contrast of 3, and nothing that covers it."""
    names = start(page, address, path, width)

    stops = walk(page)

    assert len(names) > 20
    assert [names[s.place] for s in stops if s.place is not None] == names
    assert [(stop.name, stop.fault) for stop in stops if stop.fault] == []
    assert len(stops) < MOST_STOPS


def test_the_keyboard_goes_back_the_same_way(page: Page, address: str) -> None:
    names = start(page, address, WALKED["explorer"], DESK)

    stops = walk(page, "Shift+Tab")

    backwards = [names[stop.place] for stop in stops if stop.place is not None]
    assert backwards == names[::-1]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", ["", "recits/premier/", "404.html"])
def test_the_first_stop_shows_and_skips_to_the_text(
    page: Page, address: str, path: str, width: int
) -> None:
    start(page, address, path, width)
    page.keyboard.press("Tab")
    link = page.locator(":focus")

    assert link.get_attribute("href") is not None
    assert page.evaluate("walk.here().fault") == ""
    box = link.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0

    page.keyboard.press("Enter")
    page.wait_for_function("location.hash")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_search_is_opened_and_left_with_the_keyboard(page: Page, address: str) -> None:
    """The focus stays in the dialog, and goes back where it was."""
    start(page, address, "recits/premier/", DESK)
    opener = page.locator(".es-find")
    opener.focus()

    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    for _ in range(15):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body"
            " || document.activeElement.closest('dialog') !== null"
        )
    page.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_menu_is_opened_and_left_with_the_keyboard(page: Page, address: str) -> None:
    start(page, address, "recits/premier/", PHONE)
    button = page.get_by_role("button", name="Menu")
    menu = page.get_by_role("navigation", name="Menu principal")
    expect(menu).to_be_hidden()
    button.focus()

    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_the_keys_that_open_the_search_may_be_turned_off(page: Page, address: str) -> None:
    """RGAA 12.10: who dictates, or rests a hand on the keyboard, opens nothing by mistake."""
    start(page, address, "recits/premier/", DESK)
    dialog = page.get_by_role("dialog")
    page.keyboard.press("s")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")

    open_search(page)
    dialog.get_by_label("Ouvrir la recherche avec les touches / et s").uncheck()
    page.keyboard.press("Escape")
    for key in ("s", "/"):
        page.keyboard.press(key)
        expect(dialog).to_be_hidden()
    page.reload()
    page.keyboard.press("s")
    expect(dialog).to_be_hidden()

    open_search(page)
    dialog.get_by_label("Ouvrir la recherche avec les touches / et s").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(dialog).to_be_visible()


HERE = "document.activeElement.id || document.activeElement.textContent"
SOON = (400, 0, 200)  # milliseconds from the last letter to the key that leaves: the first is late
# The key that leaves a box, what this one said before, and what is typed instead.
LEFT = [
    ("Tab", "#champ-l-intention-de-depart", "", "Un mot."),
    ("Shift+Tab", "#champ-l-intention-de-depart", "", "Un mot."),
    ("Tab", "#champ-l-intention-de-depart", "Un mot.", ""),
    ("Shift+Tab", "#champ-l-intention-de-depart", "Un mot.", ""),
]


@pytest.mark.parametrize("left", LEFT)
def test_however_soon_one_leaves_a_box_the_next_stop_is_the_same(
    page: Page, address: str, left: tuple[str, str, str, str]
) -> None:
    """What goes or comes as the page follows what was typed never takes the focus with it."""
    key, box, before, after = left
    start(page, address, f"{WALKED['form']}#etape-1", DESK)
    stops: list[str] = []
    for delay in SOON:
        page.locator(box).fill(before)
        page.wait_for_timeout(SOON[0])
        page.locator(box).focus()
        page.keyboard.press("Control+a")
        page.keyboard.type(after) if after else page.keyboard.press("Delete")
        page.wait_for_timeout(delay)
        page.keyboard.press(key)
        stops.append(page.evaluate(HERE))

    assert stops == [stops[0]] * len(SOON)
    assert stops[0] not in {"", page.evaluate("document.body.textContent"), box.removeprefix("#")}
