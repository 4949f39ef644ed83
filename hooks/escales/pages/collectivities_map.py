# SPDX-License-Identifier: EUPL-1.2
"""The page of all employers: a map of France, and the same as a list by department."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from escales.content.elsewhere import EmployerElsewhere
from escales.pages.page import SitePage
from escales.pages.story_list import Stories, StoryList
from escales.pages.story_lists import Site, employers, stories_by
from escales.pages.templating import fill
from escales.schema.departments import Department, france
from escales.words.addresses import COLLECTIVITIES
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import CollectivityType

phrases = phrases_of("pages")


@dataclass(frozen=True, slots=True)
class EmployerThere:
    """An employer on pages of neighbours alone, and the stories of its agents."""

    pages: Sequence[EmployerElsewhere]
    listed: Stories
    entry: None = None  # as an employer that has a page here would have one

    @property
    def name(self) -> str:
        return self.pages[0].name

    @property
    def several(self) -> bool:
        """Whether it stands for several."""
        return self.pages[0].kind is CollectivityType.SEVERAL


@dataclass(frozen=True, slots=True)
class CitedDepartment:
    """A department, and the real employers of the site there.

    Each of `groups` stands for several employers, so that none of their agents is recognised.
    `elsewhere` are those that only neighbours know.
    """

    department: Department
    collectivities: Sequence[StoryList]
    groups: Sequence[StoryList]
    elsewhere: Sequence[EmployerThere] = ()

    @property
    def story_lists(self) -> Sequence[StoryList]:
        return [*self.collectivities, *self.groups]

    @property
    def employers(self) -> int:
        """How many employers, those apart that stand for several."""
        return len(self.collectivities) + sum(not one.several for one in self.elsewhere)

    @property
    def anchor(self) -> str:
        return f"es-departement-{self.department.code.lower()}"

    @property
    def stories(self) -> int:
        """How many stories; one between two employers of the department counts once."""
        own = {story.uri for one in self.story_lists for story in one.listed}
        return len(own | {story.uri for one in self.elsewhere for story in one.listed})


def make_collectivities_page(site: Site) -> SitePage:
    by_code, there = _by_department(site), _employers_there(site)
    cited = by_code.keys() | there.keys()
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
                CitedDepartment(d, *by_code.get(d.code, ([], [])), there.get(d.code, []))
                for d in departments
                if d.code in cited
            ],
            land="".join(d.path for d in departments if d.code not in cited),
            without=[*chain.from_iterable(by_code.get(None, ()))],
            without_there=there.get(None, ()),
            has_neighbours=bool(there),
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


def _employers_there(site: Site) -> dict[str | None, list[EmployerThere]]:
    """Return those that only neighbours know, of each department, by its code or None."""
    known = site.elsewhere.employers
    by_code: defaultdict[str | None, list[EmployerThere]] = defaultdict(list)
    if known:
        stories = stories_by(site.all.listed, employers)
        for key, pages in sorted(known.items(), key=lambda one: slugify(one[1][0].name)):
            by_code[pages[0].department].append(EmployerThere(pages, stories.get(key, ())))
    return dict(by_code)
