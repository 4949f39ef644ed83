# SPDX-License-Identifier: EUPL-1.2
"""The site of this repository, as it is and as it would be published."""

import os
from pathlib import Path

import pytest

from building import REPOSITORY, built_once, living

BUILT = "OWN_SITE"  # where `make test` has just built it
PUBLISHED = {
    "ESCALES_SITE": "https://escales.example/projet/",
    "ESCALES_DEPOT": "https://forge.example/nous/escales",
    "ESCALES_MODIFIER": "-/edit/main/",
    "ESCALES_RECHERCHE": "non",
}


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of this repository, without an address; nobody changes it."""
    if built := os.environ.get(BUILT):
        return REPOSITORY / built
    return built_once(tmp_path_factory, "own", REPOSITORY)


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return it as somebody publishes it: at an address, with a forge, its publisher filled in."""
    root = living(tmp_path_factory.mktemp("living") / "root")
    return built_once(tmp_path_factory, "published", root, **PUBLISHED)
