# SPDX-License-Identifier: EUPL-1.2
"""Open the archive of the sources of a scheme: what it holds, each file as it says that it is."""

import json
import re
from hashlib import sha256
from pathlib import Path

from escales.commands.take.refusal import RefusedError
from escales.machine.archives import BadArchiveError, read_zip
from escales.words.addresses import PICTURE
from escales.words.phrases import phrases_of
from escales.words.spelling import SLUG

phrases = phrases_of("commands/take")

MANIFEST, README = "sources.json", "LISEZ-MOI.txt"
ONE = SLUG.pattern
TEXT = re.compile(
    rf"schemes/{ONE}/index\.md|schemes/{ONE}/kit/{ONE}\.md|docs/collectivites/{ONE}\.md"
)
BELOW = re.compile(rf"schemes/{ONE}/.+")


def unpack(content: bytes, folder: Path, name: str) -> None:
    """Write the files of an archive below an empty folder; raise RefusedError before any is."""
    try:
        files = read_zip(content)
    except BadArchiveError as bad:
        reason = phrases["archives"][bad.reason].format(found=bad.found)
        raise RefusedError(phrases.bad_archive.format(origin=name, reason=reason)) from None
    files.pop(README, None)
    manifest = files.pop(MANIFEST, None)
    for path in files:
        is_picture = PICTURE.search(path) and BELOW.fullmatch(path)
        if TEXT.fullmatch(path) is None and not is_picture:
            raise RefusedError(phrases.no_source.format(origin=name, found=path))
    if manifest is not None and (wrong := _unlike(manifest, files)):
        raise RefusedError(phrases.other_file.format(origin=name, found=wrong))
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)


def _unlike(manifest: bytes, files: dict[str, bytes]) -> str:
    """Return the first path whose file is not what the manifest says, or nothing."""
    try:
        told = {one["chemin"]: one["sha256"] for one in json.loads(manifest)["fichiers"]}
    except (ValueError, KeyError, TypeError, RecursionError):
        return MANIFEST
    for path in sorted({*told, *files}, key=str):
        if path not in files or sha256(files[path]).hexdigest() != told.get(path):
            return str(path)
    return ""
