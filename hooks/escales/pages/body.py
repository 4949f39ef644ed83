# SPDX-License-Identifier: EUPL-1.2
"""The text of an author, as it stands on its page."""

from typing import Any

from escales.content.library import Entry
from escales.reading.body import PLACEHOLDER, replace_targets, show_field
from escales.schema import Facts, KitDocument
from escales.words.addresses import is_external, path_to_root, url_of


def body_and_links(entry: Entry[Facts]) -> dict[str, Any]:
    """Return the text of an author, its links turned into addresses relative to its page."""
    root = path_to_root(entry.uri)
    targets = [t if is_external(t) else root + url_of(t) for t in entry.targets]
    return {"body": replace_targets(entry.body, targets), "links": frozenset(targets)}


def body_to_fill(document: Entry[KitDocument]) -> dict[str, Any]:
    """Return the same of a document, each of its fields shown by its label."""
    fields, text = document.facts.fields, body_and_links(document)
    body = PLACEHOLDER.sub(lambda match: show_field(fields[match[1].strip()].label), text["body"])
    return {**text, "body": body}
