# SPDX-License-Identifier: EUPL-1.2
"""The pages that lead to a legal framework: every path ends, every result says the same things."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

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

SECTIONS = [
    "En bref",
    "Les actes",
    "Les limites",
    "Ce qui reste à vérifier",
    "Les sources",
    "Et maintenant",
]
# A title with its address, then when it was written or read, or that nobody knows.
SOURCE = re.compile(
    r"- \[[^\]]+\]\(https://\S+\)\u00a0: .*(?:\d{4}|sans date|inconnue|d’origine|en vigueur).*\."
)
SCHEME = re.compile(r"\.\./dispositifs/([a-z-]+)/index\.md")
BACK = "[Revenir à la question précédente]({})"
RESTART = "[Recommencer](index.md)"


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
    assert set(PAGES) == {START, *QUESTIONS, *RESULTS}


def test_every_path_ends_on_a_result() -> None:
    assert [path for path in paths(START) if path[-1] not in RESULTS] == []


def test_every_page_is_reached() -> None:
    assert {name for path in paths(START) for name in path} == set(PAGES)


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
def test_a_question_says_the_way_back(name: str) -> None:
    """One page leads to it: the way back is that page. Several do: it is the start."""
    parents = [page for page in (START, *QUESTIONS) if name in answers(page)]

    back = BACK.format(parents[0]) if len(parents) == 1 else RESTART
    assert PAGES[name].rstrip().splitlines()[-1] == back


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_has_its_six_sections_in_order(name: str) -> None:
    found = sections(PAGES[name])

    assert [heading for heading, _ in found] == SECTIONS
    assert [heading for heading, body in found if not body] == []
    assert len(re.findall(r"[.?!](?:\s|$)", found[0][1])) == 2, "« En bref » has two sentences"


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_lists_every_source_that_it_quotes(name: str) -> None:
    """Each with its date; the way to the official texts is no source."""
    found = dict(sections(PAGES[name]))
    listed = found["Les sources"].splitlines()
    quoted = {link.target for link in links(PAGES[name]) if "://" in link.target}

    assert listed
    assert [line for line in listed if not SOURCE.fullmatch(line)] == []
    assert quoted - {"https://www.legifrance.gouv.fr/"} == {
        link.target for link in links(found["Les sources"])
    }


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_leads_on_to_a_scheme_or_back_to_the_start(name: str) -> None:
    found = dict(sections(PAGES[name]))["Et maintenant"]

    assert SCHEME.search(found)
    assert found.splitlines()[-1] == f"- {RESTART}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_description_a_title_and_links_that_lead_somewhere(name: str) -> None:
    notes = Notes(name)
    header, _, _ = split_header(PAGES[name], notes)
    schemes = {path.name for path in (REPOSITORY / "schemes").iterdir()}

    assert notes.problems == []
    assert header
    assert list(header.values) == ["description", "commune"]
    assert len(re.findall(r"^# ", PAGES[name], re.MULTILINE)) == 1
    for link in links(PAGES[name]):
        scheme = SCHEME.fullmatch(link.target)
        known = link.target in PAGES or (scheme and scheme[1] in schemes)
        assert known or link.target.startswith("https://"), link.target


def test_the_table_of_the_start_links_to_every_result_once() -> None:
    _, table = sections(PAGES[START])[-1]
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]

    assert sorted(link.target for row in rows for link in links(row)) == RESULTS
    assert [row for row in rows if len(links(row)) != 1] == []


@pytest.mark.parametrize("instrument", sorted(set(Instrument) - {Instrument.PRACTICE}))  # no act
def test_every_legal_instrument_is_in_a_result(instrument: Instrument) -> None:
    named = [name for name in RESULTS if instrument.label.lower() in PAGES[name].lower()]

    assert named


def test_the_reading_of_the_law_is_told_once() -> None:
    """The first page alone tells of which date the law was read; the answers do not repeat it."""
    answers = list(Path("docs/quel-cadre").glob("reponse-*.md"))
    assert answers
    assert [page.name for page in answers if "**La date.**" in page.read_text("utf-8")] == []
    first = Path("docs/quel-cadre/index.md").read_text("utf-8")
    assert first.count("a été lu dans des copies") == 1


def test_other_employers_are_named_at_the_first_question() -> None:
    """An agent of a CCAS does not take the commune for the same employer."""
    first = Path("docs/quel-cadre/index.md").read_text("utf-8").split("- [Chez mon employeur")[0]
    for employer in ("CCAS", "caisse des écoles", "intercommunalité", "syndicat"):
        assert employer in first, employer
