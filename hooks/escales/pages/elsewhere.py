# SPDX-License-Identifier: EUPL-1.2
"""What neighbours publish, by the names that this site gives to the same employers and schemes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias, TypeVar

from escales.content.elsewhere import (
    AdoptionElsewhere,
    EmployerElsewhere,
    Lineage,
    Neighbour,
    Neighbourhood,
    SchemeElsewhere,
    StoryElsewhere,
)
from escales.content.library import Entry, Library
from escales.content.lineage import lineage_of
from escales.schema import Story
from escales.schema.durations import Duration
from escales.schema.shares import Share
from escales.words.addresses import later_names
from escales.words.vocabulary import Category, Status, Viewpoint

D = TypeVar("D", EmployerElsewhere, SchemeElsewhere)

HERE = "ici"  # what the explorer calls this site


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What lists ask of a story told elsewhere, as `Story` names it."""

    title: str
    summary: str
    category: Category
    collectivity: str
    host: str | None
    duration: Duration
    share: Share | None
    scheme: str | None
    viewpoint: Viewpoint
    year: int
    published_on: date
    teller: str  # the neighbour's slug
    skills: tuple[str, ...] = ()
    status: Status | None = None
    example: bool = False


@dataclass(frozen=True, slots=True)
class StoryThere:
    """A story told elsewhere, in our lists: no story of ours has its `slug`, `uri` leads there."""

    slug: str
    uri: str
    facts: CardFacts
    told: StoryElsewhere

    @property
    def neighbour(self) -> Neighbour:
        """The site that tells it."""
        return self.told.neighbour


Listed: TypeAlias = Entry[Story] | StoryThere
ListedFacts: TypeAlias = Story | CardFacts


Employers: TypeAlias = Mapping[str, Sequence[EmployerElsewhere]]
Schemes: TypeAlias = Mapping[str, Sequence[SchemeElsewhere]]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What neighbours publish: employers and schemes by the key that stands for each here.

    Several neighbours may describe the same one. `employers` and `schemes` have no page on this
    site; the key of those that have one is its slug.
    """

    stories: Sequence[StoryThere] = ()
    employers: Employers = field(default_factory=dict)
    schemes: Schemes = field(default_factory=dict)
    employers_of_ours: Employers = field(default_factory=dict)
    schemes_of_ours: Schemes = field(default_factory=dict)
    adoptions: Sequence[tuple[str, str, AdoptionElsewhere]] = ()  # employer, scheme, what is told


def see_elsewhere(neighbourhood: Neighbourhood, library: Library) -> Elsewhere:
    """Recognise the employers that have a page here, and the schemes that are kin of ours."""
    if not neighbourhood:
        return Elsewhere()
    keys = _Keys(library, neighbourhood)
    employers: defaultdict[str, list[EmployerElsewhere]] = defaultdict(list)
    schemes: defaultdict[str, list[SchemeElsewhere]] = defaultdict(list)
    for employer in _once(*neighbourhood.employers, *_named(neighbourhood.stories)):
        employers[keys.of_employer(employer)].append(employer)
    for scheme in _once(
        *neighbourhood.schemes, *(one.scheme for one in neighbourhood.stories if one.scheme)
    ):
        schemes[keys.of_scheme(scheme)].append(scheme)
    collectivities, own = library.collectivities, library.schemes
    return Elsewhere(
        stories=[keys.listed(story) for story in neighbourhood.stories],
        employers={key: one for key, one in employers.items() if key not in collectivities},
        schemes={key: one for key, one in schemes.items() if key not in own},
        employers_of_ours={key: one for key, one in employers.items() if key in collectivities},
        schemes_of_ours={key: one for key, one in schemes.items() if key in own},
        adoptions=[
            (keys.of_employer(one.employer), keys.of_scheme(one.scheme), one)
            for one in neighbourhood.adoptions
        ],
    )


def _named(stories: Iterable[StoryElsewhere]) -> Iterator[EmployerElsewhere]:
    for story in stories:
        yield story.employer
        if story.host:
            yield story.host


def _once(*described: D) -> Iterable[D]:
    """Return each employer or scheme of each neighbour once."""
    once: dict[tuple[str, str], D] = {}
    for one in described:
        once.setdefault((one.neighbour.slug, one.id), one)
    return once.values()


def _first_lineages(library: Library, neighbourhood: Neighbourhood) -> Mapping[Lineage, Lineage]:
    """Return, for a scheme that was renamed before somebody took it, its lineage of before."""
    told = [(one.lineage, one.later_names) for one in neighbourhood.schemes]
    own = [
        (lineage_of(one, library), later_names(slug, one.facts.former_slugs))
        for slug, one in library.schemes.items()
        if slug not in library.taken
    ]
    return {
        replace(lineage, scheme=name): lineage
        for lineage, names in (*told, *own)
        if lineage
        for name in names
    }


class _Keys:
    """What stands here for an employer or a scheme of a neighbour; a slug has no point."""

    def __init__(self, library: Library, neighbourhood: Neighbourhood) -> None:
        self._first = _first_lineages(library, neighbourhood)
        self._employers = {
            entry.facts.siren: slug
            for slug, entry in library.collectivities.items()
            if entry.facts.siren and not entry.facts.example
        }
        self._schemes = {
            self._first.get(lineage, lineage): slug
            for slug, scheme in library.schemes.items()
            if (lineage := lineage_of(scheme, library))
        }

    def of_employer(self, employer: EmployerElsewhere) -> str:
        siren = employer.siren
        return self._employers.get(siren, siren) if siren else _private_key(employer)

    def of_scheme(self, scheme: SchemeElsewhere) -> str:
        if (lineage := scheme.lineage) is None:
            return _private_key(scheme)
        lineage = self._first.get(lineage, lineage)
        return self._schemes.get(lineage, f"{lineage.scheme}.{lineage.bearer_siren}")

    def listed(self, story: StoryElsewhere) -> StoryThere:
        home = self.of_employer(story.employer)
        host = self.of_employer(story.host) if story.host else None
        facts = CardFacts(
            title=story.title,
            summary=story.summary,
            category=story.category,
            collectivity=home,
            host=None if host == home else host,
            duration=story.duration,
            share=story.share,
            scheme=self.of_scheme(story.scheme) if story.scheme else None,
            viewpoint=story.viewpoint,
            year=story.year,
            published_on=story.published_on,
            teller=story.neighbour.slug,
            skills=story.skills,
        )
        return StoryThere(_private_key(story), story.address, facts, story)


def _private_key(one: EmployerElsewhere | SchemeElsewhere | StoryElsewhere) -> str:
    return f"{one.neighbour.slug}.{one.id}"
