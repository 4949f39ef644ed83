# SPDX-License-Identifier: EUPL-1.2
"""The sources of schemes, as other sites take them: an archive a version, and their manifest."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from textwrap import fill as fold
from typing import Any

from escales.content.library import Library
from escales.content.versions import DocumentChange, compare, summary_of
from escales.machine.zip_files import make_zip
from escales.open_data.records import origin_record
from escales.pictures import rebuild_in_kind
from escales.reading.sources import SchemeSources
from escales.settings.site import Settings
from escales.words.addresses import PICTURE, archive_uri, sources_uri, url_of
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.typography import typeset
from escales.words.vocabulary import Licence

phrases = phrases_of("open_data")

FORMAT = 1  # of the manifest: a new one when readers of this one would be misled
MOST_COMPARED = 10  # older versions with which a version is compared
MANIFEST, README = "sources.json", "LISEZ-MOI.txt"
# In characters, on a line, for the plainest of text editors.
wrapped = partial(fold, width=78, break_on_hyphens=False, break_long_words=False)

Manifest = dict[str, Any]


def make_archives(library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of the archive of each version of each scheme."""
    for scheme in library.schemes:
        for sources in _published(scheme, library):
            uri = archive_uri(scheme, sources.version)
            yield uri, make_archive(sources, library, settings)


def make_manifests(library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of the manifest of each scheme.

    It describes the version of today; without an address, it leads from its own folder.
    """
    for scheme, today in library.sources.items():
        versions = _published(scheme, library)
        current = next(each for each in versions if each.version == today.version)
        manifest = describe(current, library, settings)
        manifest["versions"] = [
            _version(each, versions[place + 1 :][:MOST_COMPARED], library, settings)
            for place, each in enumerate(versions)
        ]
        yield sources_uri(scheme), _json(manifest)


def _published(scheme: str, library: Library) -> list[SchemeSources]:
    """Return the versions of a scheme, the newest first, as anybody may have them.

    Texts are byte for byte those of the site; of pictures, the pixels alone are given.
    """
    return [
        replace(
            sources,
            files={
                path: _without_metadata(content) if PICTURE.search(path) else content
                for path, content in sources.files.items()
            },
        )
        for sources in library.published_versions(scheme)
    ]


@lru_cache(64)  # the same in several versions, and in their archives and manifests
def _without_metadata(picture: bytes) -> bytes:
    return rebuild_in_kind(picture)


def make_archive(sources: SchemeSources, library: Library, settings: Settings) -> bytes:
    """Pack a version with its manifest, and what it says to whoever opens it by hand."""
    manifest = describe(sources, library, settings)
    readme = _readme(sources, manifest).replace("\n", "\r\n").encode()
    return make_zip({**sources.files, MANIFEST: _json(manifest), README: readme})


def describe(sources: SchemeSources, library: Library, settings: Settings) -> Manifest:
    """Return the manifest of a version, without the other ones."""
    return {
        "format": FORMAT,
        "dispositif": sources.slug,
        "titre": typeset(sources.title),
        "version": sources.version,
        "date": sources.line and str(sources.line.on),
        "licence": licence_of(sources),
        "page": _address(library.schemes[sources.slug].uri, sources.slug, settings),
        "porteur": {
            "id": sources.bearer,
            "nom": typeset(sources.bearer_name),
            "siren": sources.bearer_siren,
        },
        "journal": [
            {"version": line.version, "date": str(line.on), "changements": typeset(line.changes)}
            for line in sources.journal
        ],
        "fichiers": [
            {"chemin": path, "sha256": sha256(content).hexdigest(), "taille": len(content)}
            for path, content in sources.files.items()
        ],
        "repris_de": origin_record(sources.slug, library),
    }


def licence_of(sources: SchemeSources) -> str:
    """Return the licence as data portals know it, or as it was written."""
    names = {slugify(name): str(term) for term in Licence for name in (term, term.label)}
    return names.get(slugify(sources.licence), sources.licence)


def _version(
    sources: SchemeSources, older: Sequence[SchemeSources], library: Library, settings: Settings
) -> Manifest:
    uri = archive_uri(sources.slug, sources.version)
    archive = make_archive(sources, library, settings)
    return {
        "version": sources.version,
        "date": sources.line and str(sources.line.on),
        "archive": _address(uri, sources.slug, settings),
        "sha256": sha256(archive).hexdigest(),
        "taille": len(archive),
        "depuis": {
            each.version: [_in_words(change, sources.slug) for change in compare(each, sources)]
            for each in older
        },
    }


def _in_words(change: DocumentChange, scheme: str) -> dict[str, str]:
    return {
        "chemin": f"schemes/{scheme}/{change.path or change.old_path}",
        "titre": change.title,
        "changement": change.kind.value,
        "en_clair": summary_of(change),
    }


def _address(uri: str, scheme: str, settings: Settings) -> str:
    """Return the address of a page or a file; the same from the folder of the scheme without."""
    url = url_of(uri)
    if settings.address:
        return settings.address + url
    return url.removeprefix(f"dispositifs/{scheme}/") or "./"


def _readme(sources: SchemeSources, manifest: Manifest) -> str:
    texts = phrases["sources_readme"]
    on = date.fromisoformat(manifest["date"]) if manifest["date"] else None
    licence = next((each for each in Licence if each == manifest["licence"]), None)
    values = {
        "title": manifest["titre"],
        "version": sources.version,
        "day": f"{on:%d/%m/%Y}" if on else "",
        "bearer": manifest["porteur"]["nom"],
        "page": manifest["page"],
        "slug": sources.slug,
        "licence": f"{licence.label} ({licence.detail})" if licence else manifest["licence"],
    }
    said = {name: wrapped(text.format(**values)) for name, text in texts.items()}
    parts = [said["title"].upper(), said["what"]]
    if manifest["page"].startswith("https:"):
        parts.append(said["page"])
    parts += [
        _titled(said["take_title"], said["take"]),
        _titled(said["files_title"], *(f"- {path}" for path in sources.files)),
        _titled(said["licence_title"], said["licence"]),
    ]
    return "\n\n".join(parts) + "\n"


def _titled(title: str, *lines: str) -> str:
    return "\n".join((title, "-" * len(title), *lines))


def _json(manifest: Manifest) -> bytes:
    return f"{json.dumps(manifest, ensure_ascii=False, indent=1)}\n".encode()
