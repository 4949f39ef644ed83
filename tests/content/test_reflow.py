# SPDX-License-Identifier: EUPL-1.2
"""In Chromium, every kind of page on a narrow screen, enlarged, spaced out: nothing is lost."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import go_to, served
from kinds import one_of_each

pytestmark = pytest.mark.browser

NARROW = 320  # WCAG 1.4.10, which is also 1280 pixels at 400 %
SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
* { word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""  # WCAG 1.4.12
# Where text is cut: what hides what runs over it, but for what is hidden on purpose, and what
# scrolls by itself and can be reached to do so.
LOST = """() => {
  const lost = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) {
    const over = [...document.querySelectorAll("body *")].filter((it) => {
      for (let at = it.parentElement; at; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== "visible") return false;
      return it.getBoundingClientRect().right > innerWidth + 1;
    });
    const first = over.slice(0, 3).map((it) => it.outerHTML.slice(0, 80));
    lost.push(`the page scrolls by ${wide}: ${first}`);
  }
  for (const it of document.querySelectorAll("body *")) {
    if (!it.checkVisibility() || it instanceof SVGElement || it.clientWidth <= 1) continue;
    if (["INPUT", "TEXTAREA", "SELECT"].includes(it.tagName)) continue;
    const { overflowX, overflowY, clipPath } = getComputedStyle(it);
    if (clipPath !== "none") continue; // said to those who do not see
    const [beyond, below] = [it.scrollWidth - it.clientWidth, it.scrollHeight - it.clientHeight];
    const named = it.tabIndex === 0 && it.matches("[aria-label], [aria-labelledby]");
    const cut = (overflowX === "hidden" || overflowX === "clip") && beyond > 1;
    const scrolls = (overflowX === "auto" || overflowX === "scroll") && beyond > 1 && !named;
    const short = (overflowY === "hidden" || overflowY === "clip") && below > 1;
    if ((cut || scrolls || short) && it.tagName !== "PRE") lost.push(it.outerHTML.slice(0, 120));
  }
  return lost;
}"""
MOVING = """() => {
  const long = (times) => times.split(",").some((seconds) => parseFloat(seconds) > 0.01);
  const all = [...document.querySelectorAll("*")].filter((it) => {
    const style = getComputedStyle(it);
    return (
      long(style.transitionDuration) ||
      (style.animationName !== "none" && long(style.animationDuration)) ||
      style.scrollBehavior === "smooth"
    );
  });
  return [...all.map((it) => it.outerHTML.slice(0, 80)), ...document.getAnimations().map(String)];
}"""


LARGE = ":root { font-size: 200% !important }"
# How each page is looked at: width and height of what shows, pixels drawn for each, and style.
WAYS = {
    "narrow": (NARROW, 640, 1, ""),
    "twice as large": (640, 400, 2, ""),
    "large text on a phone": (390, 844, 1, LARGE),
    "large text on a desk": (1280, 844, 1, LARGE),
    "spaced out": (390, 844, 1, SPACED),
}
MOVES = "moves"
Found = dict[str, dict[str, object]]


@pytest.fixture(scope="module")
def found(browser: Browser, own_site: Path, built: Path) -> Found:
    """Go from kind to kind, each page opened once, all that folds open; return what is lost."""
    context = browser.new_context(viewport={"width": NARROW, "height": 640}, bypass_csp=True)
    page = context.new_page()
    found: Found = {way: {} for way in (MOVES, *WAYS)}
    with ExitStack() as stack:
        at = {site: stack.enter_context(served(site)) for site in (own_site, built)}
        for kind, (site, path) in one_of_each(own_site, built).items():
            page.emulate_media(reduced_motion="reduce")
            go_to(page, site, at[site], path)
            page.eval_on_selector_all(
                "main details", "all => all.forEach(it => { it.open = true })"
            )
            found[MOVES][kind] = page.evaluate(MOVING)
            page.emulate_media(reduced_motion="no-preference")
            for way in WAYS:
                found[way][kind] = losses(page, way)
    context.close()
    return {way: {kind: told for kind, told in of.items() if told} for way, of in found.items()}


def losses(page: Page, way: str) -> object:
    width, height, scale, style = WAYS[way]
    shown = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
    emulation = page.context.new_cdp_session(page)
    emulation.send("Emulation.setDeviceMetricsOverride", shown)
    tag = page.add_style_tag(content=style) if style else None
    lost = page.evaluate(LOST)
    if tag:
        tag.evaluate("it => it.remove()")
    emulation.detach()
    return lost


def test_nothing_is_lost_on_a_narrow_screen(found: Found) -> None:
    """320 pixels: a phone, or a desk at 400 %. A wide table scrolls by itself, the page never."""
    assert found["narrow"] == {}


def test_nothing_is_lost_when_all_is_twice_as_large(found: Found) -> None:
    """A desk of 1280 pixels at 200 % has 640 of them left, each drawn with four."""
    assert found["twice as large"] == {}


@pytest.mark.parametrize("where", ["phone", "desk"])
def test_text_may_be_twice_as_large(found: Found, where: str) -> None:
    assert found[f"large text on a {where}"] == {}


def test_text_may_be_spaced_out(found: Found) -> None:
    assert found["spaced out"] == {}


def test_nothing_moves_when_one_asks_for_stillness(found: Found) -> None:
    assert found[MOVES] == {}


def test_what_is_pressed_or_filled_keeps_its_edges_in_forced_colours(
    browser: Browser, address: str
) -> None:
    """A system may replace all colours: a box without an edge of its own would vanish."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    for path in ("", "recits/", "contribuer/raconter/"):
        page.goto(f"{address}/{path}")
        flat = page.eval_on_selector_all(
            "input:not([type=checkbox], [type=radio]), select, textarea, .md-button",
            "all => all.filter(it => it.checkVisibility()).filter(it => {"
            "  const { borderTopWidth, borderTopStyle } = getComputedStyle(it);"
            "  return parseFloat(borderTopWidth) < 1 || borderTopStyle === 'none';"
            "}).map(it => it.outerHTML.slice(0, 120))",
        )
        assert flat == [], path
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", path
    context.close()
