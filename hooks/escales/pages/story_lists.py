# SPDX-License-Identifier: EUPL-1.2
"""The lists of stories: which ones there are, what stands on each, in which order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from escales.content.library import Entry, Library
from escales.pages import phrases
from escales.pages.cards import Cards
from escales.pages.figures import Tally, tally
from escales.pages.page import FeedLink
from escales.schema import Story
from escales.settings.site import Settings
from escales.words.addresses import (
    BY_CATEGORY,
    BY_DURATION,
    BY_SCHEME,
    COLLECTIVITIES,
    NO_SCHEME,
    STORIES,
    feed_uri,
)
from escales.words.spelling import slugify
from escales.words.vocabulary import Band, Category, Format

Stories = Sequence[Entry[Story]]


@dataclass(frozen=True)
class StoryList:
    """A list of stories at an address: `title` on its page, `label` among its siblings.

    It is counted and put in order once, however many pages it fills and siblings name it.
    """

    uri: str
    label: str
    title: str
    parent: str | None
    stories: Stories
    fictional: bool = False  # the employer of examples

    @cached_property
    def ordered(self) -> list[Entry[Story]]:
        """The newest first, fiction last: sorting is stable, and the library is by date."""
        return sorted(self.stories, key=lambda story: story.facts.example)

    @cached_property
    def tally(self) -> Tally:
        return tally(self.stories)

    @property
    def feeds(self) -> tuple[FeedLink, ...]:
        """Its feeds; what is imagined has none."""
        return () if self.fictional else list_feeds(self.title, self.uri)


@dataclass(frozen=True, slots=True)
class Site:
    """Every list of stories of the site, in the order in which readers find them."""

    library: Library
    all: StoryList
    categories: Sequence[StoryList]
    bands: Sequence[StoryList]
    cells: Sequence[Sequence[StoryList]]  # by category, then band
    schemes: Sequence[StoryList]
    collectivities: Sequence[StoryList]
    cards: Cards
    formats: Sequence[Format]  # in which the documents of kits can be had
    settings: Settings
    weights: Mapping[str, int] = field(default_factory=dict)  # of files to download, in bytes

    @property
    def story_lists(self) -> Iterator[StoryList]:
        yield self.all
        yield from chain(self.categories, self.bands, *self.cells, self.schemes)
        yield from self.collectivities


def list_feeds(title: str, uri: str) -> tuple[FeedLink, ...]:
    """Return the feeds of a list, Atom first."""
    called = phrases.STORIES_FEED.format(title=title)
    return tuple(FeedLink(called, feed_uri(uri, kind)) for kind in ("xml", "json"))


def make_site(
    library: Library,
    formats: Sequence[Format] = (),
    settings: Settings | None = None,
) -> Site:
    label, title = phrases.ALL_STORIES, phrases.ALL_STORIES_TITLE
    return Site(
        library,
        StoryList(STORIES, label, title, None, library.stories),
        category_lists(library),
        band_lists(library),
        list(cell_lists(library)),
        scheme_lists(library),
        collectivity_lists(library),
        Cards(library),
        formats,
        settings or Settings(),
    )


def category_lists(library: Library) -> list[StoryList]:
    return [_category_list(library.stories, category) for category in Category]


def _category_list(stories: Stories, category: Category) -> StoryList:
    return StoryList(
        uri=category_uri(category),
        label=category.label,
        title=phrases.BY_CATEGORY_TITLE.format(label=category.within),
        parent=BY_CATEGORY,
        stories=[story for story in stories if story.facts.category is category],
    )


def category_uri(category: Category, band: Band | None = None) -> str:
    base = BY_CATEGORY.replace("index.md", f"{category.lower()}/")
    return f"{base}{band}/index.md" if band else f"{base}index.md"


def band_uri(band: Band) -> str:
    return BY_DURATION.replace("index.md", f"{band}/index.md")


def scheme_uri(slug: str) -> str:
    return BY_SCHEME.replace("index.md", f"{slug}/index.md")


def band_lists(library: Library) -> list[StoryList]:
    by_band: defaultdict[Band, list[Entry[Story]]] = defaultdict(list)
    for story in library.stories:
        by_band[story.facts.duration.band].append(story)
    return [
        StoryList(band_uri(band), band.label, title, BY_DURATION, by_band[band])
        for band in Band
        for title in [phrases.BY_DURATION_TITLE.format(label=band.within)]
    ]


def cell_lists(library: Library) -> Iterator[list[StoryList]]:
    """Yield, for each category, its shelves by band: the cells of the overview table."""
    cells: defaultdict[tuple[Category, Band], list[Entry[Story]]] = defaultdict(list)
    for story in library.stories:
        cells[story.facts.category, story.facts.duration.band].append(story)
    for category in Category:
        yield [
            StoryList(
                uri=category_uri(category, band),
                label=band.label,
                title=phrases.CELL_TITLE.format(category=category.label, band=band.within),
                parent=category_uri(category),
                stories=cells[category, band],
            )
            for band in Band
        ]


def scheme_lists(library: Library) -> list[StoryList]:
    by_scheme: defaultdict[str, list[Entry[Story]]] = defaultdict(list)
    for story in library.stories:
        by_scheme[story.facts.scheme or NO_SCHEME].append(story)
    labels = {slug: e.facts.acronym or e.facts.title for slug, e in library.schemes.items()}
    labels[NO_SCHEME] = phrases.NO_SCHEME
    return [
        StoryList(scheme_uri(slug), label, title, BY_SCHEME, by_scheme[slug])
        for slug, label in labels.items()
        for title in [phrases.BY_SCHEME_TITLE.format(label=label)]
    ]


def collectivity_lists(library: Library) -> list[StoryList]:
    """List the stories of each employer, of origin or host; real employers first, by name."""
    by_slug: defaultdict[str, list[Entry[Story]]] = defaultdict(list)
    for story in library.stories:
        for slug in dict.fromkeys((story.facts.collectivity, story.facts.host)):
            by_slug[slug or ""].append(story)
    entries = sorted(
        library.collectivities.values(), key=lambda e: (e.facts.example, slugify(e.facts.name))
    )
    return [
        StoryList(e.uri, name, name, COLLECTIVITIES, by_slug[e.slug], e.facts.example)
        for e in entries
        for name in [e.facts.name]
    ]
