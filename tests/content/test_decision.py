# SPDX-License-Identifier: EUPL-1.2
"""The pages that lead to a legal framework: every path ends, every result says the same things."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.conftest import own_library
from escales.checking.handwritten import law_reading
from escales.content.guide import read_guide
from escales.pages import make_site
from escales.pages.guide import documents_of, stories_of
from escales.problems.problem import Notes
from escales.reading.body import read_body
from escales.reading.header import split_header
from escales.reading.markdown_links import Link
from escales.words.vocabulary import Instrument

REPOSITORY = Path(__file__).parents[2]
FOLDER = REPOSITORY / "docs/quel-cadre"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*"))}
START = "index.md"
QUESTIONS = [name for name in PAGES if re.fullmatch(r"question-[a-z0-9-]+\.md", name)]
RESULTS = [name for name in PAGES if re.fullmatch(r"reponse-[a-z0-9-]+\.md", name)]

STEPS = "mise-a-disposition-pas-a-pas.md"  # what two results have in common
SECTIONS = [
    "En bref",
    "Les actes",
    "Les limites",
    "Ce qui reste à vérifier",
    "Et maintenant",
]
# A title with its address, then when it was written or read, or that nobody knows.
SOURCE = re.compile(
    r"\[\^([a-z0-9-]+)\]: \[[^\]]+\]\(https://\S+\), "
    r".*(?:\d{4}|sans date|inconnue|d’origine|en vigueur).*\."
)
NOTE = re.compile(r"\[\^([a-z0-9-]+)\](?!:)")
CITED = re.compile(r"\barticles?\u00a0(?:[LRD]\.|\d)|\b(?:décret|loi) n°|\bcirculaire\b")
OFFICIAL = "https://www.legifrance.gouv.fr/"
SCHEME = re.compile(r"\.\./dispositifs/([a-z-]+)/index\.md")
MANAGERS = "../laisser-partir-accueillir.md"
STEP, WAY, NEXT = (f"<!-- escales:{name} -->" for name in ("etape", "chemin", "suite"))
# The results where one person works for two employers.
TWO_EMPLOYERS = [
    "reponse-activite-accessoire.md",
    "reponse-conge-de-mobilite.md",
    "reponse-detachement.md",
    "reponse-emploi-fonctionnel.md",
    "reponse-etat-ou-hopital.md",
    "reponse-immersion-professionnelle.md",
    "reponse-manager-accueil.md",
    "reponse-manager-autre-employeur.md",
    "reponse-mecenat-de-competences.md",
    "reponse-mise-a-disposition-cdi.md",
    "reponse-mise-a-disposition-de-services.md",
    "reponse-mise-a-disposition-dispense-possible.md",
    "reponse-mise-a-disposition-organisme.md",
    "reponse-mise-a-disposition-remboursee.md",
    "reponse-observer-une-journee.md",
    "reponse-plusieurs-employeurs.md",
    "reponse-service-autres-employeurs.md",
    "reponse-service-commun.md",
    "reponse-une-journee-ailleurs.md",
]


def links(text: str) -> list[Link]:
    return list(read_body(text, 1, Notes("")).links)


def sections(text: str) -> list[tuple[str, str]]:
    """Return each `##` heading of a page with the text under it."""
    _, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return [(heading, body.strip()) for heading, _, body in (p.partition("\n") for p in parts)]


def items(name: str) -> list[str]:
    """Return the answers that a page offers, as they are written."""
    text = sections(PAGES[name])[0][1] if name == START else PAGES[name]
    return re.findall(r"^- .*$", text, re.MULTILINE)


def answers(name: str) -> list[str]:
    """Return the page that each answer leads to."""
    return [link.target for item in items(name) for link in links(item)]


def paths(name: str, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every way from a page to its end: a result, a dead end, or a page met before."""
    here = (*before, name)
    following = answers(name) if name in {START, *QUESTIONS} and name not in before else []
    if not following:
        yield here
    for target in following:
        yield from paths(target, here)


def test_every_page_is_the_start_a_question_or_a_result() -> None:
    assert set(PAGES) == {START, STEPS, *QUESTIONS, *RESULTS}


def test_every_path_ends_on_a_result() -> None:
    assert [path for path in paths(START) if path[-1] not in RESULTS] == []


def test_every_page_is_reached() -> None:
    assert {name for path in paths(START) for name in path} == set(PAGES) - {STEPS}
    assert f"({STEPS})" in PAGES["reponse-mise-a-disposition-remboursee.md"]
    assert f"({STEPS})" in PAGES["reponse-mise-a-disposition-dispense-possible.md"]


def test_no_path_meets_a_page_twice() -> None:
    assert [path for path in paths(START) if len(set(path)) != len(path)] == []


def test_titles_are_unique() -> None:
    titles = [
        title for text in PAGES.values() for title in re.findall(r"^# .*$", text, re.MULTILINE)
    ]

    assert len(titles) == len(set(titles)) == len(PAGES)


def test_a_result_is_at_most_six_answers_away() -> None:
    assert max(len(path) - 1 for path in paths(START)) <= 6


@pytest.mark.parametrize("name", [START, *QUESTIONS])
def test_a_question_has_several_answers_and_each_is_one_link(name: str) -> None:
    found = items(name)

    assert [
        item for item in found if not re.fullmatch(r"- \[[^\[\]]+\]\([a-z0-9-]+\.md\)", item)
    ] == []
    assert len(set(found)) == len(found)
    assert len(set(answers(name))) >= 2


