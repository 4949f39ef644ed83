# SPDX-License-Identifier: EUPL-1.2
"""The explorer of stories in Chromium: what it counts, shows, remembers, and does without."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bench.content import COLLECTIVITIES, collectivity_file, employer_slug, stories, story_file
from browsing import served
from building import build, buildable
from escales.checking.load import load
from escales.mkdocs.configuration_file import read_configuration
from escales.open_data.neighbours import read_neighbourhood
from escales.pages import make_site
from escales.pages.elsewhere import Listed
from escales.pages.facets import Facet, make_facets
from escales.settings.rules import make_rules
from neighbours import gathered

pytestmark = pytest.mark.browser

STORIES = 60
EXAMPLES = 5
NEIGHBOURS, TOLD_THERE = 2, 4  # how many, and the stories of each
Chosen = Mapping[str, Sequence[str]]
SELECTIONS: list[Chosen] = [
    {"categorie": ["A"]},
    {"categorie": ["A", "C"]},
    {"categorie": ["A"], "duree": ["de-2-a-10-jours"]},
    {"categorie": ["A", "B"], "duree": ["jusqu-a-3-mois", "plus-de-2-ans"]},
    {"collectivite": [employer_slug(3), employer_slug(4)]},
    {"dispositif": ["hors-dispositif"], "point_de_vue": ["agent", "rh"]},
    {"annee": ["2024"], "quotite": ["jusqu-a-20"]},
    {"categorie": ["B"], "dispositif": ["renfort"], "annee": ["2020", "2021", "2022", "2023"]},
    {"departement": ["62", "38"], "categorie": ["A"]},
    {"region": ["hauts-de-france"], "duree": ["de-2-a-10-jours", "jusqu-a-3-mois"]},
    {"raconte": ["voisins-example-voisin-1"], "categorie": ["A", "B"]},
    {"raconte": ["ici", "voisins-example-voisin-2"], "dispositif": ["hors-dispositif"]},
]
PHONE: ViewportSize = {"width": 390, "height": 844}
TOWN = """---
nom: Ville de Dunkerque
type: commune
siren: "215901836"
departement: "59"
---

Une ville sans récit.
"""


@dataclass(frozen=True)
class Site:
    address: str
    stories: Sequence[Listed]  # in the order of the list
    facets: Sequence[Facet]

    def answers(self, chosen: Chosen, but: str = "") -> list[Listed]:
        """Return the stories that answer every question, `but` one."""
        facets = {facet.key: facet for facet in self.facets}
        return [
            story
            for story in self.stories
            if all(
                set(facets[key].answers(story.facts)) & set(values)
                for key, values in chosen.items()
                if key != but
            )
        ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the fixture site with sixty stories more, five of them of fiction, and neighbours."""
    folder = tmp_path_factory.mktemp("explorer")
    root = buildable(folder)
    for number in range(COLLECTIVITIES):
        path = root / f"docs/collectivites/{employer_slug(number)}.md"
        department = {0: "38", 1: "62", 2: "62"}.get(number % 5, "59")
        text = collectivity_file(number).replace('"59"', f'"{department}"')
        path.write_text(text, encoding="utf-8")
    (root / "docs/collectivites/ville-de-dunkerque.md").write_text(TOWN, encoding="utf-8")
    for place, told in enumerate(stories(STORIES)):
        text = story_file(replace(told, scheme="renfort" if told.scheme else None))
        if place < EXAMPLES:
            text = re.sub(r"collectivite: .*", "collectivite: ville-imaginaire", text)
            text = re.sub(r"accueil: .*\n|consentement: .*\n", "", text)
            text = text.replace("---\n", "---\nexemple: oui\n", 1)
        (root / f"stories/{told.slug}.md").write_text(text, encoding="utf-8")
    settings, today = root / "mkdocs.yml", date(2026, 11, 23)  # that of all tests
    named = gathered(root, NEIGHBOURS, TOLD_THERE, today)
    settings.write_text(
        settings.read_text("utf-8").replace("escales:\n", f"escales:\n{named}", 1), "utf-8"
    )
    result = build(folder / "www/projet", root)
    assert result.returncode == 0, result.stderr
    rules = make_rules(read_configuration(settings))
    site = make_site(load(root), neighbourhood=read_neighbourhood(root, rules))
    with served(folder / "www") as address:
        yield Site(f"{address}/projet", site.all.ordered, make_facets(site))


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1300, "height": 900})
    page.goto(f"{site.address}/recits/")
    yield page
    page.close()


