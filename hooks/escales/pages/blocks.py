# SPDX-License-Identifier: EUPL-1.2
"""The blocks that hand-written pages ask for, and the pages made of them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from markupsafe import Markup

from escales.form import NAMES, make_form
from escales.open_data import DATA_FILES
from escales.pages import phrases
from escales.pages.accessibility import PARTS as ACCESSIBILITY
from escales.pages.accessibility import accessibility_block
from escales.pages.agreement import documents_block
from escales.pages.comparison import schemes_page
from escales.pages.duration_line import spans
from escales.pages.field_reference import MODELS as KEYS
from escales.pages.field_reference import keys_of
from escales.pages.figures import overview
from escales.pages.legal import contact_block, controller_block, publisher_block
from escales.pages.map import collectivities_page
from escales.pages.page import Page
from escales.pages.shelves import Catalogue, Shelf, band_uri, category_uri
from escales.pages.templating import fill
from escales.problems.explanations import themes
from escales.schema.sections import STORY_OUTLINE
from escales.words.addresses import BY_CATEGORY, BY_DURATION, BY_SCHEME, STORIES
from escales.words.glossary import glossary
from escales.words.typography import spaced_html
from escales.words.vocabulary import Band, Block, Category, PageKind

LATEST = 3


def block(name: Block, uri: str, catalogue: Catalogue) -> Markup:
    """Return the HTML of a block, for the page at `uri`."""
    return Markup(spaced_html(_made(name, uri, catalogue)))  # noqa: S704  # our own words, and escaped ones, set


def _made(name: Block, uri: str, catalogue: Catalogue) -> Markup:
    if name in KEYS:
        return fill("keys.html", uri, keys=list(keys_of(KEYS[name], name)))
    if name in ACCESSIBILITY:
        return accessibility_block(name, uri, catalogue)
    return MAKERS[name](uri, catalogue)


def _overview(uri: str, catalogue: Catalogue) -> Markup:
    return fill(
        "overview.html",
        uri,
        counts=overview(catalogue.library.stories),
        categories=list(Category),
        bands=list(Band),
        category_uri=category_uri,
        band_uri=band_uri,
        all_stories=STORIES,
    )


def _durations(uri: str, catalogue: Catalogue) -> Markup:
    return fill(
        "durations.html", uri, shelves=catalogue.bands, spans=list(spans(catalogue.library))
    )


def _schemes(uri: str, catalogue: Catalogue) -> Markup:
    library = catalogue.library
    pairs = list(zip(library.schemes.values(), catalogue.schemes, strict=False))
    return fill("schemes.html", uri, schemes=pairs, collectivities=library.collectivities)


def _latest(uri: str, catalogue: Catalogue) -> Markup:
    stories = catalogue.all.ordered[:LATEST]
    return fill("latest.html", uri, stories=stories, card=catalogue.cards.at(uri))


def _story_form(uri: str, catalogue: Catalogue) -> Markup:
    return fill(
        "form.html",
        uri,
        form=make_form(catalogue.library, catalogue.settings),
        settings=catalogue.settings,
        names=NAMES,
        has_document="docs/contribuer/document.md" in catalogue.library.pages,
        has_problems="docs/contribuer/problemes.md" in catalogue.library.pages,
    )


MAKERS: Mapping[Block, Callable[[str, Catalogue], Markup]] = {
    Block.OVERVIEW: _overview,
    Block.DURATIONS: _durations,
    Block.SCHEMES: _schemes,
    Block.LATEST: _latest,
    Block.DOORS: lambda uri, c: fill("doors.html", uri, settings=c.settings),
    Block.QUESTIONS: lambda uri, _: fill("questions.html", uri, outline=STORY_OUTLINE),
    Block.STORY_FORM: _story_form,
    Block.DOCUMENTS: documents_block,
    Block.PROBLEMS: lambda uri, _: fill("problems.html", uri, themes=themes()),
    Block.DATA_COLUMNS: lambda uri, _: fill("columns.html", uri, files=DATA_FILES),
    Block.PUBLISHER: publisher_block,
    Block.CONTROLLER: controller_block,
    Block.CONTACT: contact_block,
    Block.WEIGHTS: lambda uri, _: fill("weights.html", uri, weights=()),
    Block.ACRONYMS: lambda uri, _: fill("glossary.html", uri, terms=glossary().acronyms),
    Block.WORDS: lambda uri, _: fill("glossary.html", uri, terms=glossary().words),
    Block.SITE_MAP: lambda uri, c: fill("site_map.html", uri, catalogue=c),
}


def hub_pages(catalogue: Catalogue) -> Iterator[Page]:
    """Yield the pages that lead to the lists, and the one that leads to the schemes."""
    yield _hub(BY_CATEGORY, phrases.BY_CATEGORY, catalogue, catalogue.categories, Block.OVERVIEW)
    yield _hub(BY_DURATION, phrases.BY_DURATION, catalogue, catalogue.bands, Block.OVERVIEW)
    yield _hub(BY_SCHEME, phrases.BY_SCHEME, catalogue, catalogue.schemes)
    yield collectivities_page(catalogue)
    yield schemes_page(catalogue)


def _hub(
    uri: str,
    phrase: phrases.Phrase,
    catalogue: Catalogue,
    shelves: Sequence[Shelf],
    below: Block | None = None,
) -> Page:
    added = block(below, uri, catalogue) if below else Markup()
    values = {"title": phrase.title, "lead": phrase.lead, "shelves": shelves, "below": added}
    return Page(
        uri=uri,
        title=phrase.title,
        description=phrase.lead,
        parent=None,  # all of them stand in the navigation
        head=fill("hub.html", uri, **values),
        searchable=False,
        kind=PageKind.LIST,
    )
