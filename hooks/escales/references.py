# SPDX-License-Identifier: EUPL-1.2
"""Resolve what one file says of another: the collectivities and schemes that it names."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from escales.drafts import Draft, by_slug
from escales.header import Location, dotted
from escales.messages import write_one_of
from escales.read import Kind
from escales.schema import Collectivity, Facts
from escales.spelling import nearest, slugify

F = TypeVar("F", bound=Facts)

UNKNOWN = {Kind.COLLECTIVITY: "unknown-collectivity", Kind.SCHEME: "unknown-scheme"}


def check_references(drafts: list[Draft]) -> None:
    """Put the slug in place of each reference, or note what it may have meant."""
    known = {kind: by_slug(kind, drafts) for kind in UNKNOWN}
    names = {kind: _names(group) for kind, group in known.items()}
    for draft in drafts:
        resolved: dict[Location, str] = {}
        for location, kind in _references(draft):
            written = draft.written(location)
            if not isinstance(written, str) or not written:
                continue
            slug = names[kind].get(slugify(written))
            if slug:
                resolved[location] = slug
                continue
            near = names[kind].get(slugify(nearest(written, names[kind]) or ""))
            expected = write_one_of(sorted(known[kind]), near)
            line = draft.line(location)
            draft.notes.add(UNKNOWN[kind], line, dotted(location), found=written, expected=expected)
        _check_fiction(draft, resolved, known[Kind.COLLECTIVITY])
        if draft.facts is not None:
            draft.facts = _with_slugs(draft.facts, resolved)


def _names(group: Mapping[str, Draft]) -> dict[str, str]:
    """Map whatever each file of a collection may be called to its slug."""
    names = {slugify(slug): slug for slug in group}
    for slug, draft in group.items():
        for key in ("nom", "titre", "sigle"):
            written = draft.written((key,))
            if isinstance(written, str) and written:
                names.setdefault(slugify(written), slug)
    return names


def _references(draft: Draft) -> Iterator[tuple[Location, Kind]]:
    match draft.source.kind:
        case Kind.STORY:
            yield ("collectivite",), Kind.COLLECTIVITY
            yield ("accueil",), Kind.COLLECTIVITY
            yield ("dispositif",), Kind.SCHEME
        case Kind.SCHEME:
            yield ("porteur",), Kind.COLLECTIVITY
        case Kind.COLLECTIVITY:
            adoptions = draft.written(("reutilise",))
            for place in range(len(adoptions) if isinstance(adoptions, list) else 0):
                yield ("reutilise", place, "dispositif"), Kind.SCHEME


def _with_slugs(facts: F, resolved: Mapping[Location, str]) -> F:
    changes: dict[str, Any] = {}
    for name, field in type(facts).model_fields.items():
        if (slug := resolved.get((str(field.alias),))) is not None:
            changes[name] = slug
    if isinstance(facts, Collectivity) and facts.adoptions:
        changes["adoptions"] = tuple(
            adoption.model_copy(update={"scheme": resolved.get(("reutilise", n, "dispositif"))})
            for n, adoption in enumerate(facts.adoptions)
        )
    return facts.model_copy(update=changes) if changes else facts


def _check_fiction(
    draft: Draft, resolved: Mapping[Location, str], collectivities: Mapping[str, Draft]
) -> None:
    """Note fiction told of a real employer, and a true story told of a fictional one."""
    for key in ("collectivite", "accueil", "porteur"):
        slug = resolved.get((key,))
        if slug is None or None in (draft.is_example, collectivities[slug].is_example):
            continue
        if draft.is_example == collectivities[slug].is_example:
            continue
        line, name = draft.line((key,)), collectivities[slug].written(("nom",)) or slug
        if draft.is_example:
            fictional = [s for s, other in collectivities.items() if other.is_example]
            expected = write_one_of(fictional)
            draft.notes.add("fiction-in-real", line, key, found=name, expected=expected)
        else:
            draft.notes.add("real-in-fiction", line, key, found=name)
