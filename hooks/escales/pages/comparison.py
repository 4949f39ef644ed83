# SPDX-License-Identifier: EUPL-1.2
"""The page that shows two texts of a scheme side by side: what changed, in words.

It serves two versions of a scheme, and a scheme that was taken with what became of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from escales.content.versions import DocumentChange, PassageChange, summary_of, title_of
from escales.pages.page import PagePlan, SitePage
from escales.pages.templating import fill
from escales.reading.sources import SchemeSources
from escales.reading.version_files import SHEET
from escales.words.phrases import phrases_of
from escales.words.vocabulary import PageKind

phrases = phrases_of("pages")


class Sides(NamedTuple):
    """What the two texts are called: "Avant, version 0.1.0" and "Après, version 0.2.0"."""

    before: str
    after: str


class ComparedDocument(NamedTuple):
    """A document that changed, as its page shows it; `uri` is its page, if it has one today.

    Passages go under the heading above them.
    """

    number: int
    change: DocumentChange
    summary: str
    uri: str | None
    parts: Sequence[tuple[str, Sequence[PassageChange]]]

    @property
    def title(self) -> str:
        return told_title(self.change)

    @property
    def has_detail(self) -> bool:
        return bool(self.parts or self.change.facts)


def plan_comparison(
    page: SitePage,
    lead: str,
    sides: Sides,
    changes: Sequence[DocumentChange],
    **values: Any,  # noqa: ANN401  # those of the template
) -> PagePlan:
    """Plan a page of two texts; `values` are what its template says above, if anything.

    `uris` gives the pages of today, by path below the folder of the scheme; `unchanged` the titles
    of the documents that are the same; `journal` what was said of the changes.
    """
    return PagePlan(page, partial(_text, page, lead, sides, changes, values))


def _text(
    page: SitePage,
    lead: str,
    sides: Sides,
    changes: Sequence[DocumentChange],
    values: Mapping[str, Any],
) -> dict[str, Markup]:
    uris = values.get("uris", {})
    return {
        "head": fill(
            "comparison_of_texts.html",
            page.uri,
            title=page.title,
            lead=lead,
            sides=sides,
            documents=list(_documents(changes, uris)),
            unchanged=values.get("unchanged", ()),
            journal=values.get("journal", ()),
        )
    }


def compared_page(uri: str, title: str, description: str, parent: str) -> SitePage:
    """Return such a page: it is not searched, since the pages that it compares are."""
    return SitePage(
        uri=uri,
        title=title,
        description=description,
        parent=parent,
        searchable=False,
        kind=PageKind.PAGE,
    )


def told_title(change: DocumentChange) -> str:
    """Return the title of a text; that of the sheet says it is, since the scheme has the same."""
    is_sheet = SHEET in {change.path, change.old_path}
    return phrases.sheet.format(title=change.title) if is_sheet else change.title


def unchanged_titles(after: SchemeSources, changes: Sequence[DocumentChange]) -> list[str]:
    """Return the titles of the texts that are the same, the scheme's own first."""
    changed = {change.path for change in changes}
    same = [path for path in after.below if path.endswith(".md") and path not in changed]
    return [title_of(after.below[path], path) for path in sorted(same, key=lambda p: ("/" in p, p))]


def _documents(
    changes: Sequence[DocumentChange], uris: Mapping[str, str]
) -> Iterator[ComparedDocument]:
    for number, change in enumerate(changes, 1):
        parts = groupby(change.passages, lambda passage: passage.place)
        yield ComparedDocument(
            number,
            change,
            summary_of(change),
            uris.get(change.path or ""),
            [(place, list(passages)) for place, passages in parts],
        )
