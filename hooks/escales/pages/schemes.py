# SPDX-License-Identifier: EUPL-1.2
"""The page of each scheme, and of each document of its kit."""

from functools import partial

from escales.content.library import Entry, Library
from escales.machine.fingerprint import fingerprint
from escales.pages import phrases
from escales.pages.decision import anchors, read_audience
from escales.pages.document_sheet import CLAUSE
from escales.pages.duration_line import place
from escales.pages.page import Feed, Page
from escales.pages.planned import Planned, Sight
from escales.pages.poster import poster_values
from escales.pages.shelves import Catalogue, Shelf
from escales.pages.story import body_of
from escales.pages.templating import fill
from escales.reading.body import PLACEHOLDER, gap
from escales.schema import KitDocument, Scheme
from escales.words.addresses import SCHEMES, download_uri, feed_uri, kit_uri
from escales.words.vocabulary import Format, PageKind

LATEST = 5
GUIDE, ADVICE = "quel-cadre/index.md", "reutiliser.md"  # pages written by hand


def plan_scheme(scheme: Entry[Scheme], catalogue: Catalogue, shelf: Shelf, sight: Sight) -> Planned:
    """Plan the page of a scheme: it shows who bears and takes it, its kit, its latest stories."""
    latest = sight.stories(shelf.ordered[:LATEST])
    weight = catalogue.weights.get(kit_uri(scheme.slug))
    return Planned(
        uri=scheme.uri,
        title=scheme.facts.title,
        parent=SCHEMES,
        key=fingerprint("scheme", scheme.uri, sight.settled, latest, str(shelf.tally), weight),
        make=partial(scheme_page, scheme, catalogue, shelf),
        source=scheme.path,
        changed_on=scheme.facts.changed_on,
    )


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


def plan_kit(
    document: Entry[KitDocument], scheme: Entry[Scheme], catalogue: Catalogue, sight: Sight
) -> Planned:
    """Plan the page of a document of a kit: it says what its files weigh, and names the scheme."""
    files = [download_uri(document.uri, kind) for kind in Format] + [kit_uri(scheme.slug)]
    weights = [catalogue.weights.get(file) for file in files]
    return Planned(
        uri=document.uri,
        title=document.facts.title,
        parent=scheme.uri,
        key=fingerprint("kit", sight.text(document), sight.text(scheme), weights),
        make=partial(kit_page, document, scheme, catalogue),
        source=document.path,
        changed_on=scheme.facts.changed_on,
    )


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
