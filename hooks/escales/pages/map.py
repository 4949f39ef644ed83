# SPDX-License-Identifier: EUPL-1.2
"""The page of all employers: a map of France, and the list by department that says the same."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from escales.pages import phrases
from escales.pages.page import Page
from escales.pages.shelves import Catalogue, Shelf
from escales.pages.templating import fill
from escales.schema.departments import Department, france
from escales.words.addresses import COLLECTIVITIES
from escales.words.vocabulary import CollectivityType


@dataclass(frozen=True, slots=True)
class Place:
    """A department, and the real employers that the site cites there.

    `groups` each stand for several employers, for the sake of their agents: they are not counted.
    """

    department: Department
    employers: Sequence[Shelf]
    groups: Sequence[Shelf]

    @property
    def shelves(self) -> Sequence[Shelf]:
        return [*self.employers, *self.groups]

    @property
    def anchor(self) -> str:
        return f"es-departement-{self.department.code.lower()}"

    @property
    def stories(self) -> int:
        """How many stories; one that led from an employer to its neighbour is one."""
        return len({story.uri for shelf in self.shelves for story in shelf.stories})


def collectivities_page(catalogue: Catalogue) -> Page:
    by_code = _places(catalogue)
    departments = france().departments.values()
    phrase = phrases.COLLECTIVITIES
    return Page(
        uri=COLLECTIVITIES,
        title=phrase.title,
        description=phrase.lead,
        parent=None,  # it stands in the navigation
        head=fill(
            "collectivities.html",
            COLLECTIVITIES,
            title=phrase.title,
            lead=phrase.lead,
            france=france(),
            places=[Place(d, *by_code[d.code]) for d in departments if d.code in by_code],
            land="".join(d.path for d in departments if d.code not in by_code),
            elsewhere=[*chain.from_iterable(by_code.get(None, ()))],
            fictional=[shelf for shelf in catalogue.collectivities if shelf.fictional],
        ),
        searchable=False,
    )


def _places(catalogue: Catalogue) -> dict[str | None, tuple[list[Shelf], list[Shelf]]]:
    """Sort the real employers, then the groups of them, by the code of a department, or None."""
    by_code: defaultdict[str | None, tuple[list[Shelf], list[Shelf]]]
    by_code = defaultdict(lambda: ([], []))
    entries = {entry.uri: entry.facts for entry in catalogue.library.collectivities.values()}
    for shelf in catalogue.collectivities:
        if not shelf.fictional:
            facts = entries[shelf.uri]
            several = facts.kind is CollectivityType.SEVERAL
            by_code[facts.department][several].append(shelf)
    return dict(by_code)
