# SPDX-License-Identifier: EUPL-1.2
"""The page of all employers: a map of France, and the same as a list by department."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from escales.pages.page import SitePage
from escales.pages.story_lists import Site, StoryList
from escales.pages.templating import fill
from escales.schema.departments import Department, france
from escales.words.addresses import COLLECTIVITIES
from escales.words.phrases import phrases_of
from escales.words.vocabulary import CollectivityType

phrases = phrases_of("pages")


@dataclass(frozen=True, slots=True)
class CitedDepartment:
    """A department, and the real employers of the site there.

    Each of `groups` stands for several employers, so that none of their agents is recognised.
    """

    department: Department
    collectivities: Sequence[StoryList]
    groups: Sequence[StoryList]

    @property
    def story_lists(self) -> Sequence[StoryList]:
        return [*self.collectivities, *self.groups]

    @property
    def anchor(self) -> str:
        return f"es-departement-{self.department.code.lower()}"

    @property
    def stories(self) -> int:
        """How many stories; one between two employers of the department counts once."""
        return len({story.uri for story_list in self.story_lists for story in story_list.stories})


def make_collectivities_page(site: Site) -> SitePage:
    by_code = _by_department(site)
    departments = france().departments.values()
    phrase = phrases["collectivities"]
    return SitePage(
        uri=COLLECTIVITIES,
        title=phrase["title"],
        description=phrase["lead"],
        parent=None,  # it is in the navigation
        head=fill(
            "collectivities.html",
            COLLECTIVITIES,
            title=phrase["title"],
            lead=phrase["lead"],
            france=france(),
            cited_departments=[
                CitedDepartment(d, *by_code[d.code]) for d in departments if d.code in by_code
            ],
            land="".join(d.path for d in departments if d.code not in by_code),
            elsewhere=[*chain.from_iterable(by_code.get(None, ()))],
            fictional=[story_list for story_list in site.collectivities if story_list.fictional],
        ),
        searchable=False,
    )


def _by_department(site: Site) -> dict[str | None, tuple[list[StoryList], list[StoryList]]]:
    """Return the real employers and the groups of each department, by its code or None."""
    by_code: defaultdict[str | None, tuple[list[StoryList], list[StoryList]]]
    by_code = defaultdict(lambda: ([], []))
    entries = {entry.uri: entry.facts for entry in site.library.collectivities.values()}
    for story_list in site.collectivities:
        if not story_list.fictional:
            facts = entries[story_list.uri]
            several = facts.kind is CollectivityType.SEVERAL
            by_code[facts.department][several].append(story_list)
    return dict(by_code)
