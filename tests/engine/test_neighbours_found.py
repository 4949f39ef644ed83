# SPDX-License-Identifier: EUPL-1.2
"""What browsers are given to find the cards of neighbours: each word leads to its cards."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import pytest

from bench.content import story
from conftest import FIXTURE
from escales.checking.load import load
from escales.pages import make_site
from escales.search.card_index import CARDS_IN_FILE, CardIndex, make_card_index
from escales.search.cards import FoundCard, make_story_cards
from escales.search.everyday import fold, mark_of, ways_to_ask, words_of
from escales.search.index_entry import searchable
from neighbourhood import made_up

pytestmark = pytest.mark.covered

MANY = 1000
MOST_BYTES = 20_000  # of a file, compressed: a question fetches one a word, then some cards


def card(title: str, summary: str = "Un résumé.", more: str = "") -> FoundCard:
    return FoundCard("https://a.example/", title, "Récit", "Catégorie B", summary, more)


def card_of(number: int) -> FoundCard:
    told = story(number)
    return card(told.title, told.summary, f"Agente d’accueil, catégorie {told.category}")


@pytest.fixture(scope="module")
def cards() -> Sequence[FoundCard]:
    return [card_of(number) for number in range(MANY)]


@pytest.fixture(scope="module")
def index(cards: Sequence[FoundCard]) -> CardIndex:
    return CardIndex(cards, [])


def numbers_of(index: CardIndex) -> dict[str, list[set[int]]]:
    """Return the cards of each word: those whose title says it, then the others."""
    files = (json.loads(text) for name, text in index.files if "-mots-" in name)
    words = (pair for file in files for pair in file.items())
    return {word: [set(accumulate(steps)) for steps in both] for word, both in words}


def test_each_word_leads_to_its_cards_and_to_no_other(
    cards: Sequence[FoundCard], index: CardIndex
) -> None:
    for word, (titled, others) in numbers_of(index).items():
        if word.startswith("zz"):
            continue
        said = [
            {*map(fold, words_of(searchable(text)))}
            for text in (cards[0].title, f"{cards[0].summary} {cards[0].facts} {cards[0].more}")
        ]
        assert (0 in titled, 0 in others) == (word in said[0], word in said[1] - said[0]), word


def test_each_file_is_known_by_its_first_word_and_stays_light(index: CardIndex) -> None:
    files = dict(index.files)
    words = [json.loads(text) for name, text in files.items() if "-mots-" in name]

    assert [next(iter(file)) for file in words] == index.known["debuts"]
    assert [word for file in words for word in file] == sorted(numbers_of(index))
    assert len(words) > 1
    assert max(len(gzip.compress(text)) for text in files.values()) < MOST_BYTES


def test_cards_are_in_files_by_their_numbers(cards: Sequence[FoundCard], index: CardIndex) -> None:
    files = [json.loads(text) for name, text in index.files if "-fiches-" in name]

    assert [one for file in files for one in file] == [one.shown for one in cards]
    assert {len(file) for file in files[:-1]} == {CARDS_IN_FILE}


def test_what_readers_call_a_thing_leads_to_the_card_that_means_it() -> None:
    index = CardIndex([card("Un an au service de la paie")], [card("Une passerelle")])
    marks = [mark_of(group) for group in ways_to_ask()["salaire"]]

    assert any(numbers_of(index).get(mark) == [{0}, set()] for mark in marks)
    assert (len(index), index.known["recits"]) == (2, 1)


def test_names_change_with_what_the_files_hold() -> None:
    one = card("Un mois au port")
    versions = {
        CardIndex([each], []).known["version"] for each in (one, one, replace(one, url="https://b"))
    }

    assert len(versions) == 2


def test_a_card_says_where_it_is_told_and_leads_to_the_web_alone() -> None:
    near = made_up(1, 1)
    library, story = load(FIXTURE), near.stories[0]
    hostile = replace(near, stories=(replace(story, address="javascript:alert(1)"),))
    (right,) = make_story_cards(make_site(library, neighbourhood=near))
    (wrong,) = make_story_cards(make_site(library, neighbourhood=hostile))

    assert (right.url, right.kind) == (story.address, "Récit · raconté sur Passages 29")
    assert all(skill in right.more for skill in story.skills)
    assert wrong == replace(right, url="")


def test_without_neighbours_there_is_nothing() -> None:
    index = make_card_index(make_site(load(FIXTURE)))

    assert not index
    assert not list(index.files)
