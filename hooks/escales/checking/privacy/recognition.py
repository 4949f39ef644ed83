# SPDX-License-Identifier: EUPL-1.2
"""Ask for a broader employer where too few people could have written a true story."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from escales.checking.privacy.anonymity import (
    agents_in_category,
    author_profile,
    count_profiles,
    headcount_needed,
)
from escales.reading.disk import FileKind
from escales.reading.drafts import Draft, by_slug
from escales.schema import Collectivity, Story
from escales.settings.rules import Rules
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import counted, french_number
from escales.words.vocabulary import Category, CollectivityType

phrases = phrases_of("checking/privacy")

Collectivities: TypeAlias = Mapping[str, Collectivity]  # by slug


def check_recognition(drafts: list[Draft], rules: Rules) -> None:
    """Note each story that fewer than `rules.anonymity_threshold` people could have written.

    The references are slugs by now. An author may accept to be recognised.
    """
    collectivities: Collectivities = {
        slug: draft.facts
        for slug, draft in by_slug(FileKind.COLLECTIVITY, drafts).items()
        if draft.facts is not None
    }
    true_drafts = list(_true_stories(drafts))
    few = [
        draft
        for draft in true_drafts
        if _may_be_recognised(draft.facts, collectivities, rules.anonymity_threshold)
    ]
    counts = count_profiles(draft.facts for draft in true_drafts) if few else Counter()
    for draft in few:
        others = counts[author_profile(draft.facts)] - 1
        if others < rules.anonymity_threshold:
            _note(draft, others, rules.anonymity_threshold, collectivities)


def _may_be_recognised(
    story: Story, collectivities: Collectivities, anonymity_threshold: int
) -> bool:
    """Whether an employer has too few agents for a story, whose author does not accept it."""
    collectivity = collectivities.get(story.collectivity)
    if collectivity is None or collectivity.example:
        return False  # noted already
    accepted = story.consent is not None and story.consent.recognisable
    return not accepted and agents_in_category(collectivity, story.category) < anonymity_threshold


def _true_stories(drafts: list[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        if isinstance(draft.facts, Story) and not draft.facts.example:
            yield draft


def _note(
    draft: Draft, others: int, anonymity_threshold: int, collectivities: Collectivities
) -> None:
    story: Story = draft.facts
    collectivity = collectivities[story.collectivity]
    broader = list(_broader(collectivity, story.category, anonymity_threshold, collectivities))
    draft.notes.add(
        "few-people" if collectivity.headcount else "headcount-unknown",
        draft.line(("collectivite",)),
        "collectivite",
        found=collectivity.name,
        path=f"docs/collectivites/{story.collectivity}.md",
        people=counted(agents_in_category(collectivity, story.category), *phrases["agents"]),
        category=story.category,
        others=counted(others, *phrases["others"]),
        anonymity_threshold=french_number(anonymity_threshold),
        needed=counted(
            headcount_needed(anonymity_threshold, collectivity.kind, story.category),
            *phrases["agents"],
        ),
        expected=write_one_of(broader) or phrases.no_broader,
    )


def _broader(
    collectivity: Collectivity,
    category: Category,
    anonymity_threshold: int,
    collectivities: Collectivities,
) -> Iterator[str]:
    """Yield the entries that stand for several employers, this one perhaps among them."""
    for slug, entry in collectivities.items():
        several = entry.kind is CollectivityType.SEVERAL and not entry.example
        around = entry.department in {collectivity.department, None}
        if (
            several
            and around
            and entry != collectivity
            and agents_in_category(entry, category) >= anonymity_threshold
        ):
            yield slug
