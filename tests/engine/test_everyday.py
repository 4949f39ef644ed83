# SPDX-License-Identifier: EUPL-1.2
"""The everyday words of the search: a list that anyone may complete without breaking it."""

import pytest

from escales.words.everyday import WordGroup, everyday_words
from escales.words.everyday.groups import plain

GROUPS = everyday_words().groups


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.all[0])
def test_a_group_says_each_word_once(group: WordGroup) -> None:
    words = [plain(word) for word in group.all]

    assert group.said or group.kind
    assert all(words)
    assert sorted(set(words)) == sorted(words)


def test_an_empty_word_is_written_as_it_is_compared() -> None:
    assert {word for word in everyday_words().empty if plain(word) != word} == set()


def test_no_word_of_a_group_is_empty() -> None:
    """Nobody could ask for it: it does not count."""
    words = {plain(word) for group in GROUPS for word in group.all}

    assert words & everyday_words().empty == set()


def test_both_ways_lead_from_the_acronyms_of_the_glossary() -> None:
    assert WordGroup(("CDG", "centre de gestion")) in GROUPS
