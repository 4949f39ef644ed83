# SPDX-License-Identifier: EUPL-1.2
"""Two small sites: one that bears a scheme, and one that takes it."""

import json
import shutil
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from building import copied
from escales.checking.load import load
from escales.commands.check import check_repository
from escales.commands.cli import main
from escales.machine.zip_files import make_zip
from escales.mkdocs.configuration_file import read_configuration
from escales.open_data.files import make_open_data
from escales.open_data.sources import make_archives, make_manifests
from escales.reading.sources import read_sources
from escales.settings.rules import make_rules
from escales.settings.site import Settings

SCHEME = "renfort"
SHEET = f"schemes/{SCHEME}/index.md"
LETTER = f"schemes/{SCHEME}/kit/lettre-de-renfort.md"
REPORT = f"schemes/{SCHEME}/kit/bilan-de-renfort.md"
TOWN = "docs/collectivites/bourg-d-essai.md"
EMPLOYER = "---\nnom: {}\ntype: commune\nsiren: {}\n---\n\nUne commune inventée.\n"


def bearer(folder: Path) -> Path:
    """Make the site that bears the scheme."""
    return copied(folder)


def adopter(folder: Path) -> Path:
    """Make a site with neither scheme nor story, and one employer."""
    root = copied(folder)
    for name in ("schemes", "stories", "docs/collectivites"):
        shutil.rmtree(root / name)
    change(
        root, "docs/index.md", {", comme [le renfort](dispositifs/renfort/index.md#les-etapes)": ""}
    )
    write(root, {TOWN: EMPLOYER.format("Bourg d’Essai", 213801855)})
    return root


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def change(root: Path, path: str, changes: Mapping[str, str]) -> None:
    """Replace what stands once in a file."""
    text = (root / path).read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1, f"{old!r} must stand once in {path}"
        text = text.replace(old, new)
    (root / path).write_text(text, encoding="utf-8")


def release(root: Path, scheme: str = SCHEME) -> None:
    """Give another number to what changed: the journal says so."""
    line = "  - version: 0.3.0\n    date: 2026-06-01\n    changements: Une durée, une image.\n"
    sheet = f"schemes/{scheme}/index.md"
    change(root, sheet, {"version: 0.2.0\njournal:\n": f"version: 0.3.0\njournal:\n{line}"})


def rename(root: Path, new: str) -> None:
    """Give the scheme another name in the site that bears it, and everywhere it is named."""
    change(root, SHEET, {"sigle: RENFORT": f"sigle: APPUI\nanciens_slugs: [{SCHEME}]"})
    (root / f"schemes/{SCHEME}").rename(root / f"schemes/{new}")
    for folder in ("docs", "stories"):
        for file in (root / folder).rglob("*.md"):
            text = file.read_text(encoding="utf-8")
            for said in ("schemes/{}/", "dispositifs/{}/", "dispositif: {}\n"):
                text = text.replace(said.format(SCHEME), said.format(new))
            file.write_text(text, encoding="utf-8")


def told(root: Path) -> list[str]:
    """Return what the check says of a site."""
    problems = check_repository(root, read_configuration(root / "mkdocs.yml"))
    return [str(problem).replace("\u00a0", " ") for problem in problems]


def files_of(root: Path) -> dict[str, bytes]:
    """Return all that a site holds, but what the program keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] != "build"
    }


def escales(root: Path, *arguments: str | Path) -> int:
    """Run a command in a site."""
    return main([*map(str, arguments), "--root", str(root)])


def archive_of(root: Path, extra: Mapping[str, bytes] | None = None) -> bytes:
    """Pack the sources of the scheme, and whatever else."""
    return make_zip({**read_sources(root, SCHEME).files, **(extra or {})})


def publish(root: Path, folder: Path) -> None:
    """Write what a site publishes of its sources."""
    library = load(root, make_rules(read_configuration(root / "mkdocs.yml")))
    settings = Settings()  # the addresses are relative: it may be served anywhere
    write(folder, dict(make_archives(library, settings)))
    write(folder, dict(make_manifests(library, settings)))
    data = make_open_data(library, [], settings)
    write(folder, {uri: b"".join(content) for uri, content in data})


def manifest_for(files: Mapping[str, bytes]) -> bytes:
    """Describe files as they are, in what goes with them in an archive."""
    listed = [{"chemin": p, "sha256": sha256(t).hexdigest()} for p, t in files.items()]
    return json.dumps({"format": 1, "fichiers": listed}).encode()
