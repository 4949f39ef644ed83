# SPDX-License-Identifier: EUPL-1.2
"""The letters to who told a story: filled with what the site knows, copied in one tap."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from conftest import FIXTURE
from escales.checking.load import load
from escales.pages import Site, make_block, make_site
from escales.pages.letters import Letter, letters
from escales.schema import Publisher
from escales.settings.site import Settings
from escales.words.vocabulary import Block

HERE = Settings(
    name="Passages 29",
    address="https://passages.example/",
    publisher=Publisher.model_validate({"contact": "recits@passages.example"}),
    answer_days=5,
    grace_days=60,
)
LONGEST_MAIL = 2000  # what mail programs take from a link
NOT_THEIRS = re.compile(r"\b(?:git|commit|dépôt|branche|YAML|SIREN|code)\b", re.IGNORECASE)


def site(settings: Settings) -> Site:
    return make_site(load(FIXTURE), settings=settings)


@pytest.fixture(scope="module")
def filled() -> dict[str, Letter]:
    return {letter.slug: letter for letter in letters(site(HERE))}


def test_there_is_one_for_each_time_one_has_to_write(filled: dict[str, Letter]) -> None:
    assert list(filled) == ["recu", "corrections", "publie", "a-redemander", "retire"]


def test_they_say_what_the_site_knows(filled: dict[str, Letter]) -> None:
    received, published, due = (filled[one].text for one in ("recu", "publie", "a-redemander"))

    assert "notre but est de vous répondre en 5 jours ouvrés" in received.replace("\u00a0", " ")
    assert "https://passages.example/contribuer/accord/\n" in received
    assert "https://passages.example/recits/[nom-du-recit]/\n" in published
    assert "60 jours après cette date" in due.replace("\u00a0", " ")
    for letter in filled.values():
        assert "pour Passages 29" in letter.text
        assert "recits@passages.example" in letter.text


def test_what_the_site_does_not_know_is_left_to_write() -> None:
    for letter in letters(site(Settings())):
        assert "[notre adresse]" in letter.text
        assert "//" not in letter.text
        assert "{" not in letter.text


def test_they_are_short_and_without_a_word_of_those_who_keep_the_site(
    filled: dict[str, Letter],
) -> None:
    for letter in filled.values():
        assert NOT_THEIRS.findall(letter.subject + letter.text) == []
        assert len(letter.mail_address) < LONGEST_MAIL, letter.slug


def test_a_mail_program_gets_the_whole_letter_and_nobody_to_send_it_to(
    filled: dict[str, Letter],
) -> None:
    for letter in filled.values():
        address = urlsplit(letter.mail_address)
        said = parse_qs(address.query, strict_parsing=True)

        assert (address.scheme, address.path) == ("mailto", "")
        assert said == {"subject": [letter.subject], "body": [letter.text.replace("\n", "\r\n")]}


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    block = make_block(Block.LETTERS, "lettres/index.md", site(HERE))

    def serve(route: Route) -> None:
        head = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Les lettres</title>'
        route.fulfill(body=f"{head}{block}", content_type="text/html; charset=utf-8")

    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    opened.route("**/lettres/", serve)
    opened.goto(f"{address}/lettres/")
    yield opened
    context.close()


@pytest.mark.browser
def test_one_tap_copies_a_letter_whole(page: Page, address: str, filled: dict[str, Letter]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    for letter in filled.values():
        page.get_by_role("button", name=f"Copier la lettre «\u00a0{letter.title}\u00a0»").click()
        expect(page.get_by_text("Copiée", exact=True)).to_have_count(1)

        assert page.evaluate("navigator.clipboard.readText()") == letter.text


@pytest.mark.browser
def test_where_copying_is_refused_the_letter_opens_all_selected(
    page: Page, filled: dict[str, Letter]
) -> None:
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))")
    page.get_by_role("button", name="Copier la lettre «\u00a0Publié\u00a0»").click()
    expect(page.get_by_text("Sélectionnée\u00a0: copiez-la")).to_be_visible()

    selected = str(page.evaluate("getSelection().toString()"))
    assert selected.strip() == filled["publie"].text


@pytest.mark.browser
def test_without_script_a_letter_is_read_and_opens_in_a_mail_program(
    browser: Browser, page: Page
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        bare = context.new_page()
        bare.set_content(page.content().replace("<button", "<button hidden"))

        expect(bare.get_by_role("button")).to_have_count(0)
        bare.get_by_text("le jour même").click()
        expect(bare.get_by_text("Votre récit est bien arrivé. Nous")).to_be_visible()
        expect(bare.get_by_role("link")).to_have_count(5)
