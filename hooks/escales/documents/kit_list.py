# SPDX-License-Identifier: EUPL-1.2
"""The list of a kit that a browser reads, to fill all its documents at once."""

import json
from collections.abc import Sequence
from posixpath import dirname, relpath

from escales.content.library import Entry
from escales.pages.kit_fields import FILLED
from escales.schema import KitDocument
from escales.words.addresses import download_uri, kit_list_uri, kit_name, url_of
from escales.words.vocabulary import Format


def make_kit_list(
    scheme: str,
    documents: Sequence[Entry[KitDocument]],
    formats: Sequence[Format],
    readme: str,
) -> bytes:
    """Return the documents in the order of use, their addresses from the list, and the readme."""
    here = dirname(kit_list_uri(scheme))
    listed = [
        {
            "name": kit_name(number, document.slug),
            "title": document.facts.title,
            "page": relpath(url_of(document.uri), here) + "/",
            "files": {
                kind: relpath(download_uri(document.uri, kind), here)
                for kind in FILLED
                if kind in formats
            },
        }
        for number, document in enumerate(documents, 1)
    ]
    return json.dumps({"readme": readme, "documents": listed}, ensure_ascii=False).encode()
