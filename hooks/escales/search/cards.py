# SPDX-License-Identifier: EUPL-1.2
"""Say what the search shows and reads of what neighbours publish: stories, then schemes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from escales.content.elsewhere import EmployerElsewhere, SchemeElsewhere
from escales.pages import Site
from escales.pages.cards import gist_there
from escales.pages.elsewhere import StoryThere
from escales.pages.templating import safe_web_address
from escales.schema.departments import france
from escales.words.phrases import phrases_of

phrases = phrases_of("search")


@dataclass(frozen=True, slots=True)
class FoundCard:
    """What a result shows; `more` too, which is shown when the question is about it."""

    url: str
    title: str
    kind: str
    facts: str
    summary: str
    more: str = ""

    @property
    def shown(self) -> Mapping[str, str]:
        """Return it by the names of Pagefind's results."""
        meta = {"titre": self.title, "genre": self.kind, "faits": self.facts}
        return {"url": self.url, **meta, "resume": self.summary, "plus": self.more}


def make_story_cards(site: Site) -> Iterator[FoundCard]:
    """Yield a card for each story that a neighbour tells, in the order of our list of stories."""
    there = (story for story in site.all.ordered if isinstance(story, StoryThere))
    return map(_story_card, there)


def make_scheme_cards(site: Site) -> Iterator[FoundCard]:
    """Yield a card for each scheme that this site does not have."""
    return (_scheme_card(scheme) for scheme, *_ in site.elsewhere.schemes.values())


def _story_card(story: StoryThere) -> FoundCard:
    told = story.told
    places = dict.fromkeys(map(_department, filter(None, (told.employer, told.host))))
    others = (*filter(None, places), str(told.share or ""), str(told.year), *told.skills)
    return FoundCard(
        url=safe_web_address(told.address),
        title=told.title,
        kind=phrases.story_elsewhere.format(name=story.neighbour.name),
        facts=gist_there(story),
        summary=told.summary,
        more=" · ".join(filter(None, (told.signature, *others))),
    )


def _scheme_card(scheme: SchemeElsewhere) -> FoundCard:
    facts = (scheme.acronym, scheme.bearer_name, scheme.maturity.label)
    return FoundCard(
        url=safe_web_address(scheme.address),
        title=scheme.title,
        kind=phrases.scheme_elsewhere.format(name=scheme.neighbour.name),
        facts=" · ".join(filter(None, facts)),
        summary=scheme.summary,
    )


def _department(employer: EmployerElsewhere) -> str:
    department = france().departments.get(employer.department or "")
    return str(department) if department else ""
