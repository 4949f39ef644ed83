# SPDX-License-Identifier: EUPL-1.2
"""The blocks that hand-written pages hold by their marks, and the pages that lead to the lists."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from escales.content.library import Entry
from escales.form import describe_form
from escales.open_data import DATA_FILES
from escales.pages import tried
from escales.pages.accessibility import PARTS as ACCESSIBILITY
from escales.pages.accessibility import accessibility_block
from escales.pages.agreement import documents_block
from escales.pages.collectivities_map import make_collectivities_page
from escales.pages.duration_line import position
from escales.pages.facets import FacetChoice
from escales.pages.field_reference import REFERENCE_MODELS as REFERENCES
from escales.pages.field_reference import field_references
from escales.pages.figures import overview, tally
from escales.pages.guide import chosen_documents, chosen_stories, guide_next, guide_step, guide_way
from escales.pages.letters import answer_delay, letters_block
from escales.pages.page import EMPTY, SitePage
from escales.pages.quotation import sentence_of, telling_story
from escales.pages.schemes_compared import make_schemes_page
from escales.pages.story_list import StoryList
from escales.pages.story_lists import Site, band_uri, category_uri, stories_by
from escales.pages.take_up import kits_block, take_up_block
from escales.pages.templating import fill
from escales.problems.explanations import themes
from escales.schema.sections import STORY_OUTLINE
from escales.settings.publisher import missing_settings
from escales.settings.table import setting_groups
from escales.words.addresses import (
    BY_CATEGORY,
    BY_DURATION,
    BY_SCHEME,
    BY_VIEWPOINT,
    NO_SCHEME,
    STORIES,
)
from escales.words.glossary import GlossaryTerm, glossary
from escales.words.phrases import phrases_of
from escales.words.typography import typeset_spaces_html
from escales.words.vocabulary import Band, Block, Category, PageKind

phrases = phrases_of("pages")

LATEST = 3
MOST_THERE = 6  # schemes of neighbours on a home that has none of its own


def make_block(name: Block, uri: str, site: Site) -> Markup:
    """Return the HTML of a block, for the page at `uri`."""
    return Markup(typeset_spaces_html(_fill(name, uri, site)))  # noqa: S704  # HTML of our templates, escaped


def _fill(name: Block, uri: str, site: Site) -> Markup:
    if name in REFERENCES:
        return fill(
            "field_reference.html", uri, fields=list(field_references(REFERENCES[name], name))
        )
    if name in ACCESSIBILITY:
        return accessibility_block(name, uri, site)
    return BLOCK_MAKERS[name](uri, site)


def _overview(uri: str, site: Site) -> Markup:
    return fill(
        "overview.html",
        uri,
        counts=overview(site.all.listed),
        tally=site.all.tally,
        categories=list(Category),
        bands=list(Band),
        category_uri=category_uri,
        band_uri=band_uri,
        all_stories=STORIES,
    )


def _durations(uri: str, site: Site) -> Markup:
    return fill("durations.html", uri, story_lists=site.bands)


def _schemes(uri: str, site: Site) -> Markup:
    elsewhere = list(site.elsewhere.schemes.values())
    there = [] if site.library.schemes else elsewhere[:MOST_THERE]
    return fill(
        "schemes.html",
        uri,
        there=there,
        others=len(elsewhere) - len(there),
        schemes=site.schemes_and_lists,
        collectivities=site.library.collectivities,
        position=position,
    )


def _welcome(uri: str, site: Site) -> Markup:
    story, counts = telling_story(site.all.ordered), site.all.tally
    quoted = sentence_of(story) if isinstance(story, Entry) else ""
    return fill(
        "welcome.html",
        uri,
        story=story,
        quoted=quoted,
        counts=counts,
        settings=site.settings,
        inviting=site.inviting,
    )


def _latest(uri: str, site: Site) -> Markup:
    """Show the latest stories, without the one that the page begins with if there are enough."""
    stories = site.all.ordered
    if f"escales:{Block.WELCOME}" in site.library.pages.get(f"docs/{uri}", ""):
        told = telling_story(stories)
        stories = [s for s in stories if s is not told or len(stories) <= LATEST]
    stories = stories[:LATEST]
    return fill(
        "latest.html",
        uri,
        all=site.all,
        stories=stories,
        card=site.cards.for_page(uri),
        inviting=site.inviting,
    )


def _story_form(uri: str, site: Site) -> Markup:
    return fill(
        "form.html",
        uri,
        form=describe_form(site.library, site.settings),
        settings=site.settings,
        has_document="docs/contribuer/document.md" in site.library.pages,
    )


def _legal(template: str, uri: str, site: Site) -> Markup:
    publisher = site.settings.publisher
    gaps = {gap.key: gap for gap in missing_settings(publisher)}
    return fill(template, uri, publisher=publisher, gaps=gaps)


def _glossary(terms: Sequence[GlossaryTerm], uri: str, site: Site) -> Markup:
    explained = [t for t in terms if t.scheme is None or t.scheme in site.library.schemes]
    return fill("glossary.html", uri, terms=explained)


BLOCK_MAKERS: Mapping[Block, Callable[[str, Site], Markup]] = {
    Block.WELCOME: _welcome,
    Block.OVERVIEW: _overview,
    Block.DURATIONS: _durations,
    Block.SCHEMES: _schemes,
    Block.LATEST: _latest,
    Block.DOORS: lambda uri, c: fill("doors.html", uri, settings=c.settings),
    Block.QUESTIONS: lambda uri, _: fill("questions.html", uri, outline=STORY_OUTLINE),
    Block.STORY_FORM: _story_form,
    Block.DOCUMENTS: documents_block,
    Block.PROBLEMS: lambda uri, _: fill("problems.html", uri, themes=themes()),
    Block.ANSWER_DELAY: lambda uri, c: fill(
        "answer_delay.html", uri, delay=answer_delay(c.settings)
    ),
    Block.LETTERS: letters_block,
    Block.KITS: kits_block,
    Block.TAKE_UP: take_up_block,
    Block.TRIED_SCHEMES: tried.schemes_block,
    Block.TRIED_SKILLS: tried.skills_block,
    Block.TRIED_DEPARTMENTS: tried.departments_block,
    Block.DATA_COLUMNS: lambda uri, _: fill("columns.html", uri, files=DATA_FILES),
    Block.PUBLISHER: partial(_legal, "publisher.html"),
    Block.CONTROLLER: partial(_legal, "controller.html"),
    Block.CONTACT: partial(_legal, "contact.html"),
    Block.WEIGHTS: lambda uri, _: fill("weights.html", uri, weights=()),
    Block.ACRONYMS: lambda uri, c: _glossary(glossary().acronyms, uri, c),
    Block.WORDS: lambda uri, c: _glossary(glossary().words, uri, c),
    Block.OWN_PAGES: lambda uri, c: fill("own_pages.html", uri, pages=c.library.own_pages),
    Block.SETTINGS: lambda uri, _: fill("settings.html", uri, groups=setting_groups()),
    Block.GUIDE_STEP: guide_step,
    Block.GUIDE_WAY: guide_way,
    Block.GUIDE_NEXT: guide_next,
    Block.CHOSEN_STORIES: chosen_stories,
    Block.CHOSEN_DOCUMENTS: chosen_documents,
    Block.SITE_MAP: lambda uri, c: fill("site_map.html", uri, site=c),
}


def make_hub_pages(site: Site) -> Iterator[SitePage]:
    """Yield the pages that lead to the lists, and the one that leads to the schemes."""
    grid = partial(make_block, Block.OVERVIEW, site=site)
    yield _hub(BY_CATEGORY, phrases["by_category"], site.categories, grid(BY_CATEGORY))
    yield _hub(BY_DURATION, phrases["by_duration"], site.bands, grid(BY_DURATION))
    yield _hub(BY_SCHEME, phrases["by_scheme"], site.schemes, _other_schemes(site))
    yield _hub(BY_VIEWPOINT, phrases["by_viewpoint"], site.viewpoints)
    yield make_collectivities_page(site)
    yield make_schemes_page(site)


def _other_schemes(site: Site) -> Markup:
    """Show the schemes that only neighbours have, and that stories follow: no list is theirs."""
    stories = stories_by(site.all.listed, lambda facts: [facts.scheme or NO_SCHEME])
    filters = [
        FacetChoice(key, pages[0].acronym or pages[0].title, tally(stories[key]))
        for key, pages in site.elsewhere.schemes.items()
        if key in stories
    ]
    return fill("other_schemes.html", BY_SCHEME, filters=filters)


def _hub(
    uri: str,
    phrase: Mapping[str, str],
    story_lists: Sequence[StoryList],
    below: Markup = EMPTY,
) -> SitePage:
    return SitePage(
        uri=uri,
        title=phrase["title"],
        description=phrase["lead"],
        parent=STORIES,  # where the navigation has none of them
        head=fill(
            "hub.html",
            uri,
            title=phrase["title"],
            lead=phrase["lead"],
            story_lists=story_lists,
            below=below,
        ),
        searchable=False,
        kind=PageKind.LIST,
    )
