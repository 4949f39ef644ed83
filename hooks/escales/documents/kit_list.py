# SPDX-License-Identifier: EUPL-1.2
"""The list of a kit that a browser reads, to fill all its documents at once."""

import json
from collections.abc import Sequence
from posixpath import dirname, relpath

from escales.content.library import Entry
from escales.documents.kit_readme import make_readme
from escales.schema import KitDocument, Scheme
from escales.settings.site import Settings
from escales.words.addresses import download_uri, kit_list_uri, kit_name, url_of
from escales.words.vocabulary import Format


def make_kit_list(
    scheme: Entry[Scheme],
    documents: Sequence[Entry[KitDocument]],
    formats: Sequence[Format],
    settings: Settings,
) -> bytes:
    """Return the documents in the order of use, and what the archive made of them says of itself.

    `formats` are those that a browser fills; addresses are from that of the list.
    """
    here = dirname(kit_list_uri(scheme.slug))
    listed = [
        {
            "name": kit_name(number, document.slug),
            "title": document.facts.title,
            "page": relpath(url_of(document.uri), here) + "/",
            "files": {kind: relpath(download_uri(document.uri, kind), here) for kind in formats},
        }
        for number, document in enumerate(documents, 1)
    ]
    readme = make_readme(scheme, documents, formats, settings)
    return json.dumps({"readme": readme, "documents": listed}, ensure_ascii=False).encode()
