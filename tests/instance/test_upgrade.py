# SPDX-License-Identifier: EUPL-1.2
"""A site begun with its README alone; then the engine changes, and no file of the site does."""

import re
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from building import plain_environment
from escales import __version__
from instance.conftest import copy_of_the_repository, install, run, run_setuptools
from instance.sites import DEPARTMENT, init

NEXT = "9.8.7"
# What the next version changes: a template, a page, a page that the site replaced, a scheme.
CHANGES = {
    "hooks/escales/__init__.py": (__version__, NEXT),
    "hooks/escales/mkdocs/theme/partials/footer.html": ("Haut de page", "Remonter"),
    "docs/licences.md": ("\n## ", "\nVoici du nouveau sur les licences.\n\n## "),
    "docs/ecoconception.md": ("\n## ", "\nVoici du nouveau que personne ici ne verra.\n\n## "),
    "schemes/matp/index.md": ("\n## ", "\n## ", "\nVoici du nouveau sur la mission.\n\n## "),
}
OWN_PAGE = "---\ncommune: non\n---\n\n# Écoconception\n\nCette page est à nous.\n"
MADE = {".cache", ".venv", "build", "site"}


def files(root: Path) -> dict[str, str]:
    """Return the fingerprint of each file of a site, without what is made."""
    return {
        path.relative_to(root).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] not in MADE
    }


def text(root: Path, page: str) -> str:
    html = (root / "site" / page / "index.html").read_text(encoding="utf-8")
    return html.replace("\u00a0", " ")


@pytest.fixture(scope="module")
def next_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an environment where the next version is installed."""
    folder = tmp_path_factory.mktemp("next")
    source = copy_of_the_repository(folder / "source")
    for path, (old, *_, new) in CHANGES.items():
        before = (source / path).read_text(encoding="utf-8")
        assert old in before, path
        (source / path).write_text(before.replace(old, new, 1), encoding="utf-8")
    run_setuptools("wheel", source, folder)
    (wheel,) = folder.glob("*.whl")
    install(wheel, folder / "installed", documents=False)
    return folder / "installed"


def make(root: Path, task: str) -> str:
    """Run a command of the README, once the engine is installed: nothing is fetched here."""
    (root / ".venv/bin/.installed").touch()
    told = subprocess.run(
        ["make", task],
        cwd=root,
        env={**plain_environment(), "ESCALES_RECHERCHE": "non"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def test_a_site_begins_with_its_readme_then_follows_the_engine(
    without_documents: Path, next_version: Path, tmp_path: Path
) -> None:
    root = init(tmp_path / "passages", DEPARTMENT)
    readme = (root / "README.md").read_text(encoding="utf-8")
    (begin,) = re.findall(r"^```sh\n(make .*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert re.findall(r"^make (\w+)", begin, re.MULTILINE) == ["site", "serve"]
    assert "Ouvrez `docs/index.md`" in readme
    (root / ".venv").symlink_to(without_documents.parents[1])

    # The first command, and the first page edited.
    home = root / "docs/index.md"
    home.write_text(home.read_text(encoding="utf-8") + "\nUne phrase à nous.\n", "utf-8")
    (root / "docs/ecoconception.md").write_text(OWN_PAGE, encoding="utf-8")
    make(root, "site")
    assert "Une phrase à nous." in text(root, "")
    assert "Haut de page" in text(root, "")

    # Then one number changes, that of the engine.
    before = files(root)
    (root / ".venv").unlink()
    (root / ".venv").symlink_to(next_version)
    assert run(next_version / "bin/escales", "--version") == f"escales {NEXT}\n"
    make(root, "check")
    make(root, "site")

    assert files(root) == before
    assert "Une phrase à nous." in text(root, "")
    assert "Remonter" in text(root, "")
    assert f"Fait avec Escales, version {NEXT}" in text(root, "")
    assert "Voici du nouveau sur les licences." in text(root, "licences")
    assert "Voici du nouveau sur la mission." in text(root, "dispositifs/matp")
    assert "Cette page est à nous." in text(root, "ecoconception")
    assert not any("personne ici ne verra" in text(root, p) for p in ("ecoconception", "licences"))


def test_one_line_says_which_engine(tmp_path: Path) -> None:
    """So an update is one number; a site is free to add plugins below."""
    root = init(tmp_path / "passages", DEPARTMENT)
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()

    (asked,) = (line for line in lines if not line.startswith("#"))
    assert asked.startswith("escales[documents]")
    assert shutil.which("make")
