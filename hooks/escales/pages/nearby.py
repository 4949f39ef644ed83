# SPDX-License-Identifier: EUPL-1.2
"""Where the employers of stories are, for who looks for a story near home.

Invented employers are nowhere, and several employers in one file are in their department only.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from escales.pages.story_list import StoryList
from escales.pages.story_lists import Site
from escales.schema.departments import france
from escales.words.places import Place, place_of, regions
from escales.words.vocabulary import CollectivityType

# Named after what they govern, which readers find by the name of the department or of the region.
WHOLE = {CollectivityType.DEPARTMENT, CollectivityType.REGION, CollectivityType.SEVERAL}


AROUND = 6


class Employer(NamedTuple):
    """A true employer, its department if known, and the place that its name says, if any.

    One that only neighbours know has no `uri`.
    """

    slug: str
    uri: str
    name: str
    department: str | None
    place: Place | None


def true_employers(site: Site) -> list[Employer]:
    """Return all of them, with or without a story, by name, then those that neighbours know."""
    entries = site.library.collectivities
    facts = [
        (story_list, entries[story_list.slug].facts)
        for story_list in site.collectivities
        if not story_list.fictional
    ]
    return [
        *(
            Employer(one.slug, one.uri, fact.name, fact.department, _place(fact.name, fact.kind))
            for one, fact in facts
        ),
        *(
            Employer(key, "", one.name, one.department, _place(one.name, one.kind))
            for key, (one, *_) in site.elsewhere.employers.items()
        ),
    ]


def _place(name: str, kind: CollectivityType) -> Place | None:
    return None if kind in WHOLE else place_of(name)


def department_of_employers(site: Site) -> Mapping[str, str]:
    """Return the code of the department of each true employer, by its slug."""
    return {one.slug: one.department for one in true_employers(site) if one.department}


def region_of_employers(site: Site) -> Mapping[str, str]:
    """Return the slug of the region of each, likewise."""
    return {
        slug: regions()[code].slug
        for slug, code in department_of_employers(site).items()
        if code in regions()
    }


def employers_around(site: Site) -> Mapping[str, Sequence[StoryList]]:
    """Return for each employer, by its slug, some others of its region, its department first.

    For an invented one, other invented ones.
    """
    departments, region = department_of_employers(site), region_of_employers(site)
    groups: defaultdict[str, list[StoryList]] = defaultdict(list)
    group_of = {
        one.slug: "" if one.fictional else region.get(one.slug) or departments.get(one.slug)
        for one in site.collectivities
    }
    for one in site.collectivities:
        if (group := group_of[one.slug]) is not None:
            groups[group].append(one)
    around = {}
    for slug, group in group_of.items():
        others = [one for one in groups[group] if one.slug != slug] if group is not None else []
        home = departments.get(slug)
        same = [one for one in others if departments.get(one.slug) == home]
        around[slug] = [*same, *(one for one in others if departments.get(one.slug) != home)][
            :AROUND
        ]
    return around


def department_labels() -> Mapping[str, str]:
    return {code: str(department) for code, department in france().departments.items()}


def region_labels() -> Mapping[str, str]:
    """Return the name of each region by its slug, in the order of the alphabet."""
    by_slug = {region.slug: region.name for region in regions().values()}
    return dict(sorted(by_slug.items()))
