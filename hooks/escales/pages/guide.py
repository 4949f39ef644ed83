# SPDX-License-Identifier: EUPL-1.2
"""What goes with a page: its documents, its stories, and for « Quel cadre » the way there."""

from collections import Counter
from collections.abc import Iterable

from markupsafe import Markup

from escales.content.guide import START, read_guide
from escales.content.library import Entry
from escales.pages.elsewhere import Listed, ListedFacts
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.problems.problem import Notes
from escales.reading.header import split_header
from escales.reading.validation import validate
from escales.schema import HandWrittenPage, KitDocument, Scheme, StoriesToShow
from escales.words.kit_terms import Setting
from escales.words.vocabulary import Viewpoint

SHOWN = 3  # stories at most


def guide_step(uri: str, site: Site) -> Markup:
    """Say which question this is and how many may follow, or which one it answers."""
    guide = read_guide(site.library.pages)
    ways = guide.ways_to(uri)
    asks = uri in guide.choices
    fewest, most = guide.questions_after(uri) if asks else (0, 0)
    places = sorted({len(way) + 1 for way in ways}) or [1]
    return fill(
        "guide_step.html",
        uri,
        asks=asks,
        places=places,
        fewest=places[0] + fewest,
        most=places[-1] + most,
        before=list(dict.fromkeys((way[-1].uri, way[-1].title) for way in ways if way)),
    )


def guide_way(uri: str, site: Site) -> Markup:
    """Show the answers given so far, each the way back to its question."""
    return fill("guide_way.html", uri, ways=read_guide(site.library.pages).ways_to(uri))


def guide_next(uri: str, site: Site) -> Markup:
    """Show the documents and the stories that go with an answer, and the ways that lead to it."""
    return fill(
        "guide_next.html",
        uri,
        documents=documents_of(uri, site),
        stories=stories_of(uri, site),
        ways=read_guide(site.library.pages).ways_to(uri),
        start=START,
        card=site.cards.for_page(uri),
        inviting=site.inviting,
    )


def chosen_stories(uri: str, site: Site) -> Markup:
    """Show a few stories that fit what the header of a page says of them."""
    found = _in_turn(stories_fitting(uri, site) or [])[:SHOWN]
    told_by = {story.facts.viewpoint for story in found}
    lists = [
        each for each in site.viewpoints if told_by & {one.facts.viewpoint for one in each.listed}
    ]
    return fill(
        "chosen_stories.html",
        uri,
        stories=found,
        lists=lists,
        card=site.cards.for_page(uri),
        inviting=site.inviting,
    )


def chosen_documents(uri: str, site: Site) -> Markup:
    """Show the documents that the header of a page names, where this site has them."""
    return fill("chosen_documents.html", uri, documents=documents_of(uri, site))


def documents_of(uri: str, site: Site) -> list[tuple[Entry[KitDocument], Entry[Scheme]]]:
    """Return the documents that a page names and this site has: others have other kits."""
    facts, library = _facts(uri, site), site.library
    named = [name.partition("/") for name in (facts.documents if facts else ())]
    return [
        (document, library.schemes[scheme])
        for scheme, _, slug in named
        for document in library.kits.get(scheme, ())
        if document.slug == slug
    ]


def stories_of(uri: str, site: Site) -> list[Listed] | None:
    """Return a few stories that fit what a page says of them, or None if it says nothing."""
    fitting = stories_fitting(uri, site)
    return None if fitting is None else fitting[:SHOWN]


def stories_fitting(uri: str, site: Site) -> list[Listed] | None:
    """Return all of them, the newest first."""
    facts = _facts(uri, site)
    if facts is None or facts.stories is None:
        return None
    return [one for one in site.all.ordered if _fits(one.facts, facts.stories)]


def _in_turn(stories: Iterable[Listed]) -> list[Listed]:
    """Return stories so that each point of view speaks once before one speaks again."""
    told = Counter[Viewpoint]()
    turns = list[tuple[int, Listed]]()
    for story in stories:
        turns.append((told[story.facts.viewpoint], story))
        told[story.facts.viewpoint] += 1
    return [story for _, story in sorted(turns, key=lambda turn: turn[0])]


def _facts(uri: str, site: Site) -> HandWrittenPage | None:
    header, _, _ = split_header(site.library.pages[f"docs/{uri}"], Notes(uri))
    return validate(HandWrittenPage, header, Notes(uri)) if header else None


def _fits(story: ListedFacts, wanted: StoriesToShow) -> bool:
    between = Setting.BETWEEN_EMPLOYERS if story.host else Setting.AT_HOME
    return (
        wanted.setting in {None, between}
        and (not wanted.statuses or story.status in wanted.statuses)
        and (not wanted.bands or story.duration.band in wanted.bands)
        and (not wanted.viewpoints or story.viewpoint in wanted.viewpoints)
    )
