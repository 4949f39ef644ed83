# SPDX-License-Identifier: EUPL-1.2
"""Keep a version of a scheme beside it: its files as they are published, and their fingerprints."""

import shutil
from pathlib import Path

from escales.reading.sources import SchemeSources
from escales.reading.version_files import FINGERPRINTS, VERSIONS
from escales.reading.versions import files_to_keep, fingerprints_of


def set_aside(sources: SchemeSources, root: Path) -> Path:
    """Write a version where nothing reads it yet, and return that folder; raise OSError."""
    versions = root / f"schemes/{sources.slug}/{VERSIONS}"
    aside = versions / f".{sources.version}.new"  # hidden: it is nobody's content
    if aside.exists():
        shutil.rmtree(aside)  # of a command that was stopped
    files = {**files_to_keep(sources), FINGERPRINTS: fingerprints_of(sources)}
    for name, content in files.items():
        file = aside / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return aside


def keep(aside: Path, version: str) -> None:
    """Put in its place a version that was set aside: at once, or not at all."""
    aside.rename(aside.parent / version)
