# SPDX-License-Identifier: EUPL-1.2
"""A scheme that was taken from elsewhere: whose it was, and what differs here."""

from collections.abc import Iterator
from typing import NamedTuple

from escales.content.library import Entry, Library
from escales.content.versions import compare
from escales.pages.comparison import Sides, compared_page, plan_comparison, unchanged_titles
from escales.pages.page import PagePlan
from escales.pages.story_lists import Site
from escales.pages.templating import french_date
from escales.schema import Scheme
from escales.schema.lock import TakenScheme
from escales.schema.values import YES
from escales.words.addresses import adaptation_uri
from escales.words.employer_names import of_employer
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("pages")


class Provenance(NamedTuple):
    """Where a scheme comes from: `uri` is the page of what differs here, None when nothing does.

    `was_validated` says whether its bearer had validated what was taken.
    """

    taken: TakenScheme
    version: str  # "version 0.1.0 du Département de l’Isère", when it is the bearer's own
    uri: str | None
    was_validated: bool

    @property
    def page(self) -> str | None:
        """The address of its page there, where anyone can read it."""
        page = self.taken.page or ""
        return page if page.startswith("https://") else None

    @property
    def versions(self) -> str | None:
        """The address where its versions are compared there, in words."""
        return f"{self.page}versions/" if self.page and self.page.endswith("/") else None

    @property
    def is_adapted(self) -> bool:
        return self.uri is not None


def provenance_of(scheme: Entry[Scheme], library: Library) -> Provenance | None:
    """Return where a scheme comes from, or None when it is the site's own, or the engine's."""
    taken = library.taken.get(scheme.slug)
    if taken is None or scheme.slug not in library.origins:
        return None
    told = library.origins[scheme.slug].header.get("valide_par_le_porteur", "")
    was_validated = slugify(str(told)) == YES
    said = phrases.taken_version if was_validated else phrases.taken_description
    version = said.format(version=taken.version, bearer=of_employer(taken.bearer.name))
    uri = adaptation_uri(scheme.slug) if library.is_adapted(scheme.slug) else None
    return Provenance(taken, version, uri, was_validated)


def plan_adaptation(scheme: Entry[Scheme], site: Site) -> Iterator[PagePlan]:
    """Plan the page of what differs here, when a scheme that was taken does."""
    provenance = provenance_of(scheme, site.library)
    if provenance is None or provenance.uri is None:
        return
    origin, today = site.library.origins[scheme.slug], site.library.sources[scheme.slug]
    title = scheme.facts.acronym or scheme.facts.title
    day = french_date(provenance.taken.on)
    names = {"title": title, "version": provenance.version, "day": day}
    page = compared_page(
        provenance.uri,
        phrases.adaptation.format(**names),
        phrases.adaptation_description.format(**names),
        scheme.uri,
    )
    changes = compare(origin, today)
    kit = site.library.kits.get(scheme.slug, ())
    below = f"schemes/{scheme.slug}/"
    yield plan_comparison(
        page,
        phrases.adaptation_lead.format(**names),
        Sides(phrases.adaptation_before.format(version=provenance.taken.version), phrases.here),
        changes,
        uris={each.path.removeprefix(below): each.uri for each in (scheme, *kit)},
        unchanged=unchanged_titles(today, changes),
    )
