# SPDX-License-Identifier: EUPL-1.2
"""The text of an author, as its page shows it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from escales.content.library import Entry
from escales.reading.body import PLACEHOLDER, Body, fill_fields, replace_targets, show_field
from escales.schema import Facts, KitDocument
from escales.words.addresses import is_external, path_to_root, url_of

NO_ANSWERS: Mapping[str, str] = MappingProxyType({})


def author_text(entry: Entry[Facts]) -> dict[str, Any]:
    """Return the `body` and the `links` of a page; links are relative to it."""
    return linked_text(entry.uri, entry.body, entry.targets)


def linked_text(uri: str, body: Body, targets: Sequence[str]) -> dict[str, Any]:
    """Return the same for a text whose links lead to `targets`, on the page at `uri`."""
    root = path_to_root(uri)
    shown = [t if is_external(t) else root + url_of(t) for t in targets]
    return {"body": replace_targets(body, shown), "links": frozenset(shown)}


def document_text(
    document: Entry[KitDocument], answers: Mapping[str, str] = NO_ANSWERS
) -> dict[str, Any]:
    """Return the same for a document, each field shown by its answer if known, or its label."""
    fields, text = document.facts.fields, author_text(document)
    body = fill_fields(text["body"], answers)
    body = PLACEHOLDER.sub(lambda match: show_field(fields[match[1].strip()].label), body)
    return {**text, "body": body}
