# SPDX-License-Identifier: EUPL-1.2
"""In Chromium, pages made to be read: one screen for the home, lines of a length one reads well."""

import re
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from engine.test_browser import DESK, PHONE
from kinds import one_of_each

pytestmark = pytest.mark.browser

HEIGHT = 844
PROSE = (
    "La lettre de mission tenait sur une page. Deux jours par semaine, de septembre à décembre, je"
    " devais parcourir la ville et relever le mobilier urbain sur une tablette : où il se trouve,"
    " de quoi il est fait, dans quel état il est. Je restais agent de voirie, avec le même chef. "
) * 6
# How many signs stand on each line of a text, but the last.
SIGNS = """(text) => {
  const range = document.createRange(), lines = new Map();
  for (let sign = 0; sign < text.firstChild.length; sign++) {
    range.setStart(text.firstChild, sign);
    range.setEnd(text.firstChild, sign + 1);
    const [box] = range.getClientRects();
    const line = box && Math.round(box.bottom / 8);
    if (box) lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  return [...lines.values()].slice(0, -1);
}"""
# The smallest text that one sees, beside the pictures and what only screen readers tell.
SMALLEST = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let smallest = [99, ""];
  const isClipped = (it) => getComputedStyle(it).clipPath !== "none";
  const clipped = (it) => it && (isClipped(it) || clipped(it.parentElement));
  while (walker.nextNode()) {
    const text = walker.currentNode, holder = text.parentElement;
    if (!text.data.trim() || !holder.checkVisibility()) continue;
    if (holder.closest("svg, script") || clipped(holder)) continue;
    const size = parseFloat(getComputedStyle(holder).fontSize);
    if (size < smallest[0]) smallest = [size, text.data.trim()];
  }
  return smallest;
}"""


def open_page(browser: Browser, url: str, width: int, **options: str) -> Page:
    page = browser.new_page(viewport={"width": width, "height": HEIGHT}, **options)  # type: ignore[arg-type]  # colours
    page.goto(url)
    return page


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"] + box["height"]


def test_the_home_says_all_in_one_screen(browser: Browser, address: str) -> None:
    """What this is, the four doors, and the line of durations; on a phone, without the line."""
    desk = open_page(browser, f"{address}/", DESK)
    assert bottom(desk, ".es-line") <= HEIGHT
    desk.close()

    phone = open_page(browser, f"{address}/", PHONE)
    assert bottom(phone, ".es-home > ul") <= HEIGHT * 1.1
    phone.close()


def test_the_line_goes_across_at_a_desk_and_down_on_a_phone(browser: Browser, address: str) -> None:
    for width, axis in ((DESK, "x"), (PHONE, "y")):
        page = open_page(browser, f"{address}/", width)
        boxes = [stop.bounding_box() for stop in page.locator(".es-stops a").all()]
        places = [box[axis] for box in boxes if box]  # type: ignore[literal-required]  # of two
        assert len(set(places)) == len(boxes) == 7
        assert places == sorted(places)
        page.close()


def test_a_door_opens_wherever_one_presses_it(browser: Browser, address: str) -> None:
    """But a link within it leads where it says."""
    page = open_page(browser, f"{address}/", PHONE)
    door = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Je mets"))
    box = door.bounding_box()
    assert box

    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + 8)
    page.wait_for_url(f"{address}/dispositifs/")
    page.go_back()
    page.get_by_role("link", name="le renfort", exact=True).click()
    page.wait_for_url(f"{address}/dispositifs/renfort/#les-etapes")
    page.close()


def test_a_line_of_a_story_holds_60_to_75_signs(browser: Browser, address: str) -> None:
    """What the eye follows without losing its line; fewer on a phone, never more."""
    counts = {}
    for width in (PHONE, DESK, 1920):
        page = open_page(browser, f"{address}/recits/premier/", width)
        text = page.locator(".es-told > p").first
        text.evaluate("(text, prose) => { text.textContent = prose }", PROSE)
        lines = sorted(text.evaluate(SIGNS))
        counts[width] = (lines[len(lines) // 2], lines[-1])
        page.close()

    assert all(60 <= counts[width][0] <= 75 for width in (DESK, 1920)), counts
    assert counts[PHONE][1] <= 75


def test_the_facts_of_a_story_come_before_its_text_on_a_phone(
    browser: Browser, address: str
) -> None:
    page = open_page(browser, f"{address}/recits/premier/", PHONE)
    facts = page.locator(".es-glance").inner_text().replace("\u00a0", " ")

    told = ("1 mois", "20 % du temps", "Ville d’Essai", "École du Test", "Catégorie C", "2025")
    assert [fact for fact in told if fact not in facts] == []
    assert bottom(page, ".es-glance") < HEIGHT
    page.close()


def test_the_voices_of_an_experience_are_read_in_turn_without_javascript(
    browser: Browser, address: str
) -> None:
    """From a question to the same one, told by another; and it is said whose voice one reads."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/recits/premier/")
    voices = page.get_by_role("navigation", name="Une même expérience, 2 voix")
    assert voices.locator("[aria-current=page]").inner_text().split("\n") == [
        "Vous lisez",
        "La personne en mobilité",
    ]

    page.locator(".es-same").nth(1).get_by_role("link", name="l’encadrement d’origine").click()

    page.wait_for_url(f"{address}/recits/deuxieme-voix/#ce-qui-etait-attendu")
    expect(page.get_by_role("heading", name="Ce qui était attendu")).to_be_in_viewport()
    current = page.get_by_role("navigation", name="Une même expérience, 2 voix")
    expect(current.locator("[aria-current=page]")).to_contain_text("L’encadrement d’origine")
    current.get_by_role("link", name="La personne en mobilité").click()
    page.wait_for_url(f"{address}/recits/premier/")
    context.close()


