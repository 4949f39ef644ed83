# SPDX-License-Identifier: EUPL-1.2
"""Write `escales.lock`: what was taken, from where, and the fingerprint of each file."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from escales.checking.taken import fingerprint
from escales.commands.take.offer import Offer
from escales.schema.lock import FirstBearer, TakenScheme
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/take")


def taken(offer: Offer, today: date) -> TakenScheme:
    """Return what the lock says of an offer that is taken today."""
    sources = offer.sources
    bearer = FirstBearer.model_validate(
        {"id": sources.bearer, "nom": sources.bearer_name, "siren": sources.bearer_siren}
    )
    return TakenScheme.model_validate(
        {
            "origine": offer.origin,
            "dispositif": sources.slug,
            "version": sources.version,
            "date": str(sources.line.on if sources.line else today),
            "pris_le": str(today),
            "porteur": bearer,
            "licence": sources.licence,
            "page": offer.page,
            "fichiers": {path: fingerprint(text) for path, text in sorted(offer.files.items())},
        }
    )


def lock_text(schemes: Mapping[str, TakenScheme]) -> str:
    """Return the whole file, each scheme under the name of its folder here."""
    lines = [*(f"# {line}" for line in phrases["lock_comment"]), "dispositifs:"]
    for slug, scheme in sorted(schemes.items()):
        lines += [f"  {slug}:", *(f"    {line}" for line in _lines(scheme))]
    return "\n".join([*lines, ""])


def _lines(scheme: TakenScheme) -> Iterator[str]:
    yield f"origine: {_quoted(scheme.origin)}"
    yield f"dispositif: {scheme.scheme}"
    yield f"version: {scheme.version}"
    yield f"date: {scheme.on}"
    yield f"pris_le: {scheme.taken_on}"
    yield "porteur:"
    yield f"  id: {scheme.bearer.id}"
    yield f"  nom: {_quoted(scheme.bearer.name)}"
    if scheme.bearer.siren:
        yield f"  siren: {_quoted(scheme.bearer.siren)}"
    yield f"licence: {scheme.licence}"
    if scheme.page:
        yield f"page: {_quoted(scheme.page)}"
    yield "fichiers:"
    for path, sha256 in sorted(scheme.files.items()):
        yield f"  {path}: {sha256}"


def _quoted(text: str) -> str:
    """Return a text as YAML reads it again, whatever it holds: JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)
