# SPDX-License-Identifier: EUPL-1.2
"""Which administrations may be asked: by scheme, by skill, by department; here and elsewhere.

Only what their pages, their schemes and the true stories of their agents say already: never a
person, never a fiction.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from escales.content.elsewhere import EmployerElsewhere, SchemeElsewhere
from escales.content.library import Entry
from escales.pages.adopters import Adopter, all_adopters
from escales.pages.story_lists import Site, employers
from escales.pages.templating import fill
from escales.schema import Collectivity, Scheme
from escales.schema.departments import france
from escales.words.spelling import slugify

MOST_SKILLS = 100  # those of most stories: agents say them in their own words
MOST_EMPLOYERS = 8  # by skill
MOST_ADOPTERS = 5  # of a scheme, before the others are folded
MOST_IN_SIGHT = 40  # administrations in all departments, before they are folded


@dataclass(slots=True)
class Administration:
    """An employer, on a page of this site or of neighbours, and what is said of it."""

    key: str
    name: str
    department: str | None
    entry: Entry[Collectivity] | None = None
    pages: Sequence[EmployerElsewhere] = ()
    borne: list["TriedScheme"] = field(default_factory=list)
    adopted: list[tuple["TriedScheme", Adopter]] = field(default_factory=list)
    stories: int = 0

    @property
    def siren(self) -> str | None:
        return self.entry.facts.siren if self.entry else self.pages[0].siren


@dataclass(slots=True)
class TriedScheme:
    """A scheme, on a page of this site or of neighbours, with who bears it and who took it up."""

    key: str
    title: str
    entry: Entry[Scheme] | None = None
    pages: Sequence[SchemeElsewhere] = ()
    bearer: Administration | None = None
    adopters: list[tuple[Administration, Adopter]] = field(default_factory=list)

    @property
    def told(self) -> Scheme | SchemeElsewhere:
        """What is said of its maturity."""
        return self.entry.facts if self.entry else self.pages[0]


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill as a story first says it, how many stories do, and their employers."""

    name: str
    stories: int
    employers: Sequence[Administration]


def schemes_block(uri: str, site: Site) -> Markup:
    """Show each scheme with who bears it and who took it up."""
    return fill("tried_schemes.html", uri, schemes=_everything(site)[1], most=MOST_ADOPTERS)


def skills_block(uri: str, site: Site) -> Markup:
    """Show the skills that true stories name, each with the employers of these stories."""
    skills, others = _skills(site, _administrations(site))
    return fill(
        "tried_skills.html",
        uri,
        skills=skills,
        others=others,
        most=MOST_EMPLOYERS,
        inviting=site.inviting,
    )


def departments_block(uri: str, site: Site) -> Markup:
    """Show the administrations of each department, with what is said of them."""
    by_code: defaultdict[str | None, list[Administration]] = defaultdict(list)
    for one in sorted(_everything(site)[0].values(), key=lambda one: slugify(one.name)):
        if one.borne or one.adopted or one.stories:
            by_code[one.department].append(one)
    departments = france().departments
    ordered = [code for code in (*departments, None) if code in by_code]
    return fill(
        "tried_departments.html",
        uri,
        groups=[(departments.get(code or ""), by_code[code]) for code in ordered],
        folded=sum(map(len, by_code.values())) > MOST_IN_SIGHT,
    )


def _administrations(site: Site) -> Mapping[str, Administration]:
    """Return all of them but the invented ones, by the key that stands for each on this site."""
    told = Counter(
        key
        for story in site.all.listed
        if not story.facts.example
        for key in employers(story.facts)
    )
    elsewhere = site.elsewhere
    here = [
        Administration(
            slug,
            entry.facts.name,
            entry.facts.department,
            entry,
            elsewhere.employers_of_ours.get(slug, ()),
            stories=told[slug],
        )
        for slug, entry in site.library.collectivities.items()
        if not entry.facts.example
    ]
    there = [
        Administration(key, one.name, one.department, None, (one, *others), stories=told[key])
        for key, (one, *others) in elsewhere.employers.items()
    ]
    return {one.key: one for one in (*here, *there)}


def _everything(site: Site) -> tuple[Mapping[str, Administration], Sequence[TriedScheme]]:
    """Return administrations and schemes, each with the other."""
    known, elsewhere = _administrations(site), site.elsewhere
    by_siren = {one.siren: one for one in known.values() if one.siren}
    by_name = {(p.neighbour, p.name): one for one in known.values() for p in one.pages}
    schemes = {
        slug: TriedScheme(
            slug,
            entry.facts.title,
            entry,
            elsewhere.schemes_of_ours.get(slug, ()),
            known[entry.facts.bearer],
        )
        for slug, entry in site.library.schemes.items()
        if entry.facts.bearer in known  # an invented one bears nothing true
    }
    for key, pages in elsewhere.schemes.items():
        one = pages[0]
        siren = one.lineage.bearer_siren if one.lineage else None
        bearer = by_siren.get(siren or "") or by_name.get((one.neighbour, one.bearer_name))
        schemes[key] = TriedScheme(key, one.title, None, pages, bearer)
    for scheme in schemes.values():
        if scheme.bearer:
            scheme.bearer.borne.append(scheme)
    for adopter in all_adopters(site.library, elsewhere):
        if (who := known.get(adopter.employer)) and (what := schemes.get(adopter.scheme)):
            what.adopters.append((who, adopter))
            who.adopted.append((what, adopter))
    return known, list(schemes.values())


def _skills(site: Site, known: Mapping[str, Administration]) -> tuple[list[Skill], int]:
    """Return the skills of most stories, by name, and how many others there are."""
    names: dict[str, str] = {}
    stories = Counter[str]()
    told_by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for story in site.all.listed:
        if not story.facts.example:
            for slug, name in {slugify(skill): skill for skill in story.facts.skills}.items():
                names.setdefault(slug, name)
                stories[slug] += 1
                told_by[slug].update(key for key in employers(story.facts) if key in known)
    shown = sorted(slug for slug, _ in stories.most_common(MOST_SKILLS))
    return [
        Skill(names[slug], stories[slug], [known[key] for key, _ in told_by[slug].most_common()])
        for slug in shown
    ], len(stories) - len(shown)
