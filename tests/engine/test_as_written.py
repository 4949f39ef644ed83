# SPDX-License-Identifier: EUPL-1.2
"""While one writes, what is not right yet is shown as far as it can be read, and the rest stays."""

import re
from pathlib import Path

import pytest

from engine.test_cases import CASES, apply, read
from engine.test_left_out import change
from escales.checking.as_written import library_as_written, read_as_written
from escales.checking.load import load
from escales.content.library import Library, Unfinished
from escales.html.render import make_renderer
from escales.mkdocs.configuration_file import read_configuration
from escales.pages import make_pages, make_site, plan_pages
from escales.problems.problem import InvalidContent
from escales.settings.rules import make_rules

LOCATED = re.compile(r"(?P<path>.+?):\d+: ")
STORY, SCHEME = "stories/premier.md", "schemes/renfort/index.md"
EMPLOYER = "docs/collectivites/ville-d-essai.md"


def loaded(root: Path) -> Library:
    rules = make_rules(read_configuration(root / "mkdocs.yml"))
    return library_as_written(read_as_written(root, rules), rules)


def pages(library: Library) -> dict[str, str]:
    """Return the HTML of each page, by its uri, without the no-break spaces of French."""
    render = make_renderer(library.pictures)
    made = make_pages(make_site(library))
    return {page.uri: render(page).html.replace("\u00a0", " ") for page in made}


def unfinished(library: Library) -> Unfinished:
    (file,) = library.unfinished
    return file


# What only `escales check` asks, of the history of the repository.
ASKED_BY_CHECK = {"former-name"}
# What the whole site needs: its settings, its menu, its own files.
OUTSIDE_THE_CONTENT = {"bad-layout", "bad-layout-plugins", "bad-publisher", "bad-setting"}
OUTSIDE_THE_CONTENT |= {"bad-neighbour", "dead-links", "page-missing"}
OUTSIDE_THE_CONTENT |= {path.stem for path in CASES if path.stem.startswith("settings-")}
OUTSIDE_THE_CONTENT |= {"version-altered", "version-of-another-number", "version-unreadable"}
WRITTEN = [path for path in CASES if path.stem not in ASKED_BY_CHECK]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_whatever_is_wrong_in_the_content_the_site_is_shown(path: Path, root: Path) -> None:
    """All that the check says is told, at the page of its file when it has an address."""
    case = read(path)
    apply(case, root)
    wrong = [str(problem["path"]) for problem in map(LOCATED.match, case["problems"]) if problem]

    if path.stem in OUTSIDE_THE_CONTENT:
        with pytest.raises(InvalidContent):
            loaded(root)
        return
    library = loaded(root)

    told = [problem for file in library.unfinished for problem in file.problems]
    told += library.notices
    assert sorted(problem.path for problem in told) == sorted(wrong)
    plans = list(plan_pages(make_site(library)))
    planned = {plan.page.uri: plan for plan in plans}
    assert len(planned) == len(plans)
    render = make_renderer(library.pictures)
    for file in library.unfinished:
        if file.uri and f"docs/{file.uri}" not in library.pages:
            assert render(planned[file.uri].make_page()).html


def test_a_story_with_a_wrong_value_leaves_the_lists_and_shows_the_rest(root: Path) -> None:
    others = {story.path for story in load(root).stories} - {STORY}
    change(root, STORY, "duree: 1 mois", "duree: 3 lunes")

    library = loaded(root)

    assert {story.path for story in library.stories} == others
    assert [problem.code for problem in unfinished(library).problems] == ["bad-duration"]
    shown = pages(library)["recits/premier.md"]
    assert '<h1 id="es-debut">Un premier essai au guichet</h1>' in shown
    assert "<dt>Signature</dt><dd>Agente d’accueil, catégorie C</dd>" in shown
    assert "<dt>Compétences</dt><dd>accueil du public, tri d’archives</dd>" in shown
    assert '<h2 id="ce-qui-a-ete-difficile">' in shown
    assert 'href="../../dispositifs/renfort/#les-etapes"' in shown
    assert "lunes" not in shown
    assert "DRH" not in shown


def test_a_story_that_lacks_only_some_text_is_shown_as_it_will_be(root: Path) -> None:
    right = pages(load(root))["recits/premier.md"]
    change(root, STORY, "Je préfère ne pas répondre.", "")

    library = loaded(root)

    assert unfinished(library).shown is None
    assert STORY in {story.path for story in library.stories}
    shown = pages(library)["recits/premier.md"]
    assert shown == right.replace("<p>Je préfère ne pas répondre.</p>\n", "")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (EMPLOYER, "type: commune", "type: village"),
        (EMPLOYER, "nom: ", "nom "),
        (SCHEME, "maturite: teste", "maturite: fini"),
        (SCHEME, "titre: ", "titre "),
        (SCHEME, "porteur: Ville d'Essai", "porteur: Ville de Nulle Part"),
    ],
)
def test_what_others_name_may_be_wrong_and_they_stay(
    path: str, old: str, new: str, root: Path
) -> None:
    """Neither the stories of an employer nor the kit of a scheme are at fault because of it."""
    before = load(root)
    change(root, path, old, new)

    library = loaded(root)

    assert unfinished(library).path == path
    assert [story.path for story in library.stories] == [story.path for story in before.stories]
    assert library.kits == before.kits
    versions = {uri for uri in pages(before) if "/versions/" in uri}  # nobody knows whose they are
    assert set(pages(before)) - versions <= set(pages(library))


def test_a_scheme_without_a_known_bearer_says_that_it_lacks_one(root: Path) -> None:
    change(root, SCHEME, "porteur: Ville d'Essai", "porteur: Ville de Nulle Part")

    assert "À compléter" in pages(loaded(root))["dispositifs/index.md"]


def test_an_empty_file_has_its_page_too(root: Path) -> None:
    (root / "stories/trois-mots.md").write_text("\n", encoding="utf-8")

    library = loaded(root)

    assert unfinished(library).uri == "recits/trois-mots.md"
    assert ">trois-mots</h1>" in pages(library)["recits/trois-mots.md"]