@pytest.mark.parametrize("name", QUESTIONS)
def test_one_way_leads_to_a_question_so_that_it_is_counted_right(name: str) -> None:
    assert len(read_guide(own_library().pages).ways_to(f"quel-cadre/{name}")) == 1


@pytest.mark.parametrize("name", [START, *QUESTIONS, *RESULTS])
def test_a_page_shows_the_way_and_a_result_what_goes_with_it(name: str) -> None:
    assert PAGES[name].count(STEP) == 1
    assert PAGES[name].count(WAY) == (name in QUESTIONS)
    assert PAGES[name].count(NEXT) == (name in RESULTS)


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_has_its_six_sections_in_order(name: str) -> None:
    found = sections(PAGES[name])

    asked = name.startswith(("reponse-manager-", "reponse-refus"))  # what they ask is no act
    expected = ["Vos questions" if asked and one == "Les actes" else one for one in SECTIONS]
    assert [heading for heading, _ in found] == expected
    assert [heading for heading, body in found if not body] == []
    assert len(re.findall(r"[.?!](?:\s|$)", found[0][1])) == 2, "« En bref » has two sentences"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_its_sources_in_numbered_notes_in_the_order_of_their_use(name: str) -> None:
    """Each with its date, in one list; no sentence holds a link to a source."""
    text, _, listed = PAGES[name].partition("\n\n[^")
    notes = f"[^{listed}".splitlines() if listed else []

    assert [line for line in notes if not SOURCE.fullmatch(line)] == []
    assert [SOURCE.sub(r"\1", line) for line in notes] == list(dict.fromkeys(NOTE.findall(text)))
    assert {link.target for link in links(text) if "://" in link.target} <= {OFFICIAL}
    assert notes or name in {START, *QUESTIONS}


@pytest.mark.parametrize("name", [STEPS, *RESULTS])
def test_a_claim_of_law_has_its_note(name: str) -> None:
    """But in what is still to be checked, which claims nothing."""
    claimed = [
        line
        for heading, body in sections(PAGES[name])
        if heading != "Ce qui reste à vérifier"
        for line in body.splitlines()
        if CITED.search(line) and "[^" not in line
    ]

    assert claimed == []


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_leads_on_to_a_scheme(name: str) -> None:
    found = dict(sections(PAGES[name]))["Et maintenant"]

    assert SCHEME.search(found)
    assert NEXT in found.splitlines()


@pytest.mark.parametrize("name", TWO_EMPLOYERS)
def test_a_result_between_two_employers_speaks_of_conflicts_of_interest(name: str) -> None:
    assert re.search("conflit d’intérêts|prise illégale d’intérêts", PAGES[name])


@pytest.mark.parametrize("name", RESULTS)
def test_the_documents_and_stories_of_a_result_exist(name: str) -> None:
    site, uri = make_site(own_library()), f"quel-cadre/{name}"
    header, _, _ = split_header(PAGES[name], Notes(name))
    named = header.values.get("documents", ()) if header else ()

    assert [f"{scheme.slug}/{document.slug}" for document, scheme in documents_of(uri, site)] == [
        *named
    ]
    assert stories_of(uri, site) != []


def test_what_the_two_results_on_the_same_act_have_in_common_is_told_once() -> None:
    dear, free = (
        set(PAGES[f"reponse-mise-a-disposition-{one}.md"].splitlines())
        for one in ("remboursee", "dispense-possible")
    )
    common = {line for line in dear & free if len(line) > 250 and not line.startswith("[^")}

    assert len(common) == 2  # where the steps are told, and the conflict of interests


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_description_a_title_and_links_that_lead_somewhere(name: str) -> None:
    notes = Notes(name)
    header, _, _ = split_header(PAGES[name], notes)
    schemes = {path.name for path in (REPOSITORY / "schemes").iterdir()}

    assert notes.problems == []
    assert header
    assert list(header.values)[:2] == ["description", "commune"]
    assert len(re.findall(r"^# ", PAGES[name], re.MULTILINE)) == 1
    for link in links(PAGES[name]):
        scheme = SCHEME.fullmatch(link.target)
        known = link.target in {*PAGES, MANAGERS} or (scheme and scheme[1] in schemes)
        assert known or link.target.startswith("https://"), link.target


def test_the_table_of_the_start_links_to_every_result_once() -> None:
    table = dict(sections(PAGES[START]))["Tout voir d’un coup d’œil"]
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]

    assert sorted(link.target for row in rows for link in links(row)) == RESULTS
    assert [row for row in rows if len(links(row)) != 1] == []


@pytest.mark.parametrize("instrument", sorted(set(Instrument) - {Instrument.PRACTICE}))  # no act
def test_every_legal_instrument_is_in_a_result(instrument: Instrument) -> None:
    named = [name for name in RESULTS if instrument.label.lower() in PAGES[name].lower()]

    assert named


def test_the_reading_of_the_law_is_told_once() -> None:
    """The header of the first page says it for all: no page says it again in its text."""
    assert law_reading("docs/quel-cadre/reponse-cdd.md", own_library().pages)
    assert [name for name in PAGES if "lecture_du_droit" in PAGES[name]] == [START]
    assert [name for name in PAGES if "a été lu dans" in PAGES[name]] == []


def test_other_employers_are_named_at_the_first_question() -> None:
    """An agent of a CCAS does not take the commune for the same employer."""
    first = PAGES[START].split("- [Chez mon employeur")[0]
    for employer in ("CCAS", "caisse des écoles", "intercommunalité", "syndicat"):
        assert employer in first, employer
