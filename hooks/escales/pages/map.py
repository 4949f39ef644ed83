# SPDX-License-Identifier: EUPL-1.2
"""The page of all employers: a map of France, and the list by department that says the same."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from escales.addresses import COLLECTIVITIES
from escales.departments import Department, france
from escales.pages import phrases
from escales.pages.page import Page
from escales.pages.shelves import Catalogue, Shelf
from escales.pages.templating import fill


@dataclass(frozen=True, slots=True)
class Place:
    """A department, and the real employers that the site cites there."""

    department: Department
    employers: Sequence[Shelf]

    @property
    def anchor(self) -> str:
        return f"es-departement-{self.department.code.lower()}"

    @property
    def stories(self) -> int:
        """How many stories; one that led from an employer to its neighbour is one."""
        return len({story.uri for shelf in self.employers for story in shelf.stories})


def collectivities_page(catalogue: Catalogue) -> Page:
    by_code = _employers(catalogue)
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
            places=[Place(d, by_code[d.code]) for d in departments if d.code in by_code],
            land="".join(d.path for d in departments if d.code not in by_code),
            elsewhere=by_code.get(None),
            fictional=[shelf for shelf in catalogue.collectivities if shelf.fictional],
        ),
        searchable=False,
    )


def _employers(catalogue: Catalogue) -> dict[str | None, list[Shelf]]:
    """Sort the real employers by the code of their department, or None."""
    by_code: defaultdict[str | None, list[Shelf]] = defaultdict(list)
    entries = {entry.uri: entry.facts for entry in catalogue.library.collectivities.values()}
    for shelf in catalogue.collectivities:
        if not shelf.fictional:
            by_code[entries[shelf.uri].department].append(shelf)
    return dict(by_code)
