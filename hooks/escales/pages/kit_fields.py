# SPDX-License-Identifier: EUPL-1.2
"""What the forms of a kit hold: those of its documents, and that of the kit as a whole."""

import json
from collections.abc import Sequence
from typing import Any

from escales.content.library import Entry
from escales.form.patterns import for_browsers
from escales.schema import KitDocument, KitField
from escales.schema.days import DAY, MONTHS
from escales.words.addresses import kit_list_uri
from escales.words.kit_terms import STRUCTURE
from escales.words.vocabulary import Format

FILLED = (Format.ODT, Format.DOCX)  # the formats that a browser fills
DAYS = json.dumps({"pattern": for_browsers(DAY), "months": MONTHS})  # how people write a date


def form_values(document: Entry[KitDocument], kit: Sequence[Entry[KitDocument]]) -> dict[str, Any]:
    """Return what the form of a document needs: its fields, those of the structure apart."""
    fields = document.facts.fields
    labels = {name: field.label for name, field in {**_fields_of(kit), **fields}.items()}
    return {
        "structure": STRUCTURE,
        "structure_fields": {name: fields[name] for name in STRUCTURE if name in fields},
        "other_fields": {name: each for name, each in fields.items() if name not in STRUCTURE},
        "order": labels,
        "days": DAYS if any(field.after for field in fields.values()) else "",
    }


def whole_kit_values(
    scheme: str, kit: Sequence[Entry[KitDocument]], formats: Sequence[Format]
) -> dict[str, Any]:
    """Return what the form of a whole kit needs, if a browser can fill it."""
    known = _fields_of(kit)
    return {
        "can_fill": bool(kit) and any(kind in formats for kind in FILLED),
        "kit_list": kit_list_uri(scheme),
        "structure": STRUCTURE,
        "structure_fields": {name: known[name] for name in STRUCTURE if name in known},
    }


def _fields_of(kit: Sequence[Entry[KitDocument]]) -> dict[str, KitField]:
    """Return the fields of all documents, each as the first one that has it says."""
    found: dict[str, KitField] = {}
    for document in kit:
        found = {**document.facts.fields, **found}
    return found
