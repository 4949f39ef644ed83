# SPDX-License-Identifier: EUPL-1.2
"""The pages of an employer: what it is, what it bears, and its stories."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from escales.content.library import Entry
from escales.pages import phrases
from escales.pages.body import body_of
from escales.pages.lists import page_values, plan_shelf
from escales.pages.plan import PagePlan
from escales.pages.shelves import Catalogue, Shelf
from escales.pages.templating import fill
from escales.schema import Collectivity
from escales.schema.departments import france
from escales.words.vocabulary import PageKind


def plan_collectivity(
    shelf: Shelf, catalogue: Catalogue, siblings: Sequence[Shelf]
) -> Iterator[PagePlan]:
    """Yield the page of an employer with its newest stories, then the pages of the older ones."""
    slug = shelf.uri.removeprefix("collectivites/").removesuffix(".md")
    collectivity = catalogue.library.collectivities[slug]
    first, *others = plan_shelf(shelf, catalogue)
    page = replace(
        first.page,
        description=phrases.COLLECTIVITY_DESCRIPTION.format(name=shelf.label),
        source=collectivity.path,
        searchable=True,
        kind=PageKind.COLLECTIVITY,
        gist=collectivity.facts.kind.label,
    )
    yield PagePlan(page, partial(_text, collectivity, shelf, catalogue, siblings))
    yield from others


def _text(
    collectivity: Entry[Collectivity],
    shelf: Shelf,
    catalogue: Catalogue,
    siblings: Sequence[Shelf],
) -> dict[str, Any]:
    uri, facts, schemes = shelf.uri, collectivity.facts, catalogue.library.schemes
    department = france().departments.get(facts.department or "")
    return {
        **body_of(collectivity),
        "head": fill(
            "collectivity_head.html", uri, collectivity=collectivity, department=department
        ),
        "foot": fill(
            "collectivity_foot.html",
            uri,
            collectivity=collectivity,
            borne=[
                scheme for scheme in schemes.values() if scheme.facts.bearer == collectivity.slug
            ],
            siblings=siblings,
            schemes=schemes,
            **page_values(shelf, catalogue, 1),
        ),
    }
