# SPDX-License-Identifier: EUPL-1.2
"""Guess among how many people the author of a story is, from what its page says of them.

A story gives its author's employer, category, year, length of mobility and point of view. Two
numbers say how many could have written it: those who published one with the same answers, and the
agents of that category at that employer. The larger counts: either crowd is enough to hide in.

What this cannot know: few of those agents moved in that year; colleagues recognise more than
strangers do; a host, a job, a signature or a second voice tells more. It is a guard-rail.

The shares of the categories are the smallest that we know of in the territorial civil service: a
share too large would see a crowd where there is none. A and B are those of the end of 2012, 8.6 %
and 13.1 % (CNFPT, July 2015, as Weka reports it on 28 July 2015, "Caractéristiques et spécificités
des personnels territoriaux",
https://www.weka.fr/actualite/fonction-publique/article/caracteristiques-specificites-personnels-territoriaux);
A was 13 % at the end of 2022. C was 75.6 % in 2012, and lost three points in 2022 alone, from a
number that we have not read (DGAFP, report of 2024, in La Gazette des communes,
https://www.lagazettedescommunes.com/957408/le-chiffre-de-la-semaine-la-fpt-compte-13-dagents-de-categorie-a):
we count 70 %.
We know of no source for other employers: the smallest share stands there for every category.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from escales.schema import Collectivity, Story
from escales.words.vocabulary import Band, Category, CollectivityType, Viewpoint

WHOLE = 1000
SHARES: Mapping[Category, int] = MappingProxyType(  # in thousandths
    {Category.A: 86, Category.B: 131, Category.C: 700}
)
WITH_OFFICIAL_SHARES = frozenset(
    {
        CollectivityType.TOWN,
        CollectivityType.INTERCOMMUNAL,
        CollectivityType.DEPARTMENT,
        CollectivityType.REGION,
    }
)

AuthorProfile: TypeAlias = tuple[str, Category, Band, int, Viewpoint]


def author_profile(story: Story) -> AuthorProfile:
    """Return what a story tells of its author, its band of duration in place of its length."""
    band = story.duration.band
    return story.collectivity, story.category, band, story.year, story.viewpoint


def count_profiles(stories: Iterable[Story]) -> Counter[AuthorProfile]:
    """Count the stories that tell the same of their authors."""
    return Counter(author_profile(story) for story in stories)


def category_share(kind: CollectivityType, category: Category) -> int:
    """Return the share of a category among the agents of such an employer, in thousandths."""
    return SHARES[category] if kind in WITH_OFFICIAL_SHARES else min(SHARES.values())


def agents_in_category(collectivity: Collectivity, category: Category) -> int:
    """Return about how many agents of an employer are of a category; 0 when nobody knows."""
    return (collectivity.headcount or 0) * category_share(collectivity.kind, category) // WHOLE


def headcount_needed(anonymity_threshold: int, kind: CollectivityType, category: Category) -> int:
    """Return how many agents such an employer would need for a crowd of that category."""
    return -(-anonymity_threshold * WHOLE // category_share(kind, category))