def address_of(site: Site, chosen: Chosen) -> str:
    pairs = [f"{key}={value}" for key, values in chosen.items() for value in values]
    return f"{site.address}/recits/?{'&'.join(pairs)}"


def settled(page: Page) -> None:
    expect(page.locator("#es-trouves")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_role("status").locator("visible=true")).not_to_be_empty()


def choose(page: Page, key: str, slug: str) -> None:
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    page.locator(f'input[name="{key}"][value="{slug}"]').check()
    settled(page)


def shown_counts(page: Page) -> dict[tuple[str, str], tuple[int, int]]:
    """Return, by facet and value, how many stories, or else examples, the page says it has."""
    rows = page.eval_on_selector_all(
        ".es-facet input",
        """all => all.map(box => {
          const label = box.closest("label"), beside = label.querySelector(".es-examples");
          const shown = Number(label.querySelector(".es-number").textContent.replace("–", "0"));
          return [box.name, box.value, ...(beside.hidden ? [shown, 0] : [0, shown])];
        })""",
    )
    return {(key, slug): (stories, examples) for key, slug, stories, examples in rows}


def tally(entries: Sequence[Listed]) -> tuple[int, int]:
    examples = sum(entry.facts.example for entry in entries)
    return len(entries) - examples, examples


def told(entries: Sequence[Listed]) -> tuple[int, int]:
    """Return what readers are told: the true stories alone, as soon as there is one."""
    stories, examples = tally(entries)
    return (stories, 0) if stories else (0, examples)


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_each_value_says_how_many_stories_it_would_give(
    page: Page, site: Site, chosen: Chosen
) -> None:
    """Values of a facet add up, facets combine: counted here one by one, story after story."""
    page.goto(address_of(site, chosen))
    settled(page)

    expected = {
        (facet.key, choice.slug): told(site.answers({**chosen, facet.key: [choice.slug]}))
        for facet in site.facets
        for choice in facet.choices
    }
    assert shown_counts(page) == expected


@pytest.mark.parametrize("chosen", SELECTIONS, ids=str)
def test_the_stories_that_answer_are_shown_in_the_order_of_the_list(
    page: Page, site: Site, chosen: Chosen
) -> None:
    page.goto(address_of(site, chosen))
    settled(page)

    titles = page.locator("#es-trouves .es-item__title a").all_inner_texts()
    expected = [story.facts.title for story in site.answers(chosen)]
    assert titles == expected[:10]
    stories, examples = tally(site.answers(chosen))
    said = page.locator("#es-compte").inner_text().replace("\u00a0", " ")
    assert (f"{stories} récit" in said) == bool(stories)
    assert (f"{examples} exemple" in said) == bool(examples)
    assert (said == "Aucun récit.") == (not stories and not examples)


def test_the_page_made_for_all_counts_as_the_script_does(page: Page) -> None:
    made = shown_counts(page)
    choose(page, "categorie", "A")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator("#es-liste")).to_be_visible()

    assert shown_counts(page) == made


def test_a_choice_stands_in_the_address_and_the_back_button_undoes_it(
    page: Page, site: Site
) -> None:
    choose(page, "categorie", "A")
    choose(page, "duree", "plus-de-2-ans")
    expect(page).to_have_url(address_of(site, {"categorie": ["A"], "duree": ["plus-de-2-ans"]}))

    page.go_back()
    expect(page.locator('input[value="plus-de-2-ans"]')).not_to_be_checked()
    expect(page.locator('input[name="categorie"][value="A"]')).to_be_checked()
    page.go_back()
    expect(page.locator("#es-liste")).to_be_visible()
    expect(page.locator("#es-trouves")).to_be_hidden()
    page.go_forward()
    expect(page.locator('input[name="categorie"][value="A"]')).to_be_checked()


def test_words_and_choices_combine(page: Page, site: Site) -> None:
    """The words are looked for by Pagefind, then filtered like the rest."""
    words = " ".join(story.facts.title for story in site.answers({"categorie": ["B"]})).split()
    word = next(word for word in words if len(word) > 6 and word.isalpha())
    choose(page, "categorie", "B")
    page.get_by_label("Un mot, un métier, un lieu").fill(word)
    expect(page).to_have_url(re.compile("q="))
    settled(page)

    shown = page.locator("#es-trouves .es-item__facts").all_inner_texts()
    assert shown
    assert all(facts.startswith("Catégorie B") for facts in shown)
    page.reload()
    settled(page)
    assert page.locator("#es-trouves .es-item__facts").all_inner_texts() == shown


