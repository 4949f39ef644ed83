# SPDX-License-Identifier: EUPL-1.2
"""Say by which words readers are led to the lists of stories, which Pagefind does not index.

"3 mois" leads to the band that holds three months, "mi-temps" to a share: as in a story's header.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from escales.pages import Site
from escales.pages.facets import Facet, make_facets
from escales.pages.figures import Tally
from escales.pages.story_list import StoryList
from escales.schema.durations import parse_duration
from escales.schema.shares import parse_share, share_band
from escales.search.everyday import everyday_of, fold, mark_of
from escales.words.addresses import STORIES, url_of
from escales.words.everyday.groups import plain
from escales.words.phrases import phrases_of
from escales.words.spelling import counted
from escales.words.vocabulary import Band, Category, PageKind

phrases = phrases_of("search")
FoundList = Mapping[str, object]


def make_found_lists(site: Site) -> Iterator[FoundList]:
    """Yield the lists that hold a story: all, by category, by duration, by share, by voice."""
    by_band = _by_slug(phrases["lengths"], _band)
    by_share = _by_slug(phrases["rates"], _share_band)
    yield from _found(site.all)
    for band, story_list in zip(Band, site.bands, strict=True):
        yield from _found(story_list, by_band[band])
    for category, whole, row in zip(Category, site.categories, site.cells, strict=True):
        named = [plain(category.label)]
        yield from _found(whole, named)
        for band, story_list in zip(Band, row, strict=True):
            yield from _found(story_list, named, by_band[band])
    facets = {facet.key: facet for facet in make_facets(site)}
    yield from _filtered(facets["quotite"], by_share)
    for story_list in site.viewpoints:
        _, _, slug = story_list.query.partition("=")
        yield from _found(story_list, also=phrases["voices"][slug])


def _filtered(facet: Facet, expressions: Mapping[str, Sequence[str]]) -> Iterator[FoundList]:
    """Yield what the explorer shows for each choice of a facet."""
    for choice in facet.choices:
        if choice.tally.stories or choice.tally.examples:
            url = f"{url_of(STORIES)}?{facet.key}={choice.slug}"
            title = phrases["filtered"][facet.key].format(label=choice.label)
            named = [expressions[choice.slug]] if choice.slug in expressions else []
            yield _fields(url, title, title, choice.tally, named)


def _found(
    story_list: StoryList, *expressions: Sequence[str], also: str = ""
) -> Iterator[FoundList]:
    if story_list.listed:
        url, title = url_of(story_list.uri), story_list.title
        yield _fields(url, title, f"{title} {also}", story_list.tally, expressions)


def _fields(
    url: str, title: str, words: str, tally: Tally, expressions: Iterable[Sequence[str]]
) -> FoundList:
    """Return a list, and the words that lead to it: its own, and those that mean the same.

    Who asks for it says one of each of its expressions, when it has any.
    """
    said = plain(f"{phrases.stories} {words}")
    subject, _ = everyday_of(said.split(), [])
    examples = [counted(tally.examples, *phrases["example"])] if tally.examples else []
    stories = [counted(tally.stories, *phrases["story"])] if tally.stories else []
    return {
        "url": url,
        "titre": title,
        "genre": PageKind.LIST.label,
        "faits": ", ".join([*stories, *examples]),
        "mots": sorted({*map(fold, said.split()), *map(mark_of, subject)}),
        "expressions": [
            sorted({" ".join(map(fold, each.split())) for each in one}) for one in expressions
        ],
    }


def _band(text: str) -> str | None:
    found = parse_duration(text)
    return str(found.band) if found else None


def _share_band(text: str) -> str | None:
    found = parse_share(text)
    return str(share_band(found)) if found else None


def _by_slug(
    most: Mapping[str, str], band_of: Callable[[str], str | None]
) -> Mapping[str, list[str]]:
    """Return how readers write the lengths or the shares of each band, by its slug."""
    written: defaultdict[str, list[str]] = defaultdict(list)
    for pattern, last in most.items():
        for number in range(1, int(last) + 1):
            text = pattern.format(n=number, s="s" * (number > 1))
            if band := band_of(text):
                written[band].append(plain(text.replace("%", "")) + " %" * ("%" in text))
    return written
