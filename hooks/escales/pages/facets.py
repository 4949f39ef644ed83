# SPDX-License-Identifier: EUPL-1.2
"""What readers filter stories by in the explorer, in the order of the page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from escales.pages import nearby
from escales.pages.elsewhere import HERE, CardFacts, ListedFacts
from escales.pages.figures import Tally, tally
from escales.pages.story_list import Stories
from escales.pages.story_lists import Site, employers, stories_by
from escales.schema import Story
from escales.schema.shares import share_band
from escales.words.addresses import NO_SCHEME
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Band, Category, ShareBand, Term, Viewpoint

phrases = phrases_of("pages")

Answers = Callable[[ListedFacts], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value of a facet: `slug` in the address, `label` on the page, the stories that have it."""

    slug: str
    label: str
    tally: Tally
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A question that readers filter by. A story has one answer, or those of its two employers.

    `key` is that of the front matter: an address then reads like the header of a story. Where the
    employers alone give the answer, `by_employer` does, by their slugs.
    """

    key: str
    label: str
    choices: Sequence[FacetChoice]
    answers: Answers
    by_employer: Mapping[str, str] | None = None


def make_facets(site: Site) -> list[Facet]:
    """Return every facet with all its choices; closed lists keep their order.

    Which site tells a story is asked only where neighbours tell some.
    """
    years = sorted({str(story.facts.year) for story in site.all.listed}, reverse=True)
    where = {
        "region": nearby.region_of_employers(site),
        "departement": nearby.department_of_employers(site),
    }
    questions: list[tuple[str, Mapping[str, str], Answers]] = [
        ("categorie", _labels(Category), lambda facts: (facts.category,)),
        ("duree", _labels(Band), lambda facts: (facts.duration.band,)),
        ("region", nearby.region_labels(), partial(_through, where["region"])),
        ("departement", nearby.department_labels(), partial(_through, where["departement"])),
        ("collectivite", _employers(site), employers),
        ("dispositif", _schemes(site), lambda facts: (facts.scheme or NO_SCHEME,)),
        ("point_de_vue", _labels(Viewpoint), lambda facts: (facts.viewpoint,)),
        ("quotite", _labels(ShareBand), lambda facts: (share_band(facts.share),)),
        ("annee", {year: year for year in years}, lambda facts: (str(facts.year),)),
    ]
    if site.elsewhere.stories:
        questions.append(("raconte", _tellers(site), _teller))
    fictional = {story_list.slug for story_list in site.collectivities if story_list.fictional}
    facets = []
    for key, labels, answers in questions:
        stories = stories_by(site.all.listed, answers)
        used = {slug: label for slug, label in labels.items() if slug in stories}
        choices = _choices(
            used if key in (*where, "collectivite", "raconte") else labels,
            stories,
            fictional if key == "collectivite" else (),
        )
        label = phrases["facets"].get(key) or str(Story.keys()[key].title)
        facets.append(Facet(key, label, list(choices), answers, where.get(key)))
    return facets


def _employers(site: Site) -> Mapping[str, str]:
    """Return the name of each employer, by name; those of examples come last."""
    named = sorted(
        [
            *((one.slug, one.label) for one in site.collectivities if not one.fictional),
            *((key, pages[0].name) for key, pages in site.elsewhere.employers.items()),
        ],
        key=lambda named: slugify(named[1]),
    )
    invented = {one.slug: one.label for one in site.collectivities if one.fictional}
    return dict(named) | invented


def _schemes(site: Site) -> Mapping[str, str]:
    """Return what each scheme is called; the stories without any come last."""
    *own, (none, outside) = ((one.slug, one.label) for one in site.schemes)
    there = {
        key: pages[0].acronym or pages[0].title for key, pages in site.elsewhere.schemes.items()
    }
    return {**dict(own), **there, none: outside}


def _tellers(site: Site) -> Mapping[str, str]:
    """Return which sites tell stories: this one, then its neighbours."""
    neighbours = {one.slug: one.name for one in site.neighbourhood.neighbours}
    on = {slug: phrases.told_on.format(name=name) for slug, name in neighbours.items()}
    return {HERE: phrases.told_here, **on}


def _teller(facts: ListedFacts) -> tuple[str, ...]:
    return (facts.teller if isinstance(facts, CardFacts) else HERE,)


def _through(places: Mapping[str, str], facts: ListedFacts) -> tuple[str, ...]:
    """Return where the employers of a story are, each place once."""
    return tuple(dict.fromkeys(places[slug] for slug in employers(facts) if slug in places))


def _labels(terms: Iterable[Term]) -> Mapping[str, str]:
    return {str(term): term.label for term in terms}


def _choices(
    labels: Mapping[str, str],
    stories: Mapping[str, Stories],
    fictional: Iterable[str],
) -> Iterator[FacetChoice]:
    for slug, label in labels.items():
        yield FacetChoice(slug, label, tally(stories.get(slug, ())), slug in fictional)
