# SPDX-License-Identifier: EUPL-1.2
"""Ask the authors of true stories to broaden what would let too few people have written theirs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from escales.checking.privacy import phrases
from escales.checking.privacy.crowd import alike, answers, headcount_for, people
from escales.reading.disk import Kind
from escales.reading.drafts import Draft, by_slug
from escales.schema import Collectivity, Story
from escales.settings.rules import Rules
from escales.words.choices import write_one_of
from escales.words.spelling import counted, french_number
from escales.words.vocabulary import Category, CollectivityType

Employers: TypeAlias = Mapping[str, Collectivity]  # by slug


def check_recognition(drafts: list[Draft], rules: Rules) -> None:
    """Note each story that fewer than `rules.crowd` people could have written.

    The slugs of the references must be known already. An author may accept to be recognised.
    """
    employers: Employers = {
        slug: draft.facts
        for slug, draft in by_slug(Kind.COLLECTIVITY, drafts).items()
        if draft.facts is not None
    }
    told = list(_true_stories(drafts))
    few = [draft for draft in told if _may_be_recognised(draft.facts, employers, rules.crowd)]
    counts = alike(draft.facts for draft in told) if few else Counter()
    for draft in few:
        others = counts[answers(draft.facts)] - 1
        if others < rules.crowd:
            _note(draft, others, rules.crowd, employers)


def _may_be_recognised(story: Story, employers: Employers, crowd: int) -> bool:
    """Whether an employer has too few agents for a story, whose author does not accept it."""
    employer = employers.get(story.collectivity)
    if employer is None or employer.example:
        return False  # noted already
    accepted = story.consent is not None and story.consent.recognisable
    return not accepted and people(employer, story.category) < crowd


def _true_stories(drafts: list[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        if isinstance(draft.facts, Story) and not draft.facts.example:
            yield draft


def _note(draft: Draft, others: int, crowd: int, employers: Employers) -> None:
    story: Story = draft.facts
    employer = employers[story.collectivity]
    broader = list(_broader(employer, story.category, crowd, employers))
    draft.notes.add(
        "few-people" if employer.headcount else "headcount-unknown",
        draft.line(("collectivite",)),
        "collectivite",
        found=employer.name,
        path=f"docs/collectivites/{story.collectivity}.md",
        people=counted(people(employer, story.category), *phrases.AGENTS),
        category=story.category,
        others=counted(others, *phrases.OTHERS),
        crowd=french_number(crowd),
        needed=counted(headcount_for(crowd, employer.kind, story.category), *phrases.AGENTS),
        expected=write_one_of(broader) or phrases.NO_BROADER,
    )


def _broader(
    employer: Collectivity, category: Category, crowd: int, employers: Employers
) -> Iterator[str]:
    """Yield the entries that stand for several employers, this one perhaps among them."""
    for slug, entry in employers.items():
        several = entry.kind is CollectivityType.SEVERAL and not entry.example
        around = entry.department in {employer.department, None}
        if several and around and entry != employer and people(entry, category) >= crowd:
            yield slug
