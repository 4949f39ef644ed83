# SPDX-License-Identifier: EUPL-1.2
"""A page is sent by the sheet of the system or by its address; nothing of it without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

SHARED = ("recits/premier", "recits", "recits/par-categorie/c", "dispositifs/renfort")
OTHERS = (".", "mentions-legales", "recits/recit-retire")
SHEET = """
navigator.share = (what) => { window.sent = what; return Promise.reject(window.refusal); };
"""
PUBLIC = """
document.head.insertAdjacentHTML('beforeend',
  '<link rel="canonical" href="https://escales.example/recits/premier/">'
  + '<meta property="og:title" content="Exemple de fiction : un essai">');
"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
        yield context.new_page()


def test_stories_lists_and_schemes_may_be_sent_and_no_other_page_asks_for_the_script(
    built: Path,
) -> None:
    def has(page: str, what: str) -> int:
        return (built / page / "index.html").read_text(encoding="utf-8").count(what)

    for what in ('class="es-share es-buttons"', "assets/share.js"):
        assert {page: has(page, what) for page in SHARED} == dict.fromkeys(SHARED, 1)
        assert {page: has(page, what) for page in OTHERS} == dict.fromkeys(OTHERS, 0)


@pytest.mark.browser
def test_the_link_is_copied_and_said_with_what_is_chosen_and_no_place_in_the_page(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/recits/?categorie=c#es-resultats")
    expect(page.get_by_role("button", name="Partager")).to_have_count(0)
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.locator(".es-share [role=status]")).to_have_text("Le lien est copié.")

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}/recits/?categorie=c"


@pytest.mark.browser
def test_the_sheet_of_the_system_has_the_public_address_and_says_a_fiction_is_one(
    page: Page, address: str
) -> None:
    page.add_init_script(SHEET)
    page.goto(f"{address}/recits/premier/")
    page.evaluate(PUBLIC)
    page.evaluate("window.refusal = new DOMException('', 'AbortError')")  # the reader closes it
    page.get_by_role("button", name="Partager").click()
    page.wait_for_function("window.sent")

    public = "https://escales.example/recits/premier/"
    assert page.evaluate("window.sent") == {"title": "Exemple de fiction : un essai", "url": public}
    expect(page.locator(".es-share [role=status]")).to_be_empty()

    page.evaluate("window.refusal = new DOMException('', 'DataError')")  # the sheet does not open
    page.get_by_role("button", name="Partager").click()
    expect(page.locator(".es-share [role=status]")).to_have_text("Le lien est copié.")
    assert page.evaluate("navigator.clipboard.readText()") == public


@pytest.mark.browser
def test_where_copying_is_refused_the_link_is_there_all_selected(page: Page, address: str) -> None:
    page.goto(f"{address}/recits/premier/")
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))")
    page.get_by_role("button", name="Copier le lien").click()
    link = page.get_by_role("textbox", name="Lien de cette page")
    expect(link).to_be_focused()

    assert page.evaluate("getSelection().toString()") == f"{address}/recits/premier/"
    expect(page.locator(".es-share [role=status]")).to_contain_text("sélectionné")


@pytest.mark.browser
def test_without_a_script_and_on_paper_there_is_nothing(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        bare = context.new_page()
        bare.goto(f"{address}/recits/premier/")
        expect(bare.get_by_role("button", name="Copier")).to_have_count(0)
    with browser.new_context() as context:
        printed = context.new_page()
        printed.goto(f"{address}/recits/premier/")
        expect(printed.locator(".es-share")).to_be_visible()
        printed.emulate_media(media="print")
        expect(printed.locator(".es-share")).to_be_hidden()
