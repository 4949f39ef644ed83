# SPDX-License-Identifier: EUPL-1.2
"""The pages of an employer: what it is, what it bears, and its stories."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from escales.content.library import Entry
from escales.machine.fingerprint import fingerprint
from escales.pages import phrases
from escales.pages.lists import page_values, plan_shelf, sign
from escales.pages.page import Page
from escales.pages.planned import Planned, Sight
from escales.pages.shelves import Catalogue, Shelf
from escales.pages.story import body_of
from escales.pages.templating import fill
from escales.schema import Collectivity
from escales.schema.departments import france
from escales.words.addresses import COLLECTIVITIES
from escales.words.vocabulary import PageKind


def plan_collectivity(
    shelf: Shelf, catalogue: Catalogue, siblings: Sequence[Shelf], sight: Sight
) -> Iterator[Planned]:
    """Yield the page of an employer with its newest stories, then the pages of the older ones."""
    slug = shelf.uri.removeprefix("collectivites/").removesuffix(".md")
    collectivity = catalogue.library.collectivities[slug]
    first, *others = plan_shelf(shelf, catalogue, sight)
    schemes = [sight.text(scheme) for scheme in catalogue.library.schemes.values()]
    around = fingerprint(sight.text(collectivity), schemes, [sign(one) for one in siblings])
    yield replace(
        first,
        key=fingerprint("collectivity", first.key, around),
        make=partial(_page, collectivity, shelf, catalogue, siblings),
        source=collectivity.path,
        searchable=True,
    )
    yield from others


def _page(
    collectivity: Entry[Collectivity],
    shelf: Shelf,
    catalogue: Catalogue,
    siblings: Sequence[Shelf],
) -> Page:
    library, uri = catalogue.library, shelf.uri
    borne = [
        scheme for scheme in library.schemes.values() if scheme.facts.bearer == collectivity.slug
    ]
    department = france().departments.get(collectivity.facts.department or "")
    return Page(
        uri=uri,
        title=shelf.title,
        description=phrases.COLLECTIVITY_DESCRIPTION.format(name=shelf.label),
        parent=COLLECTIVITIES,
        head=fill("collectivity_head.html", uri, collectivity=collectivity, department=department),
        **body_of(collectivity),
        foot=fill(
            "collectivity_foot.html",
            uri,
            collectivity=collectivity,
            borne=borne,
            siblings=siblings,
            schemes=library.schemes,
            **page_values(shelf, catalogue, 1),
        ),
        source=collectivity.path,
        indexed=not shelf.fictional,
        kind=PageKind.COLLECTIVITY,
        gist=collectivity.facts.kind.label,
        feeds=shelf.feeds,
    )
