# SPDX-License-Identifier: EUPL-1.2
"""Say what a received story lacks without the words of its header, which nobody here writes."""

from collections.abc import Iterable, Mapping

from escales.checking.privacy.anonymity import headcount_needed
from escales.problems.problem import Problem
from escales.reading.drafts import Draft
from escales.schema import Collectivity
from escales.settings.rules import Rules
from escales.words.phrases import phrases_of
from escales.words.spelling import counted, slugify
from escales.words.vocabulary import Category

phrases = phrases_of("commands/receive")


def in_plain_words(
    problem: Problem, answers: Mapping[str, str], drafts: Iterable[Draft], rules: Rules
) -> str:
    """Return the sentence of a problem, said otherwise where it names keys or files."""
    sentence = phrases["instead"].get(problem.code)
    if sentence is None:
        return problem.message
    slug = answers.get("collectivite")
    facts = next((draft.facts for draft in drafts if draft.source.slug == slug), None)
    if not isinstance(facts, Collectivity):
        return str(sentence)
    needed = headcount_needed(rules.anonymity_threshold, facts.kind, category_of(answers))
    agents = counted(needed, *phrases["agents"])
    return str(sentence).format(found=facts.name, needed=agents)


def category_of(answers: Mapping[str, str]) -> Category:
    """Return the category that answers give; A, the rarest, when they do not."""
    found = slugify(answers.get("categorie", "")).rpartition("-")[2]
    return next((category for category in Category if slugify(category) == found), Category.A)