def test_a_question_that_only_one_voice_answers_leads_nowhere(
    browser: Browser, address: str
) -> None:
    page = open_page(browser, f"{address}/recits/premier/", DESK)

    assert page.locator(".es-told h2").count() == 6
    assert page.locator(".es-same").count() == 5
    page.close()


def test_no_text_is_smaller_than_14_pixels_on_a_phone(
    browser: Browser, address: str, built: Path
) -> None:
    page = open_page(browser, address, PHONE)
    for kind, (_, path) in one_of_each(built).items():
        if kind == "redirect":
            continue
        page.goto(f"{address}/{path}")
        size, text = page.evaluate(SMALLEST)
        assert size >= 14, (path, text)
    page.close()


def test_no_word_of_a_page_is_cut_on_a_phone(browser: Browser, address: str) -> None:
    """Where a browser knows no hyphens, words go whole to the next line, in links too."""
    page = open_page(browser, f"{address}/recits/premier/", PHONE)
    name = page.locator(".es-glance__from a")
    name.evaluate("name => { name.textContent = 'Communauté d’agglomération des Six-Passerelles' }")
    cut = """name => {
      const range = document.createRange(), text = name.firstChild;
      for (const word of text.data.matchAll(/[^\\s’-]+/g)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (range.getClientRects().length > 1) return word[0];
      }
      return "";
    }"""

    assert name.evaluate(cut) == ""
    page.close()


def test_stops_are_seen_with_the_colours_that_a_reader_forces(
    browser: Browser, address: str
) -> None:
    """Forced colours drop backgrounds: the line and its stops are drawn with borders."""
    page = open_page(browser, f"{address}/", DESK, forced_colors="active")
    drawn = "(stop, which) => getComputedStyle(stop, '::before').getPropertyValue(which)"
    for stop, width in product(page.locator(".es-stops a").all(), ["border-top-width"]):
        assert re.fullmatch(r"[4-9].*px|1\d.*px", stop.evaluate(drawn, width))
        assert stop.evaluate(drawn, "border-top-style") == "solid"
    page.close()


def test_the_home_is_read_on_paper(browser: Browser, address: str) -> None:
    """Printers leave backgrounds out: no white text there."""
    page = open_page(browser, f"{address}/", DESK)
    page.emulate_media(media="print")

    colours = page.eval_on_selector_all(
        ".es-home :is(h1, p)", "texts => texts.map(text => getComputedStyle(text).color)"
    )

    assert "rgb(255, 255, 255)" not in colours
    assert page.locator(".es-header").is_hidden()
    page.close()
