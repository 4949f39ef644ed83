# SPDX-License-Identifier: EUPL-1.2
"""The site of this repository, as it is and as it would be published."""

import os
import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from building import REPOSITORY, built_once, living
from conftest import FIXTURE
from escales.checking.load import load
from escales.content.library import Library

BUILT = "OWN_SITE"  # where `make test` has just built it
PUBLISHED = {
    "ESCALES_SITE": "https://escales.example/projet/",
    "ESCALES_DEPOT": "https://forge.example/nous/escales",
    "ESCALES_MODIFIER": "-/edit/main/",
    "ESCALES_RECHERCHE": "non",
}


@cache
def own_library() -> Library:
    """Return the content of this repository: read once, and only by the tests that look at it."""
    return load(REPOSITORY)


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of this repository, without an address; nobody changes it."""
    if built := os.environ.get(BUILT):
        return REPOSITORY / built
    return built_once(tmp_path_factory, "own", REPOSITORY)


@pytest.fixture(scope="session")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root of the site that somebody else publishes: renamed, with a story of theirs."""
    root = living(tmp_path_factory.mktemp("living") / "root")
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    renamed = re.sub("^site_name: .*", "site_name: Haltes", text, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(renamed, encoding="utf-8")
    for path in ("docs/collectivites/ville-imaginaire.md", "stories/recit-imagine.md"):
        shutil.copyfile(FIXTURE / path, root / path)
    return root


@pytest.fixture(scope="session")
def published_site(others: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return that site, as it is at its address, with links to a forge; nobody changes it."""
    return built_once(tmp_path_factory, "published", others, **PUBLISHED)