def test_a_mistyped_word_is_mended_and_said(page: Page, site: Site) -> None:
    words = " ".join(story.facts.title for story in site.stories).split()
    word = next(word for word in words if len(word) > 7 and word.isascii() and word.isalpha())
    typed = f"{word[:4]}{word[3] * 2}{word[4:]}"
    page.get_by_label("Un mot, un métier, un lieu").fill(typed)
    expect(page).to_have_url(re.compile("q="))
    settled(page)

    said = page.locator("#es-compte")
    said_word = f"Aucune page ne dit «\u00a0{typed}\u00a0»\u00a0: nous avons compris"
    expect(said).to_contain_text(said_word)
    expect(page.locator("#es-trouves .es-item")).not_to_have_count(0)


def test_a_filter_is_dropped_alone_or_with_all_others(page: Page, site: Site) -> None:
    choose(page, "categorie", "A")
    choose(page, "duree", "plus-de-2-ans")
    page.get_by_role("button", name="Retirer le filtre Plus de 2 ans").click()

    expect(page.locator('input[value="plus-de-2-ans"]')).not_to_be_checked()
    expect(page).to_have_url(address_of(site, {"categorie": ["A"]}))
    expect(page.get_by_role("button", name="Retirer le filtre Catégorie A")).to_be_focused()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page).to_have_url(f"{site.address}/recits/")
    expect(page.get_by_label("Un mot, un métier, un lieu")).to_be_focused()
    expect(page.get_by_role("button", name="Tout effacer")).to_be_hidden()


def test_a_cell_of_the_table_is_a_filter_of_two(page: Page, site: Site) -> None:
    chosen = {"categorie": ["C"], "duree": ["de-2-a-10-jours"]}
    page.get_by_text("Le tableau et les listes de récits").click()
    cell = page.locator('td a[data-categorie="C"][data-duree="de-2-a-10-jours"]')
    cell.click()
    settled(page)

    expect(page).to_have_url(address_of(site, chosen))
    expect(page.locator("#es-resultats")).to_be_focused()
    expect(cell).to_have_attribute("aria-current", "true")
    choose(page, "dispositif", "renfort")
    for category in "ABC":
        expected = site.answers({**chosen, "categorie": [category], "dispositif": ["renfort"]})
        other = page.locator(f'td a[data-categorie="{category}"][data-duree="de-2-a-10-jours"]')
        if other.count():
            number = other.locator(".es-number").inner_text().replace("–", "0")
            assert int(number) == sum(told(expected))


def test_the_rest_comes_on_demand_and_is_still_there_on_the_way_back(
    page: Page, site: Site
) -> None:
    choose(page, "categorie", "A")
    expect(page.locator("#es-trouves > li")).to_have_count(10)
    page.get_by_role("button", name="Montrer la suite").click()
    total = len(site.answers({"categorie": ["A"]}))
    expect(page.locator("#es-trouves > li")).to_have_count(min(20, total))
    expect(page.locator("#es-trouves > li").nth(10).get_by_role("link")).to_be_focused()

    page.locator("#es-trouves > li").nth(12).get_by_role("link").click()
    page.go_back()

    expect(page.locator("#es-trouves > li")).to_have_count(min(20, total))


def test_nothing_that_answers_is_said_and_leads_to_the_lists(page: Page, site: Site) -> None:
    page.goto(address_of(site, {"annee": ["2026"], "categorie": ["A"], "duree": ["plus-de-2-ans"]}))
    settled(page)

    expect(page.locator("#es-compte")).to_have_text("Aucun récit.")
    results = page.locator("#es-resultats")
    expect(results.get_by_role("link", name="par durée")).to_be_visible()
    expect(results.get_by_role("button", name="Montrer la suite")).to_be_hidden()


def test_a_value_that_does_not_exist_is_ignored(page: Page, site: Site) -> None:
    page.goto(address_of(site, {"categorie": ["Z"], "inconnu": ["x"]}))

    expect(page.locator("#es-liste")).to_be_visible()


