# SPDX-License-Identifier: EUPL-1.2
"""What stories may be filtered by in the explorer, in the order in which readers choose."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from escales.content.library import Entry
from escales.pages import phrases
from escales.pages.figures import Tally, tally
from escales.pages.story_lists import Site
from escales.schema import Story
from escales.schema.values import share_band
from escales.words.addresses import NO_SCHEME
from escales.words.vocabulary import Band, Category, ShareBand, Term, Viewpoint


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value of a facet: `slug` in the address, `label` on the page, the stories that have it."""

    slug: str
    label: str
    tally: Tally
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A question that readers filter by; a story gives one answer, or its two employers.

    `key` is that of the front matter, so that an address reads like a story's header.
    """

    key: str
    label: str
    choices: Sequence[FacetChoice]
    answers: Callable[[Story], tuple[str, ...]]


def make_facets(site: Site) -> list[Facet]:
    """Return every facet with all its values, those of closed lists in their own order."""
    schemes = {story_list.uri.split("/")[-2]: story_list.label for story_list in site.schemes}
    collectivities = {
        story_list.uri.removeprefix("collectivites/").removesuffix(".md"): story_list.label
        for story_list in site.collectivities
        if story_list.stories
    }
    years = sorted({str(story.facts.year) for story in site.all.stories}, reverse=True)
    questions: list[tuple[str, Mapping[str, str], Callable[[Story], tuple[str, ...]]]] = [
        ("categorie", _labels(Category), lambda facts: (facts.category,)),
        ("duree", _labels(Band), lambda facts: (facts.duration.band,)),
        ("collectivite", collectivities, _collectivities),
        ("dispositif", schemes, lambda facts: (facts.scheme or NO_SCHEME,)),
        ("point_de_vue", _labels(Viewpoint), lambda facts: (facts.viewpoint,)),
        ("quotite", _labels(ShareBand), lambda facts: (share_band(facts.share),)),
        ("annee", {year: year for year in years}, lambda facts: (str(facts.year),)),
    ]
    fictional = {story_list.label for story_list in site.collectivities if story_list.fictional}
    return [
        Facet(
            key,
            phrases.COLLECTIVITY if key == "collectivite" else str(Story.keys()[key].title),
            list(_choices(labels, _by_answer(site.all.stories, answers), fictional)),
            answers,
        )
        for key, labels, answers in questions
    ]


def _labels(terms: Iterable[Term]) -> Mapping[str, str]:
    return {str(term): term.label for term in terms}


def _collectivities(facts: Story) -> tuple[str, ...]:
    return (facts.collectivity, facts.host) if facts.host else (facts.collectivity,)


def _by_answer(
    stories: Iterable[Entry[Story]], answers: Callable[[Story], tuple[str, ...]]
) -> Mapping[str, list[Entry[Story]]]:
    stories_by_answer: defaultdict[str, list[Entry[Story]]] = defaultdict(list)
    for story in stories:
        for slug in answers(story.facts):
            stories_by_answer[slug].append(story)
    return stories_by_answer


def _choices(
    labels: Mapping[str, str],
    stories: Mapping[str, list[Entry[Story]]],
    fictional: Iterable[str],
) -> Iterator[FacetChoice]:
    for slug, label in labels.items():
        yield FacetChoice(slug, label, tally(stories.get(slug, ())), label in fictional)
