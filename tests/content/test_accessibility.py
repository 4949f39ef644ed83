# SPDX-License-Identifier: EUPL-1.2
"""In Chromium, axe-core on every kind of page, in every state: it has nothing to say."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import go_to, open_menu, open_search, served
from checkers import AXE
from kinds import one_of_each

pytestmark = pytest.mark.browser

PHONE, DESK = 390, 1300
WIDTHS = (PHONE, DESK)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
FORM = "contribuer/raconter/"
KIT = "dispositifs/renfort/kit/lettre-de-renfort/"
# What axe cannot decide, and why it is no fault.
UNDECIDED = {
    "color-contrast bgOverlap": "names on the map, and what a box that scrolls shows in part",
    "color-contrast elmPartiallyObscured": "likewise",
    "color-contrast shortTextContent": "figures of one digit, as dark as those beside them",
    "color-contrast pseudoContent": "texts beside the stops of a list, which are drawn apart",
    "color-contrast emptyValue": "a field in which nothing is typed yet",
    "color-contrast imgNode": "names in the drawing of a circuit, in the colour of the text beside",
    "color-contrast nonBmp": "the boxes to tick of the agreement, drawn by a sign: ☐",
}
COLOURS = ("color-contrast", "link-in-text-block")  # the rules that a scheme may change
EVERYTHING: dict[str, object] = {}
ALL_BUT_COLOURS = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
# What axe says of the colours of a text is true of all that look like it, and takes it most of its
# time to say of each: it looks at all of them once, on a desk, then at one of each look.
COLOURS_OF_EACH_LOOK = {"runOnly": {"type": "rule", "values": COLOURS}}
RUN = """async (options) => {
  const looks = new Map();
  const lookOf = (it) => {
    if (it && !looks.has(it)) {
      const own = getComputedStyle(it);
      const told = [
        it.tagName, own.color, own.backgroundColor, own.backgroundImage, own.opacity, own.filter,
        own.fontSize, own.fontWeight, own.textShadow, own.textDecorationLine, own.display,
        own.visibility, own.position, own.borderBottomWidth,
      ];
      looks.set(it, `${lookOf(it.parentElement)} ${told}`);
    }
    return looks.get(it) ?? "";
  };
  const says = (it) =>
    it.matches("input, select, textarea, button") ||
    [...it.childNodes].some((inside) => inside.nodeType === Node.TEXT_NODE && inside.data.trim());
  const all = options.runOnly ? [...document.querySelectorAll("body *")].filter(says) : [];
  const ofEach = new Map(all.map((it) => [lookOf(it), it]));
  const where = options.runOnly ? { include: [...ofEach.values()] } : document;
  const resultTypes = ["violations", "incomplete"];
  const { violations, incomplete } = await axe.run(where, { resultTypes, ...options });
  const why = (node) => node.any.map(({ data }) => data?.messageKey).find(Boolean) ?? "";
  const told = (all) =>
    all.flatMap(({ id, nodes }) => nodes.map((node) => [`${id} ${why(node)}`.trim(), node.html]));
  return { violations: told(violations), incomplete: told(incomplete) };
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open one tab for all: axe is a script that the policy of the site would refuse."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    opened = context.new_page()
    yield opened
    context.close()


@contextmanager
def looked_at(page: Page, width: int, scheme: Scheme) -> Iterator[None]:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    yield


def faults(page: Page, options: Mapping[str, object] = EVERYTHING) -> list[str]:
    """Return what axe finds, good practices included, and what it cannot tell."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: Mapping[str, list[list[str]]] = page.evaluate(RUN, options)
    told = [f"{rule}: {html[:160]}" for rule, html in found["violations"]]
    return told + [
        f"{rule}, undecided: {html[:160]}"
        for rule, html in found["incomplete"]
        if rule not in UNDECIDED
    ]


def faults_anywhere(page: Page) -> dict[str, list[str]]:
    """Return what axe finds on a page at both widths; a scheme only changes colours."""
    found = {}
    with looked_at(page, DESK, "light"):
        found["desk light"] = faults(page)
    with looked_at(page, PHONE, "light"):
        found["phone light"] = faults(page, ALL_BUT_COLOURS) + faults(page, COLOURS_OF_EACH_LOOK)
    for name, width in (("phone dark", PHONE), ("desk dark", DESK)):
        with looked_at(page, width, "dark"):
            found[name] = faults(page, COLOURS_OF_EACH_LOOK)
    return {place: told for place, told in found.items() if told}


def test_axe_finds_nothing_to_say(page: Page, own_site: Path, built: Path) -> None:
    """All that folds is open; the kinds that this site lacks are looked at on the fixture site.

    No script of theirs fails either: one that asks another for what it has no more says nothing.
    """
    found = {}
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(f"{page.url}: {error}"))
    with ExitStack() as stack:
        at = {site: stack.enter_context(served(site)) for site in (own_site, built)}
        for kind, (site, path) in one_of_each(own_site, built).items():
            page.set_viewport_size({"width": DESK, "height": 844})
            go_to(page, site, at[site], path)
            page.eval_on_selector_all(
                "main details", "all => all.forEach(it => { it.open = true })"
            )
            if told := faults_anywhere(page):
                found[kind] = told

    assert found == {}
    assert failures == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_menu_and_the_search_raise_no_barrier(
    page: Page, address: str, width: int, scheme: Scheme
) -> None:
    with looked_at(page, width, scheme):
        page.goto(f"{address}/recits/premier/")
        if open_menu(page):
            assert faults(page) == []
            page.keyboard.press("Escape")
        open_search(page)
        assert faults(page) == []
        page.get_by_label("Chercher dans le site").get_by_role("searchbox").fill("guichet")
        expect(page.get_by_role("dialog").get_by_role("listitem")).not_to_have_count(0)
        assert faults(page) == []


def test_the_explorer_raises_no_barrier_while_one_filters(page: Page, address: str) -> None:
    """With answers, and without any."""
    told = {"categorie=B": "1 récit.", "categorie=B&q=xylophone": "Aucun récit."}
    for answers, count in told.items():
        page.goto(f"{address}/recits/?{answers}")
        expect(page.locator("#es-compte")).to_have_text(count)
        page.eval_on_selector_all("main details", "all => all.forEach(it => { it.open = true })")
        assert faults_anywhere(page) == {}


def test_the_form_raises_no_barrier_when_faults_show(page: Page, address: str) -> None:
    page.goto(f"{address}/{FORM}")
    page.evaluate("location.hash = 'etape-8'")
    for key, answer in {"collectivite": "Village", "effectif": "12", "signature": "Ada"}.items():
        page.locator(f"#champ-{key}").evaluate("(it, text) => { it.value = text }", answer)
    page.locator("#champ-signature").press_sequentially(" Byron")
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Revenir").click()
    expect(page.locator("#erreur-reconnaissable")).to_be_visible()
    assert faults_anywhere(page) == {}

    page.evaluate("location.hash = 'etape-10'")
    expect(page.locator("#es-points")).to_be_visible()
    assert faults_anywhere(page) == {}

    page.get_by_role("button", name="Voir ma page").click()
    shown = page.frame_locator("#es-apercu iframe")
    expect(shown.get_by_role("heading", name="Titre à venir")).to_be_visible()
    page.locator("#es-apercu iframe").evaluate("it => it.remove()")  # a story's page: seen above
    assert faults_anywhere(page) == {}


def test_a_kit_raises_no_barrier_once_it_is_filled(page: Page, address: str) -> None:
    page.goto(f"{address}/{KIT}")
    page.get_by_label("Nom de la direction").fill("Musées")
    with page.expect_download():
        page.get_by_role("button", name="Télécharger rempli, en ODT").click()
    expect(page.get_by_role("status")).not_to_be_empty()

    assert faults_anywhere(page) == {}
