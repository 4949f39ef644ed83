# SPDX-License-Identifier: EUPL-1.2
"""Who took up which scheme, as this site says and as its neighbours do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from escales.content.elsewhere import AdoptionElsewhere, Neighbour
from escales.content.library import Library
from escales.pages.elsewhere import Elsewhere
from escales.schema.collectivity import Adoption


@dataclass(frozen=True, slots=True)
class Adopter:
    """An employer that took a scheme up: `employer` and `scheme` stand for each on this site.

    `teller` is the neighbour that says so, where this site does not.
    """

    employer: str
    scheme: str
    name: str
    adoption: Adoption | AdoptionElsewhere
    teller: Neighbour | None = None


def all_adopters(library: Library, elsewhere: Elsewhere) -> Sequence[Adopter]:
    """Return all of them, each once: what this site says goes first."""
    once: dict[tuple[str, str], Adopter] = {}
    for adopter in (*_told_here(library), *_told_there(elsewhere)):
        once.setdefault((adopter.employer, adopter.scheme), adopter)
    return list(once.values())


def _told_here(library: Library) -> Iterator[Adopter]:
    for slug, entry in library.collectivities.items():
        for adoption in entry.facts.adoptions:
            yield Adopter(slug, adoption.scheme, entry.facts.name, adoption)


def _told_there(elsewhere: Elsewhere) -> Iterator[Adopter]:
    for employer, scheme, told in elsewhere.adoptions:
        yield Adopter(employer, scheme, told.employer.name, told, told.employer.neighbour)
