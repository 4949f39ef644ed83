# SPDX-License-Identifier: EUPL-1.2
"""The lists of stories: which there are, which stories are in each, in which order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from escales.content.elsewhere import NOBODY, Neighbourhood
from escales.content.library import Entry, Library
from escales.pages.cards import Cards
from escales.pages.elsewhere import Elsewhere, Listed, ListedFacts, see_elsewhere
from escales.pages.story_list import Stories, StoryList
from escales.schema import Scheme
from escales.settings.site import Settings
from escales.words.addresses import (
    BY_CATEGORY,
    BY_DURATION,
    BY_SCHEME,
    BY_VIEWPOINT,
    COLLECTIVITIES,
    NO_SCHEME,
    STORIES,
)
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Band, Category, Format, Term, Viewpoint

phrases = phrases_of("pages")

K = TypeVar("K")
T = TypeVar("T", bound=Term)


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
    neighbourhood: Neighbourhood = NOBODY
    elsewhere: Elsewhere = field(default_factory=Elsewhere)  # the same, by the names used here

    @property
    def schemes_and_lists(self) -> list[tuple[Entry[Scheme], StoryList]]:
        """Each scheme with its list; the list without scheme is the last one, and left out."""
        return list(zip(self.library.schemes.values(), self.schemes, strict=False))

    @property
    def inviting(self) -> bool:
        """Whether to invite to tell: all do, but who only gathers and cannot be written to."""
        library, settings = self.library, self.settings
        return bool(
            library.stories or library.schemes or settings.contact or not self.neighbourhood
        )

    @property
    def story_lists(self) -> Iterator[StoryList]:
        yield self.all
        yield from chain(self.categories, self.bands, *self.cells, self.schemes)
        yield from self.viewpoints
        yield from self.collectivities


def make_site(
    library: Library,
    formats: Sequence[Format] = (),
    settings: Settings | None = None,
    neighbourhood: Neighbourhood = NOBODY,
) -> Site:
    elsewhere = see_elsewhere(neighbourhood, library)
    listed: list[Listed] = sorted([*library.stories, *elsewhere.stories], key=_newest_first)
    by_category = stories_by(listed, lambda facts: [facts.category])
    by_band = stories_by(listed, lambda facts: [facts.duration.band])
    by_viewpoint = stories_by(listed, lambda facts: [facts.viewpoint])
    viewpoints = _term_lists(
        by_viewpoint, Viewpoint, "point_de_vue", BY_VIEWPOINT, phrases.by_viewpoint_title
    )
    return Site(
        library,
        StoryList(STORIES, phrases.all_stories, phrases.all_stories_title, None, listed),
        _term_lists(by_category, Category, "categorie", BY_CATEGORY, phrases.by_category_title),
        _term_lists(by_band, Band, "duree", BY_DURATION, phrases.by_duration_title),
        _cell_lists(listed),
        _scheme_lists(library, listed),
        [story_list for story_list in viewpoints if story_list.listed],
        _collectivity_lists(library, listed),
        Cards(library, elsewhere.stories),
        formats,
        settings or Settings(),
        neighbourhood=neighbourhood,
        elsewhere=elsewhere,
    )


def _newest_first(story: Listed) -> int:
    return -story.facts.published_on.toordinal()


def category_uri(category: Category, band: Band | None = None) -> str:
    base = BY_CATEGORY.replace("index.md", f"{category.lower()}/")
    return f"{base}{band}/index.md" if band else f"{base}index.md"


def band_uri(band: Band) -> str:
    return BY_DURATION.replace("index.md", f"{band}/index.md")


def stories_by(stories: Stories, keys: Callable[[ListedFacts], Iterable[K]]) -> Mapping[K, Stories]:
    """Return the stories of each key, in the same order; a story may have several keys."""
    groups: defaultdict[K, list[Listed]] = defaultdict(list)
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
            listed=by_term.get(term, ()),
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
                listed=by_cell.get((category, band), ()),
                query=f"categorie={category}&duree={band}",
            )
            for band in Band
        ]
        for category in Category
    ]


def _scheme_lists(library: Library, listed: Stories) -> list[StoryList]:
    by_scheme = stories_by(listed, lambda facts: [facts.scheme or NO_SCHEME])
    labels = {slug: e.facts.acronym or e.facts.title for slug, e in library.schemes.items()}
    labels[NO_SCHEME] = phrases.no_scheme
    return [
        StoryList(
            uri=BY_SCHEME.replace("index.md", f"{slug}/index.md"),
            label=label,
            title=phrases.by_scheme_title.format(label=label),
            parent=BY_SCHEME,
            listed=by_scheme.get(slug, ()),
            slug=slug,
            query=f"dispositif={slug}",
        )
        for slug, label in labels.items()
    ]


def _collectivity_lists(library: Library, listed: Stories) -> list[StoryList]:
    """Return the stories of each employer, of origin or host; real employers first, by name."""
    by_employer = stories_by(listed, employers)
    entries = sorted(
        library.collectivities.values(), key=lambda e: (e.facts.example, slugify(e.facts.name))
    )
    return [
        StoryList(
            uri=entry.uri,
            label=entry.facts.name,
            title=entry.facts.name,
            parent=COLLECTIVITIES,
            listed=by_employer.get(entry.slug, ()),
            slug=entry.slug,
            fictional=entry.facts.example,
            query=f"collectivite={entry.slug}",
        )
        for entry in entries
    ]


def employers(facts: ListedFacts) -> tuple[str, ...]:
    """Return the slugs of the employers of a story: that of origin, then the host if any."""
    return (facts.collectivity, facts.host) if facts.host else (facts.collectivity,)
