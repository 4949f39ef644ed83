# SPDX-License-Identifier: EUPL-1.2
"""Whether a scheme of this site is the same one as a neighbour's."""

from escales.content.elsewhere import Lineage
from escales.content.library import Entry, Library
from escales.schema import Scheme
from escales.words.addresses import first_name


def lineage_of(scheme: Entry[Scheme], library: Library) -> Lineage | None:
    """Return what a scheme shares with those that were taken from it; None when nobody can tell."""
    if taken := library.taken.get(scheme.slug):
        siren = taken.bearer.siren
        return Lineage(taken.scheme, siren) if siren else None
    siren = library.collectivities[scheme.facts.bearer].facts.siren
    first = first_name(scheme.slug, scheme.facts.former_slugs)
    return Lineage(first, siren) if siren else None
