# SPDX-License-Identifier: EUPL-1.2
"""A text that comes from a word processor or a mail is made right, alike in both languages."""

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import opened_among_scripts
from escales.form.patterns import shared_rules
from escales.reading.pasted import make_right
from escales.words.phrases import phrases_of

CASES = yaml.load(
    (Path(__file__).parent / "pasted_cases.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
TEXTS = [case for case in CASES if "text" in case]
MAKE_RIGHT = """async ([texts, rules]) => {
  const { makeRight } = await import("/assets/story/pasted.js");
  return texts.map((text) => makeRight(text, rules));
}"""
FROM_HTML = """async ([html, rules]) => {
  const { fromHtml } = await import("/assets/story/clipboard.js");
  return fromHtml(html, rules);
}"""
# What a text may be made of, besides the texts of the cases.
PIECES = [
    *("\n", "\n", "\n\n", " ", "\t", "  \n", "\r\n", "\v", "- ", "–\u00a0", "•\t", "o\t", "1) "),
    *("2. ", "2024. ", "> ", "# ", "#", "## Titre", "| a | b |", "|---|---|", "a\tb", "“mot”"),
    *("--", "-- ", "Envoyé de mon iPhone", "un mot", "Deux mots.", "    ", "  ", "***", "🙂"),
    "une ligne assez longue pour tenir jusqu’à la largeur d’un mail",
]
SAMPLES = 600
phrases = phrases_of("form")


def samples() -> Iterator[str]:
    chance = random.Random(18)
    for _ in range(SAMPLES):
        yield "".join(chance.choices(PIECES, k=chance.randint(3, 14)))


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with opened_among_scripts(browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def rules() -> Mapping[str, Any]:
    shared: Mapping[str, Any] = json.loads(json.dumps(shared_rules()))
    return shared


def expected(case: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "text": case["right"],
        "changes": case.get("changes", {}),
        "signature": case.get("signature", ""),
    }


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["name"])
def test_a_pasted_text_reads_as_it_did_where_it_comes_from(case: Mapping[str, Any]) -> None:
    right = make_right(case["text"])

    assert {
        "text": right.text,
        "changes": dict(right.changes),
        "signature": right.signature,
    } == expected(case)
    assert make_right(right.text).text == right.text, "it is right already"


@pytest.mark.browser
@pytest.mark.parametrize(
    "case", [case for case in CASES if "html" in case], ids=lambda case: case["name"]
)
def test_what_a_program_puts_in_the_clipboard_keeps_its_form(
    case: Mapping[str, Any], page: Page, rules: Mapping[str, Any]
) -> None:
    assert page.evaluate(FROM_HTML, [case["html"], rules]) == expected(case)


@pytest.mark.browser
def test_a_pasted_text_is_made_right_alike_in_a_browser(
    page: Page, rules: Mapping[str, Any]
) -> None:
    texts = [case["text"] for case in TEXTS] + list(samples())

    there = page.evaluate(MAKE_RIGHT, [texts, rules])

    for text, right in zip(texts, there, strict=True):
        here = make_right(text)
        assert right == {
            "text": here.text,
            "changes": dict(here.changes),
            "signature": here.signature,
        }, text
        if "--" not in text:  # which is a rule, a signature or nothing, by what is around it
            assert make_right(here.text).text == here.text, "it is right already"


OPEN = """async (rules) => {
  const { pasted } = await import("/assets/story/paste.js");
  document.body.innerHTML = "<form><textarea aria-label='Réponse'></textarea></form>";
  document.forms[0].addEventListener("paste", (event) => pasted(event, rules));
}"""
PASTE = """(area, given) => {
  const clipboardData = new DataTransfer();
  for (const [kind, text] of Object.entries(given)) clipboardData.setData(kind, text);
  area.focus();
  const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  return area.dispatchEvent(event);
}"""
RAW = "Mes journées :\n•\tl’accueil ;\n•\tle tri.\n-- \nJeanne\nService des sports"
RIGHT = "Mes journées :\n\n- l’accueil ;\n- le tri."


@pytest.fixture
def area(page: Page, rules: Mapping[str, Any]) -> Locator:
    page.evaluate(OPEN, {**rules, "paste": json.loads(json.dumps(phrases["paste"], default=dict))})
    return page.get_by_label("Réponse")


@pytest.mark.browser
def test_what_is_pasted_is_made_right_and_may_be_undone_as_anything(
    area: Locator, page: Page
) -> None:
    area.evaluate(PASTE, {"text/plain": RAW})

    expect(area).to_have_value(RIGHT)
    page.keyboard.press("Control+z")
    expect(area).to_have_value(RAW)
    page.keyboard.press("Control+z")
    expect(area).to_have_value("")


@pytest.mark.browser
def test_what_was_changed_is_said_and_what_was_left_is_offered(area: Locator, page: Page) -> None:
    area.evaluate(PASTE, {"text/plain": RAW, "text/html": "<p></p>"})

    said = page.get_by_role("status")
    expect(said).to_contain_text("Le texte collé est mis au propre : 1 liste.")
    expect(said).to_contain_text("La signature de votre courriel n’a pas suivi")
    page.get_by_role("button", name="Remettre cette signature").click()
    expect(area).to_have_value(f"{RIGHT}\n\nJeanne\nService des sports")
    page.get_by_role("button", name="Remettre le texte brut").click()
    expect(area).to_have_value(f"{RAW}\n\nJeanne\nService des sports")


@pytest.mark.browser
def test_a_table_pasted_within_a_text_stands_apart(area: Locator) -> None:
    html = "<table><tr><td>Jour<td>Lieu</tr><tr><td>lundi<td>accueil</tr></table>"
    area.fill("Avant.Après.")
    area.evaluate("it => it.setSelectionRange(6, 6)")

    area.evaluate(PASTE, {"text/plain": "Jour\tLieu\nlundi\taccueil", "text/html": html})

    table = "| Jour | Lieu |\n| --- | --- |\n| lundi | accueil |"
    expect(area).to_have_value(f"Avant.\n\n{table}\n\nAprès.")


@pytest.mark.browser
def test_a_few_plain_words_are_left_to_the_browser(area: Locator) -> None:
    assert area.evaluate(PASTE, {"text/plain": "deux mots"}), "nothing prevents what it does"
