# SPDX-License-Identifier: EUPL-1.2
"""The small site that tests change: never the living content."""

import shutil
from pathlib import Path

import pytest

FIXTURE = Path(__file__).parent / "site"
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the fixture site, free to be broken."""
    return shutil.copytree(FIXTURE, tmp_path / "site")
