# SPDX-License-Identifier: EUPL-1.2
"""The page of each story, scheme, kit document and collectivity."""

from collections.abc import Iterator
from typing import Any

from escales.addresses import (
    SCHEMES,
    STORIES,
    download_uri,
    feed_uri,
    is_external,
    kit_uri,
    root_of,
    url_of,
)
from escales.body import PLACEHOLDER, gap, replace_targets
from escales.library import Entry, Library
from escales.pages import phrases
from escales.pages.decision import anchors, read_audience
from escales.pages.line import place
from escales.pages.neighbours import Neighbours
from escales.pages.page import Feed, Page
from escales.pages.poster import poster_values
from escales.pages.shelves import (
    Catalogue,
    Shelf,
    band_uri,
    category_uri,
)
from escales.pages.templating import fill
from escales.pages.voices import elsewhere
from escales.schema import Facts, KitDocument, Scheme, Story
from escales.sheets import CLAUSE
from escales.vocabulary import Format, PageKind

LATEST = 5
GUIDE, ADVICE = "quel-cadre/index.md", "reutiliser.md"  # pages written by hand


def body_of(entry: Entry[Facts]) -> dict[str, Any]:
    """Return the text of an author, its links turned into addresses relative to its page."""
    root = root_of(entry.uri)
    targets = [t if is_external(t) else root + url_of(t) for t in entry.targets]
    return {"body": replace_targets(entry.body, targets), "links": frozenset(targets)}


def story_page(story: Entry[Story], catalogue: Catalogue, neighbours: Neighbours) -> Page:
    facts, uri, library = story.facts, story.uri, catalogue.library
    values = {
        "story": story,
        "collectivities": library.collectivities,
        "schemes": library.schemes,
    }
    voices, nearby = neighbours.all_voices(story), neighbours.nearby(story)
    others = [voice for voice in voices if voice.slug != story.slug]
    return Page(
        uri=uri,
        title=facts.title,
        description=facts.summary,
        parent=STORIES,
        head=fill(
            "story_head.html",
            uri,
            category_uri=category_uri,
            band_uri=band_uri,
            voices=voices,
            at=place(facts.duration),
            **values,
        ),
        **body_of(story),
        asides=elsewhere(story, others),
        foot=fill(
            "story_foot.html",
            uri,
            voices=others,
            nearby=nearby,
            card=catalogue.cards.at(uri),
            at=place(facts.duration),
            **poster_values(uri, catalogue.settings.address),
            **values,
        ),
        source=story.path,
        changed_on=facts.published_on,
        indexed=not facts.example,
        kind=PageKind.STORY,
        gist=fill("story_gist.html", uri, **values).unescape().strip(),
        json_ld=_article(facts),
    )


def notice_pages(library: Library) -> Iterator[Page]:
    """Yield the page that stands where each story was that has left, and says nothing of it."""
    told = ((library.withdrawn, phrases.WITHDRAWN), (library.ended, phrases.ENDED))
    for stories, phrase in told:
        for story in stories:
            on = story.facts.withdrawn_on
            yield Page(
                uri=story.uri,
                title=phrase.title,
                description=phrase.lead,
                parent=STORIES,
                head=fill("tombstone.html", story.uri, phrase=phrase, on=on),
                changed_on=on,
                indexed=False,
                searchable=False,
            )


def _article(facts: Story) -> dict[str, str]:
    """Return what engines are told of a testimony; of fiction, nothing."""
    if facts.example:
        return {}
    return {"@type": "Article", "datePublished": str(facts.published_on)}


def scheme_page(scheme: Entry[Scheme], catalogue: Catalogue, shelf: Shelf) -> Page:
    facts, uri, library = scheme.facts, scheme.uri, catalogue.library
    bearer = library.collectivities[facts.bearer]
    adopters = [
        (collectivity, adoption)
        for collectivity in library.collectivities.values()
        for adoption in collectivity.facts.adoptions
        if adoption.scheme == scheme.slug
    ]
    values = {
        "scheme": scheme,
        "bearer": bearer,
        "place": place,
        "kit": library.kits.get(scheme.slug, ()),
        "kit_uri": kit_uri(scheme.slug),
        "kit_weight": catalogue.weights.get(kit_uri(scheme.slug)),
        "shelf": shelf,
    }
    head = fill(
        "scheme_head.html",
        uri,
        anchors=anchors(scheme.body),
        audience=read_audience(scheme.body),
        guide=_if_written(GUIDE, library),
        **values,
    )
    foot = fill(
        "scheme_foot.html",
        uri,
        latest=shelf.ordered[:LATEST],
        adopters=adopters,
        feed_uri=feed_uri(uri),
        card=catalogue.cards.at(uri),
        advice=_if_written(ADVICE, library),
        **poster_values(uri, catalogue.settings.address),
        **values,
    )
    return Page(
        uri=uri,
        title=facts.title,
        description=facts.summary,
        parent=SCHEMES,
        head=head,
        **body_of(scheme),
        foot=foot,
        source=scheme.path,
        changed_on=facts.changed_on,
        kind=PageKind.SCHEME,
        gist=" · ".join(filter(None, (facts.acronym, bearer.facts.name, facts.maturity.label))),
        feeds=(Feed(phrases.VERSIONS_FEED.format(title=facts.title), feed_uri(uri)),),
        json_ld={
            "@type": "CreativeWork",
            "version": facts.version,
            "license": facts.licence.url,
            "dateModified": str(facts.changed_on),
        },
    )


def _if_written(uri: str, library: Library) -> str | None:
    return uri if f"docs/{uri}" in library.pages else None


def kit_page(document: Entry[KitDocument], scheme: Entry[Scheme], catalogue: Catalogue) -> Page:
    formats = catalogue.formats
    title, uri, text = document.facts.title, document.uri, body_of(document)
    return Page(
        uri=uri,
        title=title,
        description=phrases.KIT_DESCRIPTION.format(title=title, scheme=scheme.facts.title),
        parent=scheme.uri,
        head=fill(
            "kit_head.html", uri, document=document, scheme=scheme, clauses=CLAUSE in text["body"]
        ),
        body=PLACEHOLDER.sub(
            lambda match: gap(document.facts.fields[match[1].strip()].label), text["body"]
        ),
        links=text["links"],
        foot=fill(
            "kit_foot.html",
            uri,
            document=document,
            scheme=scheme,
            formats=formats,
            missing=[kind for kind in Format if kind not in formats],
            download_uri=download_uri,
            kit_uri=kit_uri(scheme.slug),
            weights=catalogue.weights,
        ),
        source=document.path,
        changed_on=scheme.facts.changed_on,
        fillable=bool(document.facts.fields),
        kind=PageKind.DOCUMENT,
        gist=scheme.facts.title,
    )
