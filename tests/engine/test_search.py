# SPDX-License-Identifier: EUPL-1.2
"""The search of the whole site in Chromium, as French readers type."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

from browsing import served
from building import build, buildable
from escales.search import pagefind
from one_neighbour import ADDRESS, CARDS, NAME, SCHEME, address_of, gather_one

pytestmark = pytest.mark.browser

TABLE = Path(__file__).parent / "search"
QUERIES: dict[str, str] = yaml.load(
    (TABLE / "queries.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
HEADER = """---
titre: "{title}"
resume: "{title}, raconté pour essayer la recherche du site."
categorie: C
collectivite: ville-imaginaire
duree: 1 mois
annee: 2025
publie_le: 2026-02-01
signature: Une personne inventée
exemple: oui
---
"""
SECTIONS = """
## L’intention de départ

{text}

## Ce qui était attendu

Rien.

## Ce qui s’est réellement produit

Rien.

## Ce qui a été difficile

Rien.

## Ce que cela a provoqué et permis

Rien.
"""
ELSEWHERE = {query: slug for slug, (*_, queries) in CARDS.items() for query in queries}
ASK = """async ([base, queries]) => {
  const { find } = await import(`${base}/assets/search.js`);
  const answers = [];
  for (const query of queries) {
    const { results } = await find(query);
    answers.push([query, results.length ? (await results[0].data()).url : null]);
  }
  return Object.fromEntries(answers);
}"""


ADDRESSES = """async (queries) => {
  const { find } = await import("/projet/assets/search.js");
  const all = [];
  for (const query of queries) {
    for (const one of (await find(query)).results) all.push((await one.data()).url);
  }
  return all;
}"""
# By how much what the dialog holds is wider than it.
WIDER = """() => {
  const { scrollWidth, clientWidth } = document.getElementById("es-recherche");
  return scrollWidth - clientWidth;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the fixture site with the pages of the table and a neighbour, under a sub-path."""
    folder = tmp_path_factory.mktemp("search")
    root = buildable(folder)
    # Its type says « employeurs » and little else: to that word, no story would come before it.
    (root / "docs/collectivites/une-commune-de-corse.md").unlink()
    pages = yaml.load((TABLE / "pages.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    for slug, (title, text) in pages.items():
        story = HEADER.format(title=title) + SECTIONS.format(text=text)
        (root / f"stories/{slug}.md").write_text(story, encoding="utf-8")
    gather_one(root)
    result = build(folder / "www/projet", root)
    assert result.returncode == 0, result.stderr
    with served(folder / "www") as address:
        yield f"{address}/projet"


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}/contribuer/")
    yield page
    page.close()


@pytest.fixture(scope="module")
def answers(browser: Browser, site: str) -> dict[str, str]:
    page = browser.new_page()
    page.goto(f"{site}/contribuer/")
    found: dict[str, str] = page.evaluate(ASK, ["/projet", [*QUERIES, *ELSEWHERE]])
    page.close()
    return found


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(QUERIES) >= 40


@pytest.mark.parametrize(("query", "first"), QUERIES.items())
def test_a_query_finds_its_page_first(answers: dict[str, str], query: str, first: str) -> None:
    assert answers[query] == f"/projet/{first}/"


@pytest.mark.parametrize(("query", "slug"), ELSEWHERE.items())
def test_a_story_told_elsewhere_is_found_where_it_is_told(
    answers: dict[str, str], query: str, slug: str
) -> None:
    assert answers[query] == address_of(slug)


def test_what_is_told_elsewhere_says_where_and_shows_the_words_asked_for(page: Page) -> None:
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url))
    look_for(page, "météo du capitaine")
    first = page.get_by_role("dialog").get_by_role("listitem").first

    expect(first).to_contain_text(f"Récit · raconté sur {NAME}")
    expect(first).to_contain_text(
        "Catégorie B · 6 semaines · Ville de Plouzané · La passerelle des îles"
    )
    expect(first.get_by_role("link")).to_have_attribute("href", address_of("capitainerie"))
    expect(first.locator("[data-excerpt]")).to_have_text(CARDS["capitainerie"][1])
    expect(first.locator("mark")).to_have_text(["météo"])
    assert page.evaluate(WIDER) <= 0
    page.get_by_role("searchbox").fill("reliure")
    expect(first.locator("mark")).to_have_text(["Reliure"])
    page.get_by_role("searchbox").fill("passerelle des îles")
    expect(first).to_contain_text(f"Dispositif · décrit sur {NAME}")
    expect(first.get_by_role("link")).to_have_attribute("href", SCHEME["adresse"])
    assert not [url for url in outside if not url.startswith(page.url.split("/projet")[0])]


def test_what_a_neighbour_writes_is_shown_as_text(page: Page) -> None:
    look_for(page, "crie")
    first = page.get_by_role("dialog").get_by_role("listitem").first

    expect(first.get_by_role("link")).to_have_text("Tour de quai & de cale")
    expect(first.locator("[data-excerpt]")).to_have_text(CARDS["tour-de-quai"][1])
    expect(first.locator("mark")).to_have_text(["crie"])


def test_a_card_that_says_a_longer_word_is_not_found(page: Page) -> None:
    """Each card says « portuaire »; one says « port »."""
    there = page.evaluate(ADDRESSES, ["port", '"!"'])

    assert [url for url in there if url.startswith(ADDRESS)] == [address_of("capitainerie")]


def test_the_explorer_finds_what_is_told_elsewhere(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.goto(f"{site}/recits/?q=botaniste")
    cards = page.locator("#es-trouves > .es-item")

    expect(cards).to_have_count(1)
    expect(cards.get_by_role("link")).to_have_attribute("href", address_of("herbier"))
    page.close()


def test_a_site_that_tells_nothing_itself_looks_for_stories_without_pagefind(
    browser: Browser, site: str
) -> None:
    page = browser.new_page()
    page.goto(f"{site}/contribuer/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    found = page.evaluate(
        """async () => {
          const { find } = await import("/projet/assets/search.js");
          const { results, mended } = await find("herbeir de la faculté", false);
          const shown = await Promise.all(results.map((one) => one.data()));
          return [...mended, ...shown.map(({ url }) => url)];
        }"""
    )

    assert found == [["herbeir", "herbier"], address_of("herbier")]
    assert not [url for url in asked if "wasm" in url or "pagefind.js" in url]
    page.close()


def test_of_the_same_worth_come_our_story_then_the_neighbours_then_the_fiction(page: Page) -> None:
    found = page.evaluate(ADDRESSES, ["premier essai au guichet"])

    fiction = "/projet/recits/premier-essai-fictif/"
    assert found[:3] == ["/projet/recits/premier/", address_of("premier-essai"), fiction]


def look_for(page: Page, query: str) -> None:
    """Wait for the answer to all that is typed: whoever types slowly gets others before."""
    page.keyboard.press("/")
    page.keyboard.type(query)
    status = page.get_by_role("dialog").get_by_role("status")
    expect(status).to_contain_text(f"«\u00a0{query}\u00a0»")


@pytest.mark.parametrize("key", ["/", "s"])
def test_a_key_opens_the_search_and_escape_closes_it(page: Page, key: str) -> None:
    page.keyboard.press(key)

    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("searchbox", name="Chercher dans le site")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_button_opens_the_search_and_gets_the_focus_back(page: Page) -> None:
    button = page.get_by_role("button", name="Chercher")
    button.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Fermer").click()
    expect(button).to_be_focused()


def test_arrows_move_from_the_field_to_the_results_and_back(page: Page) -> None:
    look_for(page, "mois")
    first, second = (page.get_by_role("dialog").locator("li a").nth(place) for place in (0, 1))
    target = first.get_attribute("href")

    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Enter")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{target}$"))


def test_a_result_says_what_it_is_and_shows_the_words_as_they_were_written(page: Page) -> None:
    look_for(page, "coeur")
    first = page.get_by_role("dialog").get_by_role("listitem").first

    expect(first).to_contain_text("Récit")
    expect(first).to_contain_text("Exemple de fiction · Catégorie C · 1 mois")
    expect(first.locator("[data-excerpt]")).to_contain_text("Au cœur d’un autre métier")
    expect(first.locator("mark").first).to_have_text("cœur")
    page.get_by_role("searchbox").fill("renfort d’un mois")
    expect(first).to_contain_text("Dispositif")


def test_nothing_found_is_said_and_leads_to_the_lists(page: Page) -> None:
    look_for(page, "xylophone")
    dialog = page.get_by_role("dialog")

    expect(dialog.get_by_role("status")).to_have_text(
        "Aucun résultat pour «\u00a0xylophone\u00a0». "
        "Essayez un autre mot, ou parcourez les listes ci-dessous."
    )
    expect(dialog.locator("li")).to_have_count(0)
    expect(dialog.get_by_role("link", name="par durée")).to_be_visible()


def test_an_answer_that_comes_late_says_nothing_of_the_last_question(page: Page) -> None:
    late: list[Route] = []
    page.route("**/*.pf_fragment", lambda route: late.append(route))  # noqa: PLW0108  # a handler gets a mark, which a built-in cannot bear
    status = page.get_by_role("dialog").get_by_role("status")
    page.keyboard.press("/")
    with page.expect_request("**/*.pf_fragment"):
        page.keyboard.type("mois")
    page.get_by_role("searchbox").fill("xylophone")
    expect(status).to_contain_text("xylophone")

    for route in late:
        with page.expect_request_finished():
            route.continue_()
    page.wait_for_timeout(100)

    expect(status).to_contain_text("xylophone")


def test_a_slip_of_the_finger_is_said(page: Page) -> None:
    look_for(page, "prefcture")

    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(
        "Aucune page ne dit «\u00a0prefcture\u00a0»\u00a0: nous avons compris "
        "«\u00a0préfecture\u00a0». 1 résultat pour «\u00a0prefcture\u00a0»."
    )


def test_more_results_come_on_demand(page: Page) -> None:
    look_for(page, "mois")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("li")).to_have_count(10)

    dialog.get_by_role("button", name="Montrer la suite").click()

    expect(dialog.locator("li")).not_to_have_count(10)
    expect(dialog.locator("li").nth(10).get_by_role("link")).to_be_focused()


def test_only_the_words_that_no_page_says_are_mended(page: Page) -> None:
    look_for(page, "accueil de la mairie ou prefcture")
    status = page.get_by_role("dialog").get_by_role("status")

    expect(status).to_contain_text("«\u00a0préfecture\u00a0»")
    expect(status).not_to_contain_text("«\u00a0accueil\u00a0»")


def test_a_list_says_what_it_holds(page: Page) -> None:
    look_for(page, "récits de catégorie C")
    first = page.get_by_role("dialog").get_by_role("listitem").first

    expect(first).to_contain_text("Liste de récits")
    expect(first).to_contain_text("exemples de fiction")
    first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/projet/recits/par-categorie/c/$"))


def test_an_excerpt_never_shows_what_the_page_does_not_say(page: Page) -> None:
    look_for(page, "paie")
    excerpts = page.get_by_role("dialog").locator("[data-excerpt]")
    expect(excerpts.first).not_to_be_empty()

    assert "¤" not in " ".join(excerpts.all_inner_texts())


@pytest.mark.parametrize(
    ("excerpt", "shown"),
    [
        ("Demandez <mark>sa</mark> version, <mark>Ne</mark> pas", "La paie, puis le retour."),
        ("Demandez <mark>sa</mark> <mark>paie,</mark>", "Demandez sa <mark>paie,</mark>"),
        ("<mark>RH\u2060zz</mark>, <mark>3</mark> mois", "<mark>RH</mark>, <mark>3</mark> mois"),
        ("Rien n’ est marqué", "Rien n’est marqué"),
    ],
)
def test_two_letters_of_a_word_are_not_shown_as_what_was_asked(
    page: Page, excerpt: str, shown: str
) -> None:
    written = """async ([base, excerpt]) => {
      const { excerptOf } = await import(`${base}/assets/search.js`);
      return excerptOf({ content: "La paie, puis le retour.", excerpt });
    }"""

    assert page.evaluate(written, ["/projet", excerpt]) == shown


def test_withdrawn_stories_are_not_found(page: Page) -> None:
    found = page.evaluate(ADDRESSES, ["recit", "retire", "categorie", "mobilité", "mois"])

    assert found
    assert "/projet/recits/recit-retire/" not in found


def test_a_site_without_its_index_says_that_search_does_not_answer(
    browser: Browser, site: str
) -> None:
    page = browser.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{site}/")
    page.keyboard.press("/")
    page.keyboard.type("conge")

    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text(
        "La recherche ne répond pas. Parcourez les listes ci-dessous."
    )
    page.close()


def test_nothing_is_fetched_for_search_before_a_question(browser: Browser, site: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/recits/")
    page.wait_for_load_state("networkidle")

    assert not [url for url in asked if "pagefind" in url or "explorateur" in url]
    page.close()


def test_the_engine_ends_though_another_process_holds_its_pipe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a worker does that was forked in the meantime: the build would wait for ever."""
    monkeypatch.setattr(pagefind, "LAST_WORDS", 0.2)
    engine = pagefind.Pagefind()
    worker = os.fork()
    if not worker:
        time.sleep(60)
        os._exit(0)
    engine.wait_for_end()

    assert os.waitpid(worker, os.WNOHANG) == (0, 0)  # it is still there, and nobody waited for it
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
