# SPDX-License-Identifier: EUPL-1.2
"""Resolve what one file says of another: the collectivities and schemes that it names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, TypeVar

from escales.reading.disk import FileKind
from escales.reading.drafts import Draft, by_slug
from escales.reading.header import Location, dotted
from escales.schema import Collectivity, Facts
from escales.words.choices import write_one_of
from escales.words.spelling import slugify

F = TypeVar("F", bound=Facts)

# The words that many employers share, and that single out none.
COMMON = {"ville", "commune", "communaute", "urbaine", "agglomeration", "departement", "region"}
COMMON |= {"metropole", "centre", "hospitalier", "chu", "ccas", "la", "le", "les", "l", "de", "des"}
COMMON |= {"du", "d", "et"}

# A name in a header that YAML cannot read.
NAME = re.compile(r"^(?:nom|titre|sigle)[ :]+(?P<wording>.+)$", re.MULTILINE)

# The attributes of the keys that name another file.
ATTRIBUTES: Mapping[Location, str] = MappingProxyType(
    {
        ("collectivite",): "collectivity",
        ("accueil",): "host",
        ("dispositif",): "scheme",
        ("porteur",): "bearer",
    }
)
UNKNOWN = {FileKind.COLLECTIVITY: "unknown-collectivity", FileKind.SCHEME: "unknown-scheme"}


def check_references(drafts: list[Draft]) -> None:
    """Put the slug in place of each reference, or note what it may have meant."""
    drafts_by_kind = {kind: by_slug(kind, drafts) for kind in UNKNOWN}
    _check_sirens(drafts_by_kind[FileKind.COLLECTIVITY].values())
    names = {kind: names_of(group) for kind, group in drafts_by_kind.items()}
    for draft in drafts:
        resolved: dict[Location, str] = {}
        for location, kind in references(draft):
            wording = draft.value_at(location)
            if not isinstance(wording, str) or not wording:
                continue
            slug = names[kind].get(slugify(wording))
            if slug:
                resolved[location] = slug
                continue
            near = _meant(wording, names[kind])
            fit = [s for s, other in drafts_by_kind[kind].items() if _fits(draft, other)]
            expected = write_one_of(sorted(fit), near)
            line = draft.line(location)
            draft.notes.add(UNKNOWN[kind], line, dotted(location), found=wording, expected=expected)
        _check_host(draft, resolved)
        _check_fiction(draft, resolved, drafts_by_kind[FileKind.COLLECTIVITY])
        if draft.facts is not None:
            draft.facts = _with_slugs(draft.facts, resolved)


def _meant(wording: str, names: Mapping[str, str]) -> str | None:
    """Return the slug of the one name that holds the word that matters, or of a near spelling.

    "Ville de Lyon" is not near "Ville de Grenoble", but "Dunkerque" means its community.
    """
    words = set(slugify(wording).split("-")) - COMMON
    holding = {slug for name, slug in names.items() if words and words <= set(name.split("-"))}
    if len(holding) == 1:
        return holding.pop()
    for name in get_close_matches(slugify(wording), names, cutoff=0.8):
        theirs = set(name.split("-")) - COMMON
        if all(get_close_matches(word, theirs, n=1, cutoff=0.7) for word in words):
            return names[name]
    return None


def _fits(draft: Draft, other: Draft) -> bool:
    """Whether both files are fiction, or neither; other files than stories may name either."""
    return draft.source.kind is not FileKind.STORY or bool(other.is_example) == bool(
        draft.is_example
    )


def names_of(group: Mapping[str, Draft]) -> dict[str, str]:
    """Map whatever each file of a collection may be called to its slug."""
    names = {slugify(slug): slug for slug in group}
    for slug, draft in group.items():
        for wording in _wordings(draft):
            names.setdefault(slugify(wording), slug)
    return names


def _wordings(draft: Draft) -> Iterator[str]:
    """Yield what a file may be called, even where its header cannot be read: it is told there."""
    if draft.header is None:
        yield from (match["wording"] for match in NAME.finditer(draft.source.text))
        return
    for key in ("nom", "titre", "sigle"):
        wording = draft.value_at((key,))
        if isinstance(wording, str) and wording:
            yield wording


def references(draft: Draft) -> Iterator[tuple[Location, FileKind]]:
    """Yield the places of a file that name another one, and the kind of that one."""
    match draft.source.kind:
        case FileKind.STORY if not draft.is_withdrawn:
            yield ("collectivite",), FileKind.COLLECTIVITY
            yield ("accueil",), FileKind.COLLECTIVITY
            yield ("dispositif",), FileKind.SCHEME
        case FileKind.SCHEME:
            yield ("porteur",), FileKind.COLLECTIVITY
        case FileKind.COLLECTIVITY:
            adoptions = draft.value_at(("reutilise",))
            for place in range(len(adoptions) if isinstance(adoptions, list) else 0):
                yield ("reutilise", place, "dispositif"), FileKind.SCHEME


def _check_sirens(employers: Iterable[Draft]) -> None:
    """Note an employer that has the number of another one."""
    taken: dict[str, str] = {}
    for draft in employers:
        siren = "".join(str(draft.value_at(("siren",)) or "").split())
        other = taken.setdefault(siren, draft.source.path)
        wrong = any(problem.key == "siren" for problem in draft.notes.problems)
        if siren and other != draft.source.path and not wrong:
            line = draft.line(("siren",))
            draft.notes.add("duplicate-siren", line, "siren", found=siren, other=other)


def _check_host(draft: Draft, resolved: Mapping[Location, str]) -> None:
    """Note a host that is the employer of origin: then there is no other employer."""
    host = resolved.get(("accueil",))
    if host and host == resolved.get(("collectivite",)):
        host_name = draft.value_at(("accueil",))
        draft.notes.add("same-employer", draft.line(("accueil",)), "accueil", found=host_name)


def _with_slugs(facts: F, resolved: Mapping[Location, str]) -> F:
    changes: dict[str, Any] = {
        ATTRIBUTES[location]: slug
        for location, slug in resolved.items()
        if location in ATTRIBUTES and slug != getattr(facts, ATTRIBUTES[location])
    }
    if isinstance(facts, Collectivity) and facts.adoptions:
        changes["adoptions"] = tuple(
            adoption.model_copy(update={"scheme": resolved.get(("reutilise", n, "dispositif"))})
            for n, adoption in enumerate(facts.adoptions)
        )
    return facts.model_copy(update=changes) if changes else facts


def _check_fiction(
    draft: Draft, resolved: Mapping[Location, str], collectivities: Mapping[str, Draft]
) -> None:
    """Note a fiction about a real employer, and a true story about a fictional one."""
    for key in ("collectivite", "accueil", "porteur"):
        slug = resolved.get((key,))
        if slug is None or None in (draft.is_example, collectivities[slug].is_example):
            continue
        if draft.is_example == collectivities[slug].is_example:
            continue
        line, name = draft.line((key,)), collectivities[slug].value_at(("nom",)) or slug
        if draft.is_example:
            fictional = [s for s, other in collectivities.items() if other.is_example]
            expected = write_one_of(fictional)
            draft.notes.add("fiction-in-real", line, key, found=name, expected=expected)
        else:
            draft.notes.add("real-in-fiction", line, key, found=name)
