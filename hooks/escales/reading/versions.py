# SPDX-License-Identifier: EUPL-1.2
"""The past versions of a scheme, kept beside it with the fingerprint of each file.

They are read as they are: the schema of today does not judge what was published under another.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from escales.problems.problem import Notes, Problem
from escales.reading.disk import MAX_TEXT, Tree
from escales.reading.sources import COLLECTIVITIES, SchemeSources, order_of, with_plain_ends
from escales.reading.version_files import BEARER, FINGERPRINTS, SHEET, VERSIONS
from escales.words.addresses import PICTURE
from escales.words.spelling import SLUG

MOST_PICTURE = 2_000_000  # bytes, as for pictures of today


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """A version as it stands on disk: its files by their path below its folder."""

    scheme: str
    version: str
    files: Mapping[str, Path]

    @property
    def folder(self) -> str:
        return f"schemes/{self.scheme}/{VERSIONS}/{self.version}"


def kept_versions(tree: Tree) -> list[KeptVersion]:
    """Return the versions that were kept, scheme by scheme, the newest first."""
    found: defaultdict[tuple[str, str], dict[str, Path]] = defaultdict(dict)
    for path, file in tree.kept.items():
        match path.split("/", 4):
            case ["schemes", scheme, "versions", version, below]:
                found[scheme, version][below] = file
    versions = (KeptVersion(*names, files) for names, files in found.items())
    newest_first = sorted(versions, key=lambda each: order_of(each.version), reverse=True)
    return sorted(newest_first, key=lambda each: each.scheme)


def read_kept(kept: KeptVersion) -> tuple[SchemeSources | None, list[Problem]]:
    """Return the sources that were kept, or what is no longer as it was published."""
    expected = _expected(kept)
    if expected is None:
        notes = Notes(f"{kept.folder}/{FINGERPRINTS}")
        notes.add("version-unreadable", scheme=kept.scheme, version=kept.version)
        return None, notes.problems
    bearer, fingerprints = expected
    contents = {
        name: _read(file, name) for name, file in kept.files.items() if name != FINGERPRINTS
    }
    problems = list(_differences(kept, contents, fingerprints))
    if problems:
        return None, problems
    by_path = {_published(name, kept.scheme, bearer): text for name, text in contents.items()}
    sources = SchemeSources(kept.scheme, kept.version, bearer, dict(sorted(by_path.items())))
    if sources.header.get("version") != kept.version or sources.line is None:
        notes = Notes(f"{kept.folder}/{SHEET}")
        notes.add("version-unreadable", scheme=kept.scheme, version=kept.version)
        return None, notes.problems
    return sources, []


def read_all_kept(tree: Tree) -> dict[str, tuple[SchemeSources, ...]]:
    """Return the versions of each scheme that were kept and are right, the newest first."""
    found: defaultdict[str, list[SchemeSources]] = defaultdict(list)
    for kept in kept_versions(tree):
        sources, _ = read_kept(kept)
        if sources:
            found[kept.scheme].append(sources)
    return {scheme: tuple(versions) for scheme, versions in found.items()}


def fingerprints_of(sources: SchemeSources) -> bytes:
    """Return what is kept beside the files of a version, to know them again."""
    files = {name: sha256(content).hexdigest() for name, content in files_to_keep(sources).items()}
    kept = {"version": sources.version, "porteur": sources.bearer, "sha256": files}
    return f"{json.dumps(kept, ensure_ascii=False, indent=1)}\n".encode()


def files_to_keep(sources: SchemeSources) -> dict[str, bytes]:
    """Return the files of a version by their path below its folder."""
    return {**sources.below, BEARER: sources.files[sources.bearer_page]}


def _expected(kept: KeptVersion) -> tuple[str, dict[str, str]] | None:
    """Return the bearer and the fingerprint of each file, or None when these cannot be read."""
    if FINGERPRINTS not in kept.files or kept.files[FINGERPRINTS].stat().st_size > MAX_TEXT:
        return None
    try:
        told = json.loads(kept.files[FINGERPRINTS].read_bytes())
        bearer, fingerprints = told["porteur"], told["sha256"]
        right = SLUG.fullmatch(bearer) and {SHEET, BEARER} <= fingerprints.keys()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return (bearer, {str(name): str(one) for name, one in fingerprints.items()}) if right else None


def _read(file: Path, name: str) -> bytes:
    picture = PICTURE.search(name) is not None
    with file.open("rb") as opened:
        content = opened.read(MOST_PICTURE if picture else MAX_TEXT)
    return content if picture else with_plain_ends(content)


def _differences(
    kept: KeptVersion, contents: Mapping[str, bytes], fingerprints: Mapping[str, str]
) -> Iterator[Problem]:
    for name in sorted({*contents, *fingerprints}):
        content = contents.get(name)
        if content is None or sha256(content).hexdigest() != fingerprints.get(name):
            notes = Notes(f"{kept.folder}/{name}")
            notes.add("version-altered", scheme=kept.scheme, version=kept.version)
            yield from notes.problems


def _published(name: str, scheme: str, bearer: str) -> str:
    return f"{COLLECTIVITIES}/{bearer}.md" if name == BEARER else f"schemes/{scheme}/{name}"
