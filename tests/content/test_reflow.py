# SPDX-License-Identifier: EUPL-1.2
"""In Chromium, every kind of page on a narrow screen, enlarged, spaced out: nothing is lost."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

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


@contextmanager
def visited(context: BrowserContext, own_site: Path, built: Path) -> Iterator[Iterator[Page]]:
    """Give a tab that goes from kind to kind; all that folds is open."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    with ExitStack() as stack:
        at = {site: stack.enter_context(served(site)) for site in (own_site, built)}

        def visit() -> Iterator[Page]:
            for site, path in one_of_each(own_site, built).values():
                go_to(page, site, at[site], path)
                page.eval_on_selector_all(
                    "main details", "all => all.forEach(it => { it.open = true })"
                )
                yield page

        yield visit()
    context.close()


def losses(context: BrowserContext, own_site: Path, built: Path, style: str = "") -> object:
    found = {}
    with visited(context, own_site, built) as pages:
        for page in pages:
            if style:
                page.add_style_tag(content=style)
            if lost := page.evaluate(LOST):
                found[page.url.partition("/")[2]] = lost
    return found


def test_nothing_is_lost_on_a_narrow_screen(browser: Browser, own_site: Path, built: Path) -> None:
    """320 pixels: a phone, or a desk at 400 %. A wide table scrolls by itself, the page never."""
    context = browser.new_context(viewport={"width": NARROW, "height": 640})

    assert losses(context, own_site, built) == {}


def test_nothing_is_lost_when_all_is_twice_as_large(
    browser: Browser, own_site: Path, built: Path
) -> None:
    """A desk of 1280 pixels at 200 % has 640 of them left, each drawn with four."""
    context = browser.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2)

    assert losses(context, own_site, built) == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_text_may_be_twice_as_large(
    browser: Browser, own_site: Path, built: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, bypass_csp=True)

    assert losses(context, own_site, built, ":root { font-size: 200% !important }") == {}


def test_text_may_be_spaced_out(browser: Browser, own_site: Path, built: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)

    assert losses(context, own_site, built, SPACED) == {}


def test_nothing_moves_when_one_asks_for_stillness(
    browser: Browser, own_site: Path, built: Path
) -> None:
    context = browser.new_context(reduced_motion="reduce")
    with visited(context, own_site, built) as pages:
        found = {page.url: moving for page in pages if (moving := page.evaluate(MOVING))}

    assert found == {}


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
