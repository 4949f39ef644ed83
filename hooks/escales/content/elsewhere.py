# SPDX-License-Identifier: EUPL-1.2
"""What neighbours publish: other sites made with this engine, and the cards of what they hold.

Cards lead there. None holds the text of a story, and none is an example of fiction.
"""

from dataclasses import dataclass
from datetime import date

from escales.schema.durations import Duration
from escales.schema.shares import Share
from escales.words.vocabulary import Category, CollectivityType, Maturity, Viewpoint


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another site: `slug` is the name of its file in voisins/, `address` ends with a slash."""

    slug: str
    name: str
    address: str
    gathered_on: date


@dataclass(frozen=True, slots=True)
class EmployerElsewhere:
    """An employer as a neighbour describes it; `id` means something on that site alone."""

    neighbour: Neighbour
    id: str
    address: str
    name: str
    kind: CollectivityType
    siren: str | None = None
    department: str | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """What makes a scheme the same one on several sites: who first bore it, under which name."""

    scheme: str
    bearer_siren: str


@dataclass(frozen=True, slots=True)
class SchemeElsewhere:
    """A scheme that a neighbour describes, borne there or taken from somebody."""

    neighbour: Neighbour
    id: str
    address: str
    title: str
    acronym: str | None
    summary: str
    bearer_name: str
    maturity: Maturity
    version: str
    lineage: Lineage | None = None
    later_names: tuple[str, ...] = ()  # than that of its lineage: others may know it by them


@dataclass(frozen=True, slots=True)
class StoryElsewhere:
    """The card of a story that a neighbour publishes, whose author agreed to open data."""

    neighbour: Neighbour
    id: str
    address: str
    title: str
    summary: str
    category: Category
    employer: EmployerElsewhere
    host: EmployerElsewhere | None
    duration: Duration
    share: Share | None
    scheme: SchemeElsewhere | None
    viewpoint: Viewpoint
    year: int
    published_on: date
    signature: str
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdoptionElsewhere:
    """A scheme that an employer took up, as a neighbour says."""

    employer: EmployerElsewhere
    scheme: SchemeElsewhere
    version: str
    since: int
    variant: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """All that was gathered and is recent enough: stories newest first, the rest by address.

    `silences` says, a sentence each, which neighbours gave nothing that can be shown, and why.
    """

    neighbours: tuple[Neighbour, ...] = ()
    stories: tuple[StoryElsewhere, ...] = ()
    schemes: tuple[SchemeElsewhere, ...] = ()
    employers: tuple[EmployerElsewhere, ...] = ()
    adoptions: tuple[AdoptionElsewhere, ...] = ()
    silences: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.neighbours)


NOBODY = Neighbourhood()
