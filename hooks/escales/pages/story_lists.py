# SPDX-License-Identifier: EUPL-1.2
"""The lists of stories: which there are, which stories are in each, in which order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeVar

from escales.content.elsewhere import NOBODY, Neighbourhood
from escales.content.library import Entry, Library
from escales.pages.cards import Cards
from escales.pages.figures import Tally, tally
from escales.pages.page import FeedLink
from escales.schema import Scheme, Story
from escales.settings.site import Settings
from escales.words.addresses import (
    BY_CATEGORY,
    BY_DURATION,
    BY_SCHEME,
    BY_VIEWPOINT,
    COLLECTIVITIES,
    NO_SCHEME,
    STORIES,
    feed_uri,
)
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Band, Category, Format, Term, Viewpoint

phrases = phrases_of("pages")

K = TypeVar("K")
T = TypeVar("T", bound=Term)
Stories = Sequence[Entry[Story]]


@dataclass(frozen=True)
class StoryList:
    """A list of stories at an address: `title` on its page, `label` among its siblings.

    It is counted and sorted once, for all its pages and all the lists that name it.
    """

    uri: str
    label: str
    title: str
    parent: str | None
    stories: Stories
    slug: str = ""  # of its scheme or its employer
    fictional: bool = False  # the employer of examples
    query: str = ""  # its filters in the address of the explorer

    @cached_property
    def ordered(self) -> list[Entry[Story]]:
        """The newest first, fiction last: sorting is stable, and the library is by date."""
        return sorted(self.stories, key=lambda story: story.facts.example)

    @cached_property
    def tally(self) -> Tally:
        return tally(self.stories)

    @property
    def feeds(self) -> tuple[FeedLink, ...]:
        """Its feeds; an employer of fiction has none."""
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
    viewpoints: Sequence[StoryList]  # those that hold a story
    collectivities: Sequence[StoryList]
    cards: Cards
    formats: Sequence[Format]  # of the documents of kits
    settings: Settings
    weights: Mapping[str, int] = field(default_factory=dict)  # of files to download, in bytes
    neighbourhood: Neighbourhood = NOBODY  # what other sites publish

    @property
    def schemes_and_lists(self) -> list[tuple[Entry[Scheme], StoryList]]:
        """Each scheme with its list; the list without scheme is the last one, and left out."""
        return list(zip(self.library.schemes.values(), self.schemes, strict=False))

    @property
    def story_lists(self) -> Iterator[StoryList]:
        yield self.all
        yield from chain(self.categories, self.bands, *self.cells, self.schemes)
        yield from self.viewpoints
        yield from self.collectivities


def telling_story(latest: Stories) -> Entry[Story] | None:
    """Return the story that tells strangers what all are about: the latest by who left.

    True stories come before fictions, whoever tells them.
    """
    same = [story for story in latest if story.facts.example == latest[0].facts.example]
    left = (story for story in same if story.facts.viewpoint is Viewpoint.AGENT)
    return next(left, same[0] if same else None)


def list_feeds(title: str, uri: str) -> tuple[FeedLink, ...]:
    """Return the feeds of a list, Atom first."""
    return tuple(FeedLink(title, feed_uri(uri, kind)) for kind in ("xml", "json"))


def make_site(
    library: Library,
    formats: Sequence[Format] = (),
    settings: Settings | None = None,
    neighbourhood: Neighbourhood = NOBODY,
) -> Site:
    by_category = stories_by(library.stories, lambda facts: [facts.category])
    by_band = stories_by(library.stories, lambda facts: [facts.duration.band])
    by_viewpoint = stories_by(library.stories, lambda facts: [facts.viewpoint])
    viewpoints = _term_lists(
        by_viewpoint, Viewpoint, "point_de_vue", BY_VIEWPOINT, phrases.by_viewpoint_title
    )
    return Site(
        library,
        StoryList(STORIES, phrases.all_stories, phrases.all_stories_title, None, library.stories),
        _term_lists(by_category, Category, "categorie", BY_CATEGORY, phrases.by_category_title),
        _term_lists(by_band, Band, "duree", BY_DURATION, phrases.by_duration_title),
        _cell_lists(library.stories),
        _scheme_lists(library),
        [story_list for story_list in viewpoints if story_list.stories],
        _collectivity_lists(library),
        Cards(library),
        formats,
        settings or Settings(),
        neighbourhood=neighbourhood,
    )


def category_uri(category: Category, band: Band | None = None) -> str:
    base = BY_CATEGORY.replace("index.md", f"{category.lower()}/")
    return f"{base}{band}/index.md" if band else f"{base}index.md"


def band_uri(band: Band) -> str:
    return BY_DURATION.replace("index.md", f"{band}/index.md")


def stories_by(stories: Stories, keys: Callable[[Story], Iterable[K]]) -> Mapping[K, Stories]:
    """Return the stories of each key, in the same order; a story may have several keys."""
    groups: defaultdict[K, list[Entry[Story]]] = defaultdict(list)
    for story in stories:
        for key in keys(story.facts):
            groups[key].append(story)
    return groups


def _term_lists(
    by_term: Mapping[T, Stories], terms: type[T], key: str, parent: str, title: str
) -> list[StoryList]:
    """Return the list of each term of a closed list, which is `key` in the header of a story."""
    return [
        StoryList(
            uri=parent.replace("index.md", f"{term.lower()}/index.md"),
            label=term.label,
            title=title.format(label=term.within),
            parent=parent,
            stories=by_term.get(term, ()),
            query=f"{key}={term}",
        )
        for term in terms
    ]


def _cell_lists(stories: Stories) -> list[list[StoryList]]:
    by_cell = stories_by(stories, lambda facts: [(facts.category, facts.duration.band)])
    return [
        [
            StoryList(
                uri=category_uri(category, band),
                label=band.label,
                title=phrases.cell_title.format(category=category.label, band=band.within),
                parent=category_uri(category),
                stories=by_cell.get((category, band), ()),
                query=f"categorie={category}&duree={band}",
            )
            for band in Band
        ]
        for category in Category
    ]


def _scheme_lists(library: Library) -> list[StoryList]:
    by_scheme = stories_by(library.stories, lambda facts: [facts.scheme or NO_SCHEME])
    labels = {slug: e.facts.acronym or e.facts.title for slug, e in library.schemes.items()}
    labels[NO_SCHEME] = phrases.no_scheme
    return [
        StoryList(
            uri=BY_SCHEME.replace("index.md", f"{slug}/index.md"),
            label=label,
            title=phrases.by_scheme_title.format(label=label),
            parent=BY_SCHEME,
            stories=by_scheme.get(slug, ()),
            slug=slug,
            query=f"dispositif={slug}",
        )
        for slug, label in labels.items()
    ]


def _collectivity_lists(library: Library) -> list[StoryList]:
    """Return the stories of each employer, of origin or host; real employers first, by name."""
    by_employer = stories_by(library.stories, employers)
    entries = sorted(
        library.collectivities.values(), key=lambda e: (e.facts.example, slugify(e.facts.name))
    )
    return [
        StoryList(
            uri=entry.uri,
            label=entry.facts.name,
            title=entry.facts.name,
            parent=COLLECTIVITIES,
            stories=by_employer.get(entry.slug, ()),
            slug=entry.slug,
            fictional=entry.facts.example,
            query=f"collectivite={entry.slug}",
        )
        for entry in entries
    ]


def employers(facts: Story) -> tuple[str, ...]:
    """Return the slugs of the employers of a story: that of origin, then the host if any."""
    return (facts.collectivity, facts.host) if facts.host else (facts.collectivity,)
