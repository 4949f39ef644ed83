# SPDX-License-Identifier: EUPL-1.2
"""The tests of the engine stand apart from the content of this repository."""

from pathlib import Path

import pytest

from building import REPOSITORY
from conftest import FIXTURE


@pytest.mark.parametrize("name", ["mkdocs.yml", "docs/index.md", "stories/x.md", "schemes/x.md"])
def test_whoever_reads_the_content_of_this_repository_fails(name: str) -> None:
    with pytest.raises(AssertionError, match="a test of the engine reads"):
        (REPOSITORY / name).read_text(encoding="utf-8")


def test_whoever_reads_it_from_its_folder_fails_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)

    with pytest.raises(AssertionError, match="a test of the engine reads"):
        Path("mkdocs.yml").read_bytes()


def test_the_small_site_inherits_nothing_from_this_one() -> None:
    """So that a process that builds it reads nothing of this repository but the engine."""
    text = (FIXTURE / "mkdocs.yml").read_text(encoding="utf-8")

    assert "INHERIT" not in text
    assert [path for path in FIXTURE.rglob("*") if path.is_symlink()] == []
