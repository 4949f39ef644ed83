# SPDX-License-Identifier: EUPL-1.2
"""Ask the authors of true stories to broaden what would let too few people have written theirs."""

from collections.abc import Iterator, Mapping

from escales.drafts import Draft, by_slug
from escales.messages import write_one_of
from escales.privacy import phrases
from escales.privacy.crowd import alike, answers, headcount_for, people
from escales.read import Kind
from escales.rules import Rules
from escales.schema import Collectivity, Story
from escales.spelling import counted, french_number
from escales.vocabulary import Category, CollectivityType


def check_recognition(drafts: list[Draft], rules: Rules) -> None:
    """Note each story that fewer than `rules.crowd` people could have written.

    The slugs of the references must be known already. An author may accept to be recognised.
    """
    employers = {
        slug: draft.facts
        for slug, draft in by_slug(Kind.COLLECTIVITY, drafts).items()
        if draft.facts is not None
    }
    told = list(_true_stories(drafts))
    counts = alike(draft.facts for draft in told)
    for draft in told:
        story: Story = draft.facts
        employer = employers.get(story.collectivity)
        if employer is None or employer.example:
            continue  # noted already
        if story.consent and story.consent.recognisable:
            continue
        others = counts[answers(story)] - 1
        if max(others, people(employer, story.category)) < rules.crowd:
            _note(draft, employer, others, rules.crowd, employers)


def _true_stories(drafts: list[Draft]) -> Iterator[Draft]:
    for draft in drafts:
        if isinstance(draft.facts, Story):
            story = draft.facts
            if not story.example and story.withdrawn_on is None:
                yield draft


def _note(
    draft: Draft,
    employer: Collectivity,
    others: int,
    crowd: int,
    employers: Mapping[str, Collectivity],
) -> None:
    story: Story = draft.facts
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
    employer: Collectivity, category: Category, crowd: int, employers: Mapping[str, Collectivity]
) -> Iterator[str]:
    """Yield the entries that stand for several employers, this one perhaps among them."""
    for slug, entry in employers.items():
        several = entry.kind is CollectivityType.SEVERAL and not entry.example
        around = entry.department in {employer.department, None}
        if several and around and entry != employer and people(entry, category) >= crowd:
            yield slug
