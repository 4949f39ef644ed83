# SPDX-License-Identifier: EUPL-1.2
"""Check the order of the dates of a kit: each follows one that the kit has, and none itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from escales.reading.disk import FileKind
from escales.reading.drafts import Draft
from escales.schema import KitDocument
from escales.words.choices import write_one_of
from escales.words.spelling import nearest


def check_orders(drafts: Iterable[Draft]) -> None:
    """Note each `apres` that names no field of its kit, and each that closes a circle."""
    kits: defaultdict[tuple[FileKind, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.source.kind in {FileKind.KIT, FileKind.AGREEMENT}:
            kits[draft.source.kind, draft.source.scheme].append(draft)
    for documents in kits.values():
        _check_kit(documents)


def _check_kit(documents: Iterable[Draft]) -> None:
    declared = {key: None for draft in documents for key in draft.value_at(("champs",)) or ()}
    before: dict[str, list[str]] = defaultdict(list)  # by the key of each date
    for draft in documents:
        if not isinstance(draft.facts, KitDocument):
            continue  # its own faults come first
        for key, field in draft.facts.fields.items():
            earlier = field.after
            if earlier is None or earlier in before[key]:
                continue
            at = ("champs", key, "apres")
            line, name = draft.line(at), ".".join(at)
            circle = _path(earlier, key, before)
            before[key].append(earlier)
            if earlier not in declared:
                near = nearest(earlier, declared)
                expected = write_one_of(declared, near)
                draft.notes.add("order-unknown", line, name, found=earlier, expected=expected)
            elif circle:
                draft.notes.add("order-circle", line, name, found=" → ".join((key, *circle)))


def _path(start: str, end: str, before: Mapping[str, list[str]]) -> list[str]:
    """Return the keys that lead from one date back to another, both included; none if none do."""
    ways, seen = [[start]], set[str]()
    while ways:
        way = ways.pop()
        if way[-1] == end:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, earlier] for earlier in before.get(way[-1], ())]
    return []
