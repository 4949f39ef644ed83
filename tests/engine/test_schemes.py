# SPDX-License-Identifier: EUPL-1.2
"""The pages of schemes: the decision first, word for word; their steps; all of them compared."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from escales.checking.load import load
from escales.pages import make_pages, make_site
from escales.pages.circuit import WIDTH, paths_of
from escales.pages.decision import Audience, anchors, bold_starts, read_audience
from escales.problems.problem import Notes
from escales.reading.body import Body, read_body
from escales.schema import KitDocument
from escales.words.vocabulary import Format, Maturity

SOURCE = "([billet](https://a.example/x), [fiche](https://a.example/y))"
WHOLE = f"""## Le problème

- une liste d’une autre partie

## Pour qui, et pour qui non

**Pour qui.** Des agents
volontaires {SOURCE}. Ils sont *nombreux*.

**Proposition d’essai** : ne l’utilisez pas

- pour [régler](https://a.example/) un conflit\u00a0;
- pour un besoin permanent,
  qui appelle un emploi.

Une autre phrase.

- une seconde liste

## Les étapes

1. Une étape.
"""


def read(text: str) -> Body:
    return read_body(text, 1, Notes("schemes/x/index.md"))


def test_whom_a_scheme_suits_is_told_in_its_own_words() -> None:
    """Without the marks of Markdown, nor the sources, which the section gives."""
    assert read_audience(read(WHOLE)) == Audience(
        suits="Des agents volontaires. Ils sont nombreux.",
        warning="Proposition d’essai\u00a0: ne l’utilisez pas",
        unfit=("pour régler un conflit", "pour un besoin permanent, qui appelle un emploi"),
    )


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("**Pour qui.** ", ""),
        ("ne l’utilisez pas", "utilisez-le"),
        ("**Proposition d’essai** : ne l’utilisez pas\n\n", ""),
        ("## Pour qui, et pour qui non", "## Une autre partie"),
    ],
)
def test_what_is_written_otherwise_is_not_guessed(written: str, instead: str) -> None:
    assert written in WHOLE
    assert read_audience(read(WHOLE.replace(written, instead))) is None


def test_sections_are_found_where_markdown_puts_them() -> None:
    text = "## Coûts et temps\n\n### Coûts et temps\n\n## Quand l’utiliser\n\nÀ voir.\n"

    assert anchors(read(text)) == {
        "couts-et-temps": "couts-et-temps",
        "quand-l-utiliser": "quand-lutiliser",
    }


def test_each_maturity_has_its_plain_words() -> None:
    meanings = {maturity.detail for maturity in Maturity}

    assert len(meanings) == len(Maturity)


@pytest.fixture(scope="module")
def page(built: Path) -> str:
    text = (built / "dispositifs/renfort/index.html").read_text(encoding="utf-8")
    return text.replace("\u00a0", " ")


def test_the_decision_comes_before_the_text(page: str) -> None:
    head, _, text = page.partition('<h2 id="le-probleme">')
    text = text.partition("es-poster")[0]

    for told in (
        "<strong>Fiche non validée</strong>",
        "Testé, depuis 2024<span>essayé au moins une fois",
        "D’une demi-journée à 1 mois",
        "<dd>Lettre de mission, mise à disposition</dd>",
        "Des volontaires, avec l’accord de leur direction.",
        "<li>pour régler un conflit</li>",
        '<h2 id="es-kit">Les documents à reprendre</h2>',
        'href="#es-recits">Lire des récits',
        'href="#es-citer">Adapter et citer',
    ):
        assert told in head
        assert told not in text
    assert re.search(r"Tout le kit, dans un fichier .*ZIP.* \(\d+ ko\)", head)


def test_what_one_may_take_is_among_what_the_page_holds(page: str) -> None:
    menu = page.partition('<nav aria-label="Sur cette page">')[2].partition("</nav>")[0]
    titles = re.findall(r">([^<>]+)</a>", menu)

    assert titles[:3] == ["Les documents à reprendre", "Qui signe quoi, et quand", "Le problème"]
    assert "Les récits" in titles


def test_every_way_into_the_page_leads_somewhere(page: str) -> None:
    article = page.partition("<article")[2]
    ids = set(re.findall(r'id="([^"]+)"', page))
    targets = re.findall(r'href="#([^"]+)"', article)

    assert len(targets) > 8
    assert [target for target in targets if target not in ids] == []


def test_the_guide_is_named_where_there_is_one(root: Path) -> None:
    site = make_site(load(root))
    without = {made.uri: made for made in make_pages(site)}
    guide = root / "docs/quel-cadre/index.md"
    guide.parent.mkdir()
    guide.write_text("# Quel cadre ?\n\nUn guide.\n", encoding="utf-8")
    with_it = {made.uri: made for made in make_pages(make_site(load(root)))}

    for uri in ("dispositifs/index.md", "dispositifs/renfort/index.md"):
        assert "quel-cadre/" not in without[uri].head
        assert "quel-cadre/" in with_it[uri].head


def test_schemes_are_compared_line_by_line(root: Path) -> None:
    """Each has the same lines in the same order, whatever it leaves unsaid."""
    other = root / "schemes/autre/index.md"
    other.parent.mkdir()
    text = (root / "schemes/renfort/index.md").read_text(encoding="utf-8")
    for gone in (
        "sigle: RENFORT\n",
        "quotite: 10-40 %\n",
        "durees:\n  min: une demi-journée\n  max: 1 mois\n",
        "  - Mise à disposition\n",
    ):
        assert gone in text
        text = text.replace(gone, "")
    other.write_text(text.replace("**Pour qui.** ", ""), encoding="utf-8")
    made = {made.uri: made for made in make_pages(make_site(load(root), list(Format)))}

    _, one, two = str(made["dispositifs/index.md"].head).split("<h2>")

    lines = [re.findall("([^<>]+)</dt>", each) for each in (one, two)]
    assert [line.replace("Actes", "Acte") for line in lines[0]] == [
        line.replace("Actes", "Acte") for line in lines[1]
    ]
    assert len(lines[0]) == 11
    assert one.count("Non précisée") == 2
    assert "Et pour qui non" in one


def test_who_signs_what_is_drawn_setting_by_setting(root: Path) -> None:
    library = load(root)
    home, between = paths_of(library.schemes["renfort"], library)

    assert [str(home.setting), str(between.setting)] == ["chez-vous", "entre-employeurs"]
    assert [[name for column in home.columns for name in column.lines]] == [
        ["Direction", "d’accueil", "Agent", "Direction", "d’origine", "Ressources", "humaines"]
    ]
    assert [[stop.signs for stop in row.stops] for row in home.rows] == [
        [False],
        [True, True, False],
    ]
    assert [row.document.slug if row.document else None for row in between.rows] == [
        None,
        "convention-de-renfort",
    ]
    for path in (home, between):
        places = [column.x for column in path.columns]
        assert places == sorted(places)
        assert 0 < places[0] < places[-1] < WIDTH
        assert path.rows[-1].y < path.height


def test_the_drawing_hides_nothing_from_those_who_do_not_see_it(page: str) -> None:
    drawings = re.findall("<svg viewBox.*?</svg>", page.partition('id="es-circuit"')[2], re.DOTALL)

    assert len(drawings) == 2
    assert all('aria-hidden="true"' in drawing for drawing in drawings)
    assert "<strong>La lettre est signée.</strong> Avant le départ. Signent : agent," in page
    assert "Signent : direction d’origine, direction d’accueil. <a" in page


def test_a_scheme_without_the_newer_keys_is_whole(root: Path) -> None:
    index = root / "schemes/renfort/index.md"
    text = index.read_text(encoding="utf-8")
    start, end = text.index("a_choisir_si:"), text.index("---\n\n## Le problème")
    index.write_text(text[:start] + text[end:], encoding="utf-8")
    made = {made.uri: made for made in make_pages(make_site(load(root)))}

    head = str(made["dispositifs/renfort/index.md"].head)
    assert "es-circuit" not in head
    assert "À choisir si" not in head
    assert "nous n’avons trouvé aucun contact publié" in made["dispositifs/renfort/index.md"].foot
    assert str(made["dispositifs/index.md"].head).count("Non précisé</dd>") == 3
    assert "Qui signe quoi" not in made["dispositifs/renfort/en-une-page.md"].head


def test_the_law_is_folded_part_by_part_under_its_titles(page: str) -> None:
    law = page.partition('id="le-cadre-juridique"')[2].partition("<h2")[0]

    assert law.index("Une phrase du cadre.") < law.index("<details")
    titles = re.findall(r'<details class="es-papers"><summary><h3 id="[^"]+">([^<]+)', law)
    assert titles == ["Chez le même employeur", "Entre deux employeurs"]
    assert law.count("</details>") == 2
    assert "Second texte de droit." in law


def test_what_is_not_known_is_told_by_its_first_words() -> None:
    body = read("## Ce qu’on ne sait pas encore\n\n- **Qui est parti** : rien.\n- **Combien.**\n")

    assert bold_starts(body, "ce-qu-on-ne-sait-pas-encore") == ["Qui est parti", "Combien"]


@pytest.mark.browser
def test_the_steps_alone_are_drawn_as_a_line(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/dispositifs/renfort/")

    shown = page.eval_on_selector_all(
        "article > ol", "lists => lists.map(list => getComputedStyle(list).borderLeftStyle)"
    )
    stops = page.eval_on_selector_all(
        "#les-etapes ~ ol:first-of-type > li",
        "items => items.map(item => getComputedStyle(item, '::before').content)",
    )

    page.close()
    assert shown == ["solid", "none"]
    assert len(stops) == 3
    assert all("counter(step)" in stop for stop in stops)


def test_a_kit_stands_in_the_order_of_use_and_else_by_name() -> None:
    placed = {"b": 2, "c": None, "a": None, "d": 1}
    facts = {
        name: KitDocument.model_validate(
            {"titre": "Lettre de mission", "usage": "Avant le départ.", "pour": ["agent"]}
            | ({} if place is None else {"ordre": str(place)})
        )
        for name, place in placed.items()
    }
    ordered = sorted(sorted(facts), key=lambda name: facts[name].order)
    assert ordered == ["d", "b", "a", "c"]
