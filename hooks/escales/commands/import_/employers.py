# SPDX-License-Identifier: EUPL-1.2
"""Tell which employer of the site somebody means who writes it as people do."""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from escales.reading.drafts import Draft
from escales.words.spelling import slugify

# The same employer, said otherwise.
SAID_AS = (
    ("conseil-departemental", "departement"),
    ("conseil-general", "departement"),
    ("conseil-regional", "region"),
    ("centre-communal-d-action-sociale", "ccas"),
    ("centre-hospitalier-universitaire", "chu"),
    ("communaute-de-communes", "cc"),
    ("communaute-d-agglomeration", "ca"),
    ("communaute-urbaine", "cu"),
    ("hotel-de-ville", "ville"),
    ("mairie", "ville"),
    ("commune", "ville"),
)
SMALL = {"a", "au", "aux", "d", "de", "des", "du", "l", "la", "le", "les", "ma", "mon", "notre"}
NEAR, MOST = 0.6, 3
KINDS = {words for _, words in SAID_AS} | {"metropole", "syndicat", "etablissement", "sdis"}


def employer_meant(said: str, employers: Iterable[Draft]) -> str | None:
    """Return the slug of the one employer whose name or file says the same."""
    meant = _canonical(said)
    found = {
        draft.source.slug for draft in employers if meant in set(map(_canonical, _names(draft)))
    }
    return found.pop() if len(found) == 1 else None


def employers_near(said: str, employers: Iterable[Draft]) -> list[str]:
    """Return the slugs of those that somebody may have meant, the likeliest first."""
    words = set(_canonical(said).split("-")) - KINDS
    ranks: dict[str, float] = {}
    for draft in employers:
        for name in map(_canonical, _names(draft)):
            theirs = set(name.split("-")) - KINDS
            alike = SequenceMatcher(None, _canonical(said), name).ratio()
            shared = len(words & theirs) / len(words | theirs) if words | theirs else 0
            ranks[draft.source.slug] = max(ranks.get(draft.source.slug, 0), shared, alike - 0.1)
    likely = [slug for slug, rank in ranks.items() if rank >= NEAR]
    return sorted(likely, key=lambda slug: -ranks[slug])[:MOST]


def display_name(said: str) -> str:
    """Return what somebody wrote as the name of a page: on one line, with a capital letter."""
    name = " ".join(said.split())
    return name[:1].upper() + name[1:]


def names_by_slug(employers: Iterable[Draft]) -> Mapping[str, str]:
    return {draft.source.slug: str(draft.value_at(("nom",)) or "") for draft in employers}


def _names(draft: Draft) -> tuple[str, str]:
    return draft.source.slug, str(draft.value_at(("nom",)) or draft.source.slug)


def _canonical(said: str) -> str:
    words = f"-{slugify(said)}-"
    for people, name in SAID_AS:
        words = words.replace(f"-{people}-", f"-{name}-")
    return "-".join(word for word in words.strip("-").split("-") if word not in SMALL)
