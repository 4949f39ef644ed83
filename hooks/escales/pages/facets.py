# SPDX-License-Identifier: EUPL-1.2
"""What stories may be filtered by in the explorer, in the order in which readers choose."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from escales.content.library import Entry
from escales.pages import phrases
from escales.pages.figures import Tally, tally
from escales.pages.shelves import Catalogue
from escales.schema import Story
from escales.schema.values import share_band
from escales.words.addresses import NO_SCHEME
from escales.words.vocabulary import Band, Category, ShareBand, Term, Viewpoint


@dataclass(frozen=True, slots=True)
class Choice:
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
    choices: Sequence[Choice]
    answers: Callable[[Story], tuple[str, ...]]


def make_facets(catalogue: Catalogue) -> list[Facet]:
    """Return every facet with all its values, those of closed lists in their own order."""
    schemes = {shelf.uri.split("/")[-2]: shelf.label for shelf in catalogue.schemes}
    employers = {
        shelf.uri.removeprefix("collectivites/").removesuffix(".md"): shelf.label
        for shelf in catalogue.collectivities
        if shelf.stories
    }
    years = sorted({str(story.facts.year) for story in catalogue.all.stories}, reverse=True)
    named: list[tuple[str, Mapping[str, str], Callable[[Story], tuple[str, ...]]]] = [
        ("categorie", _labels(Category), lambda facts: (facts.category,)),
        ("duree", _labels(Band), lambda facts: (facts.duration.band,)),
        ("collectivite", employers, _employers),
        ("dispositif", schemes, lambda facts: (facts.scheme or NO_SCHEME,)),
        ("point_de_vue", _labels(Viewpoint), lambda facts: (facts.viewpoint,)),
        ("quotite", _labels(ShareBand), lambda facts: (share_band(facts.share),)),
        ("annee", {year: year for year in years}, lambda facts: (str(facts.year),)),
    ]
    fictional = {shelf.label for shelf in catalogue.collectivities if shelf.fictional}
    return [
        Facet(
            key,
            phrases.EMPLOYER if key == "collectivite" else str(Story.keys()[key].title),
            list(_choices(labels, _by_answer(catalogue.all.stories, answers), fictional)),
            answers,
        )
        for key, labels, answers in named
    ]


def _labels(terms: Iterable[Term]) -> Mapping[str, str]:
    return {str(term): term.label for term in terms}


def _employers(facts: Story) -> tuple[str, ...]:
    return (facts.collectivity, facts.host) if facts.host else (facts.collectivity,)


def _by_answer(
    stories: Iterable[Entry[Story]], answers: Callable[[Story], tuple[str, ...]]
) -> Mapping[str, list[Entry[Story]]]:
    found: defaultdict[str, list[Entry[Story]]] = defaultdict(list)
    for story in stories:
        for slug in answers(story.facts):
            found[slug].append(story)
    return found


def _choices(
    labels: Mapping[str, str],
    stories: Mapping[str, list[Entry[Story]]],
    fictional: Iterable[str],
) -> Iterator[Choice]:
    for slug, label in labels.items():
        yield Choice(slug, label, tally(stories.get(slug, ())), label in fictional)
