# SPDX-License-Identifier: EUPL-1.2
"""The versions of a scheme: a page for all of them, and one for what changed between any two."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Any, NamedTuple

from escales.content.library import Entry, Library
from escales.content.versions import DocumentChange, compare, summary_of
from escales.pages.adaptation import provenance_of
from escales.pages.comparison import (
    Sides,
    compared_page,
    plan_comparison,
    told_title,
    unchanged_titles,
)
from escales.pages.page import FeedLink, PagePlan, SitePage
from escales.pages.story_lists import Site
from escales.pages.templating import fill, french_date
from escales.reading.sources import SchemeSources, VersionLine, order_of
from escales.schema import KitDocument, Scheme
from escales.words.addresses import (
    archive_uri,
    comparison_uri,
    feed_uri,
    sources_uri,
    versions_uri,
)
from escales.words.phrases import phrases_of
from escales.words.typography import typeset
from escales.words.vocabulary import PageKind

phrases = phrases_of("pages")

MOST_COMPARED = 10  # versions, two by two: forty-five pages a scheme


class Since(NamedTuple):
    """The version from which a document is as it is; `is_new` when the one before had none."""

    version: str
    is_new: bool = False


def plan_versions(scheme: Entry[Scheme], site: Site) -> Iterator[PagePlan]:
    """Plan the page of the versions of a scheme, and one for each two of them."""
    title = phrases.versions_feed.format(title=scheme.facts.title)
    page = SitePage(
        uri=versions_uri(scheme.slug),
        title=title,
        description=phrases.versions_description.format(title=scheme.facts.title),
        parent=scheme.uri,
        changed_on=scheme.facts.changed_on,
        searchable=False,  # the page of the scheme leads here
        kind=PageKind.PAGE,
        gist=scheme.facts.title,
        feeds=(FeedLink(title, feed_uri(scheme.uri)),),
    )
    yield PagePlan(page, partial(_versions_text, page, scheme, site))
    for after, before in combinations(compared_versions(scheme.slug, site.library), 2):
        yield _plan_two(before, after, scheme, site)


def compared_versions(scheme: str, library: Library) -> Sequence[SchemeSources]:
    """Return the versions that are compared, the newest first."""
    return library.published_versions(scheme)[:MOST_COMPARED]


def unchanged_since(document: Entry[KitDocument], scheme: str, library: Library) -> Since | None:
    """Return the oldest version from which a document is the same; None if there is but one."""
    versions = library.published_versions(scheme)
    today = library.sources[scheme].files.get(document.path) if scheme in library.sources else None
    since = None
    for each in versions if len(versions) > 1 else ():
        there = each.files.get(document.path)
        if there != today:
            return Since(since, is_new=there is None) if since else None
        since = each.version
    return Since(since) if since else None


def previous_version(version: str, scheme: str, library: Library) -> str | None:
    """Return the version with which one is first compared: the one before, if it was kept."""
    compared = [each.version for each in compared_versions(scheme, library)]
    older = [each for each in compared if order_of(each) < order_of(version)]
    return older[0] if version in compared and older else None


def _versions_text(page: SitePage, scheme: Entry[Scheme], site: Site) -> dict[str, Any]:
    library, slug = site.library, scheme.slug
    today = library.sources[slug]
    versions = library.published_versions(slug)
    current = next(each for each in versions if each.version == today.version)
    older = [each for each in versions if order_of(each.version) < order_of(current.version)]
    return {
        "head": fill(
            "scheme_versions.html",
            page.uri,
            title=page.title,
            scheme=scheme,
            current=current,
            provenance=provenance_of(scheme, library),
            older=[_older(each, current, slug) for each in older[: MOST_COMPARED - 1]],
            retouched=_told(compare(current, today)),
            rows=[_row(line, slug, site) for line in _lines(scheme, versions)],
            feed_uri=feed_uri(scheme.uri),
            sources_uri=sources_uri(slug),
            uncompared=len(versions) > MOST_COMPARED,
            most=MOST_COMPARED,
        )
    }


def _older(before: SchemeSources, current: SchemeSources, slug: str) -> dict[str, Any]:
    changes = compare(before, current)
    return {
        "version": before.version,
        "on": before.line and before.line.on,
        "documents": _told(changes),
        "unchanged": unchanged_titles(current, changes),
        "uri": comparison_uri(slug, before.version, current.version),
    }


def _told(changes: Sequence[DocumentChange]) -> list[tuple[str, str]]:
    return [(told_title(change), summary_of(change)) for change in changes]


def _lines(scheme: Entry[Scheme], versions: Sequence[SchemeSources]) -> list[VersionLine]:
    """Return what is said of each version, in the journal of today or in its own."""
    lines = {each.version: each.line for each in versions if each.line}
    for change in scheme.facts.journal:
        lines[change.version] = VersionLine(change.version, change.on, change.changes)
    return sorted(lines.values(), key=lambda line: order_of(line.version), reverse=True)


def _row(line: VersionLine, slug: str, site: Site) -> dict[str, Any]:
    published = {each.version for each in site.library.published_versions(slug)}
    archive = archive_uri(slug, line.version) if line.version in published else None
    previous = previous_version(line.version, slug, site.library)
    return {
        "version": line.version,
        "on": line.on,
        "changes": typeset(line.changes),
        "archive": archive,
        "weight": site.weights.get(archive or ""),
        "previous": previous,
        "uri": comparison_uri(slug, previous, line.version) if previous else None,
    }


def _plan_two(
    before: SchemeSources, after: SchemeSources, scheme: Entry[Scheme], site: Site
) -> PagePlan:
    title = scheme.facts.acronym or scheme.facts.title
    names = {"before": before.version, "after": after.version, "title": title}
    page = compared_page(
        comparison_uri(scheme.slug, before.version, after.version),
        phrases.comparison.format(**names),
        phrases.comparison_description.format(**names),
        versions_uri(scheme.slug),
    )
    sides = Sides(*(text.format(**names) for text in phrases["comparison_sides"]))
    days = [french_date(each.line.on) for each in (before, after) if each.line]
    lead = phrases.comparison_lead.format(**names, first=days[0], last=days[-1]) if days else ""
    newer = [line for line in after.journal if order_of(line.version) > order_of(before.version)]
    changes = compare(before, after)
    kit = site.library.kits.get(scheme.slug, ())
    below = f"schemes/{scheme.slug}/"
    return plan_comparison(
        page,
        lead,
        sides,
        changes,
        uris={each.path.removeprefix(below): each.uri for each in (scheme, *kit)},
        unchanged=unchanged_titles(after, changes),
        journal=newer,
    )
