# SPDX-License-Identifier: EUPL-1.2
"""Fetch the sources of a scheme from the site that publishes them: its manifest, then its archive.

Nothing of what a site answers is believed: sizes, numbers and times are bounded, the archive is on
the same site as its manifest, and is what the manifest says.
"""

import json
import re
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin, urlsplit

from escales.commands.not_fetched import why
from escales.commands.take.refusal import RefusedError
from escales.machine.web import NotFetched, fetch
from escales.words.addresses import sources_uri
from escales.words.phrases import phrases_of
from escales.words.spelling import SLUG

phrases = phrases_of("commands/take")

FORMAT = 1  # of the manifests that can be read
MANIFEST = "sources.json"
SCHEMES = "donnees/dispositifs.json"  # where a scheme that was renamed says its former names
LARGEST_JSON, LARGEST_ARCHIVE = 5_000_000, 40_000_000  # bytes
SECONDS = 60.0
PAGE = re.compile(r"(?P<site>.*/)dispositifs/[^/]+/(?:index\.html)?")
USUAL = re.compile(rf"(?P<site>.*/)dispositifs/{SLUG.pattern}/sources\.json")
WORDS = re.compile(r"[^<>\x00-\x1f]{1,200}")


def read_other_site(address: str, slug: str) -> tuple[bytes, str | None, str]:
    """Return the archive of a scheme, the address of its page, and what the lock keeps.

    The address is that of a site, of the page of a scheme or of its manifest. Raise RefusedError.
    """
    manifest_address = _manifest_address(address, slug)
    try:
        manifest = _json(manifest_address)
    except RefusedError:
        renamed = _renamed(address, slug)
        if renamed is None:
            raise
        manifest_address, slug = renamed
        manifest = _json(manifest_address)
    archive = _archive(manifest, manifest_address)
    content = _fetched(archive["archive"], LARGEST_ARCHIVE)
    if sha256(content).hexdigest() != archive["sha256"]:
        raise RefusedError(phrases.other_archive.format(found=archive["archive"]))
    page = urljoin(manifest_address, str(manifest.get("page") or "./"))
    is_there = _site(page) == _site(manifest_address) and WORDS.fullmatch(page)
    return content, page if is_there else None, _without_manifest(address, manifest_address)


def _manifest_address(address: str, slug: str) -> str:
    if address.endswith(f"/{MANIFEST}"):
        return address
    address = address if address.endswith("/") else f"{address}/"
    if found := PAGE.fullmatch(address):
        return f"{found['site']}{sources_uri(slug)}"
    return f"{address}{sources_uri(slug)}"


def _without_manifest(address: str, manifest_address: str) -> str:
    """Return what to ask again: the site, when its manifest is at the usual place."""
    found = USUAL.fullmatch(manifest_address)
    return found["site"] if found else address


def _renamed(address: str, slug: str) -> tuple[str, str] | None:
    """Return where a scheme is described under its new name, and that name, or None."""
    site = _without_manifest(address, _manifest_address(address, slug))
    if site.endswith(MANIFEST):
        return None
    try:
        schemes = _json(site + SCHEMES).get("dispositifs", [])
        renamed = (str(one["id"]) for one in schemes if slug in (one.get("anciens_slugs") or ()))
        name = next(renamed, "")
    except (RefusedError, AttributeError, KeyError, TypeError):
        return None
    return (site + sources_uri(name), name) if SLUG.fullmatch(name) else None


def _archive(manifest: dict[str, Any], address: str) -> dict[str, str]:
    """Return what a manifest says of the archive of today, its address whole."""
    try:
        if manifest["format"] != FORMAT:
            raise RefusedError(phrases.other_format.format(found=address))
        today = manifest["version"]
        one = next(one for one in manifest["versions"] if one["version"] == today)
        archive = {"archive": urljoin(address, one["archive"]), "sha256": str(one["sha256"])}
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration):
        raise RefusedError(phrases.no_manifest.format(found=address)) from None
    if _site(archive["archive"]) != _site(address):
        raise RefusedError(phrases.other_site.format(found=address))
    return archive


def _site(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def _json(address: str) -> dict[str, Any]:
    try:
        read = json.loads(_fetched(address, LARGEST_JSON))
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        raise RefusedError(phrases.no_manifest.format(found=address))
    return read


def _fetched(address: str, most_bytes: int) -> bytes:
    try:
        return fetch(address, most_bytes, SECONDS)
    except NotFetched as failed:
        raise RefusedError(phrases.not_fetched.format(found=address, reason=why(failed))) from None