def test_when_the_files_do_not_come_the_page_says_so(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    page.route("**/explorateur/**", lambda route: route.abort())
    page.goto(address_of(site, {"categorie": ["A"]}))

    expect(page.locator("#es-trouves")).to_contain_text("La recherche ne répond pas")
    expect(page.locator("#es-trouves").get_by_role("link", name="par catégorie")).to_be_visible()
    page.close()


def test_without_javascript_the_page_is_a_list_that_leads_to_the_others(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/recits/")

    expect(page.locator("#es-explorateur")).to_be_hidden()
    expect(page.locator("#es-liste .es-item")).to_have_count(50)
    page.get_by_text("Le tableau et les listes de récits").click()
    page.locator('td a[data-categorie="C"][data-duree="de-2-a-10-jours"]').click()
    page.wait_for_url(f"{site.address}/recits/par-categorie/c/de-2-a-10-jours/")
    page.get_by_role("link", name="Chercher").click()
    page.wait_for_url(f"{site.address}/plan-du-site/")
    context.close()


def phone(browser: Browser, address: str, *, scripts: bool = True) -> Page:
    page = browser.new_page(viewport=PHONE, java_script_enabled=scripts)
    page.goto(address)
    return page


def test_on_a_phone_the_first_story_is_within_a_screen_and_a_half(
    browser: Browser, site: Site
) -> None:
    for scripts in (True, False):
        page = phone(browser, f"{site.address}/recits/", scripts=scripts)
        box = page.locator("#es-liste .es-item").first.bounding_box()
        assert box
        assert box["y"] <= 1.5 * PHONE["height"]
        page.close()


def test_on_a_phone_the_drawer_says_at_once_how_many_stories_answer(
    browser: Browser, site: Site
) -> None:
    """By keyboard: opened, two choices made, left by the button that is always in sight."""
    page = phone(browser, f"{site.address}/recits/")
    page.locator("#es-filtres > summary").press("Enter")
    page.locator("#es-filtres details > summary").get_by_text("Région").press("Enter")
    page.get_by_label("Hauts-de-France").press("Space")
    page.get_by_label("Jusqu’à 3 mois").press("Space")
    settled(page)
    chosen = {"region": ["hauts-de-france"], "duree": ["jusqu-a-3-mois"]}
    number = tally(site.answers(chosen))[0]

    see = page.get_by_role("button", name=f"Voir {number}\u00a0récits")
    expect(see).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("status").locator("visible=true")).to_have_text(
        f"{number}\u00a0récits."
    )
    see.press("Enter")
    expect(page.locator("#es-filtres")).not_to_have_attribute("open")
    expect(page.locator("#es-resultats")).to_be_focused()
    expect(page.locator("#es-trouves > li").first).to_be_in_viewport()
    page.close()


def test_choices_and_stories_read_well_aloud(page: Page, site: Site) -> None:
    choose(page, "categorie", "A")
    number = tally(site.answers({"categorie": ["A"]}))[0]

    expect(
        page.get_by_role("checkbox", name=re.compile(rf"^Catégorie A ?, {number} récits$"))
    ).to_have_count(1)
    expect(page.get_by_role("heading", level=2, name="Les récits qui répondent")).to_have_count(1)
    titles = page.locator("#es-trouves").get_by_role("heading", level=3)
    expect(titles).to_have_count(10)


def in_department(site: Site, *codes: str) -> list[Listed]:
    return site.answers({"departement": codes})


def test_a_town_finds_what_is_near_the_nearest_first(page: Page, site: Site) -> None:
    north, all_of_it = in_department(site, "59"), in_department(site, "59", "62")
    page.get_by_label("Un mot, un métier, un lieu").fill("mairie de dunkerque")
    expect(page).to_have_url(re.compile("q="))
    settled(page)

    beyond = len(all_of_it) - len(north)
    said = (
        f"Rien à Dunkerque même ; {len(north)} récits dans le Nord, "
        f"{beyond} récits ailleurs dans les Hauts-de-France."
    )
    assert page.locator("#es-compte").inner_text().replace("\u00a0", " ") == said
    titles = page.locator("#es-trouves .es-item__title a").all_inner_texts()
    assert titles == [story.facts.title for story in north[:10]]
    town = page.locator("#es-employeurs").get_by_role("link", name="Ville de Dunkerque")
    town.click()
    page.wait_for_url(f"{site.address}/collectivites/ville-de-dunkerque/")


@pytest.mark.parametrize("typed", ["Isère", "38", "38000", "en auvergne-rhône-alpes"])
def test_a_department_a_region_or_a_postal_code_does_too(
    page: Page, site: Site, typed: str
) -> None:
    page.get_by_label("Un mot, un métier, un lieu").fill(typed)
    expect(page).to_have_url(re.compile("q="))
    settled(page)

    number = len(in_department(site, "38"))
    where = "en Auvergne-Rhône-Alpes" if "auvergne" in typed else "dans l’Isère"
    expect(page.locator("#es-compte")).to_have_text(f"{number}\u00a0récits {where}.")


def test_a_department_without_a_story_leads_to_its_region(page: Page, site: Site) -> None:
    """As pages link to it, whether or not it has one."""
    page.goto(address_of(site, {"departement": ["02"]}))
    settled(page)

    number = len(in_department(site, "59", "62"))
    expect(page.locator("#es-compte")).to_have_text(
        f"Rien dans l’Aisne\u00a0; {number}\u00a0récits dans les Hauts-de-France."
    )


def test_a_list_may_be_narrowed(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/recits/par-categorie/c/")
    page.get_by_role("link", name="Filtrer ces récits").click()
    settled(page)

    expect(page).to_have_url(address_of(site, {"categorie": ["C"]}))
    expect(page.get_by_role("checkbox", name="Catégorie C")).to_be_checked()


def test_from_home_a_story_like_mine_near_me_of_three_months_in_three_taps(
    browser: Browser, site: Site
) -> None:
    """Each tap is one; the place is typed, and nothing is tapped to say so."""
    page = phone(browser, f"{site.address}/")
    page.get_by_role("link", name="Jusqu’à 3 mois").click()
    page.get_by_role("link", name="Filtrer ces récits").click()
    expect(page.locator("#es-trouves .es-item")).not_to_have_count(0)
    page.locator(".es-pills label", has=page.get_by_label("Catégorie A")).click()
    page.get_by_label("Un mot, un métier, un lieu").fill("Pas-de-Calais")
    expect(page).to_have_url(re.compile("q="))

    mine = site.answers({"categorie": ["A"], "duree": ["jusqu-a-3-mois"], "departement": ["62"]})
    first = page.locator("#es-trouves .es-item__title a").first
    assert mine
    expect(first).to_have_text(mine[0].facts.title)
    page.close()


def test_every_request_stays_on_the_site(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: failed.append(answer.url) if not answer.ok else None)
    page.goto(address_of(site, {"categorie": ["A"]}))
    page.get_by_label("Un mot, un métier, un lieu").fill("accueil")
    expect(page).to_have_url(re.compile("q="))
    settled(page)
    page.close()

    assert failed == []
    assert [url for url in asked if not url.startswith((f"{site.address}/", "data:"))] == []


def test_stories_told_elsewhere_are_chosen_counted_and_led_to_like_ours(
    page: Page, site: Site
) -> None:
    """Whoever tells them is a filter like others, and the sentence says how many."""
    page.goto(address_of(site, {"raconte": ["ici", "voisins-example-voisin-1"]}))
    settled(page)
    stories, examples = tally(site.stories)
    stories -= TOLD_THERE

    assert page.locator("#es-compte").inner_text().replace("\u00a0", " ") == (
        f"{stories} récits, dont {TOLD_THERE} racontés ailleurs, et {examples} exemples de fiction."
    )
    choose(page, "raconte", "ici")
    page.get_by_role("button", name="Retirer le filtre Sur ce site").click()
    settled(page)
    assert page.locator("#es-compte").inner_text().replace("\u00a0", " ") == (
        f"{TOLD_THERE} récits, tous racontés ailleurs."
    )
    cards = page.locator("#es-trouves > li")
    expect(cards).to_have_count(TOLD_THERE)
    for card in cards.all():
        expect(card.get_by_role("link")).to_have_attribute(
            "href", re.compile("^https://voisins.example/voisin-1/recits/")
        )
        expect(card).to_contain_text("Raconté sur Récits du voisin n° 1, un autre site.")


def test_an_employer_without_a_page_here_is_near_all_the_same(page: Page) -> None:
    near = page.evaluate(
        """async () => {
          const { around } = await import(new URL("../assets/near.js", location.href));
          const employeurs = [
            ["quai", "à Quai", "", "210000012", "", "Ville de Quai"],
            ["quai", "à Quai", "", "ccas-de-quai", "collectivites/ccas-de-quai/", "CCAS de Quai"],
          ];
          return around("mairie de Quai", { regions: [], departements: [], employeurs });
        }"""
    )

    assert near["levels"][0]["values"] == ["210000012", "ccas-de-quai"]
    assert near["pages"] == [{"address": "collectivites/ccas-de-quai/", "name": "CCAS de Quai"}]
