# SPDX-License-Identifier: EUPL-1.2
"""Schemes and their kits say where a claim comes from in numbered notes; stories may not."""

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, expect

from escales.html.render import make_renderer
from escales.pages.page import SitePage
from escales.problems.problem import Notes
from escales.reading.body import read_body
from escales.words.vocabulary import PageKind

TEXT = "Un.[^bip]\n\nDeux.[^bip]\n\n[^bip]: [Fiche BIP](https://bip.example/), texte de 2026.\n"


def test_notes_are_refused_unless_allowed() -> None:
    refused, allowed = Notes("x.md"), Notes("x.md")
    read_body(TEXT, 1, refused)
    read_body(TEXT, 1, allowed, footnotes=True)
    assert [problem.code for problem in refused.problems] == ["footnote"] * 3
    assert allowed.problems == []


def test_a_note_leads_to_its_source_and_back() -> None:
    page = SitePage(
        uri="x.md",
        title="X",
        description="",
        parent=None,
        kind=PageKind.SCHEME,
        head=Markup(),
        body=TEXT,
        links=frozenset({"https://bip.example/"}),
    )
    html = make_renderer()(page).body
    assert '<sup id="fnref:bip"><a class="footnote-ref" href="#fn:bip">1</a></sup>' in html
    assert '<li id="fn:bip">' in html
    assert html.count('<h2 id="es-sources">Sources</h2>\n<div class="footnote" ') == 1
    assert "<hr" not in html
    assert 'href="https://bip.example/"' in html
    assert 'href="#fnref2:bip"' in html


@pytest.mark.browser
def test_the_text_of_a_note_shows_where_its_number_is(browser: Browser, address: str) -> None:
    """By keyboard: it opens, closes, and one is back at its number; or it leads to the list."""
    page = browser.new_page()
    page.goto(f"{address}/dispositifs/renfort/kit/convention-de-renfort/")
    number = page.locator(".footnote-ref").first
    source = page.locator(".footnote li").first.locator("a[href^='https:']").inner_text()
    number.press("Enter")
    note = page.get_by_role("dialog", name="Note 1")
    expect(note).to_contain_text(source)
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(number).to_be_focused()
    number.press("Enter")
    note.get_by_role("link", name="Toutes les sources").click()
    expect(note).to_be_hidden()
    expect(page.locator("#es-sources")).to_be_in_viewport()
    page.close()
