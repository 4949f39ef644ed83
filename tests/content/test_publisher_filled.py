# SPDX-License-Identifier: EUPL-1.2
"""Whoever fills in the publisher, gives the site another name and adds a story can publish it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import PUBLISHER, REPOSITORY
from conftest import FIXTURE
from content.conftest import PUBLISHED
from escales.commands.check import check_repository
from escales.commands.cli import main
from escales.mkdocs.configuration_file import read_configuration

OPTIONAL = {
    "siren": "213801855",
    "fonction": "maire",
    "finalite": "aider d’autres agents",
    "base_legale": "le consentement",
    "destinataires": "l’hébergeur, en France",
    "garde": "à la DRH",
    "delai_reexamen": "60",
    "delai_reponse": "5",
    "seuil_anonymat": "200",
    "recits_fautifs": "ecarter",
    "premiere_adresse": "https://ancien.example/recits",
}
# The tests that read the configuration of this repository.
READING = ("documentation", "security_page", "written_by_hand")


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def test_the_check_has_nothing_to_say(others: Path) -> None:
    configuration = read_configuration(others / "mkdocs.yml")

    assert [str(problem) for problem in check_repository(others, configuration)] == []


def test_nor_has_it_for_the_address_of_the_site(
    others: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one verdict of the check and of the build, which the next tests read."""
    for name, value in PUBLISHED.items():
        monkeypatch.setenv(name, value)

    assert main(["check", "--root", str(others)]) == 0
    assert capsys.readouterr().out == "Tout est en ordre.\n"


@pytest.mark.uncounted
def test_the_tests_of_this_repository_pass_in_it_too(others: Path, tmp_path: Path) -> None:
    """Both forges publish after them: filled in, the publisher once made two of them fail."""
    copy = tmp_path / "copy"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (REPOSITORY / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(REPOSITORY / name, copy / name)
    written = (others / "mkdocs.yml").read_text(encoding="utf-8")
    for key, value in OPTIONAL.items():
        written, count = re.subn(rf"(?m)^( +{key}:).*", rf"\1 {value}", written)
        assert count == 1, key
    (copy / "mkdocs.yml").write_text(written, encoding="utf-8")
    tests = [f"tests/content/test_{name}.py" for name in READING]
    tests += ["tests/engine/test_apart.py", "tests/engine/test_settings.py"]

    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "hooks")},
        check=False,
        capture_output=True,
        text=True,
    )

    assert told.returncode == 0, told.stdout


def test_the_site_says_who_publishes_it_and_nothing_is_left_to_say(published_site: Path) -> None:
    legal = page(published_site, "mentions-legales")

    for told in PUBLISHER.values():
        assert told.replace(" ", "\u00a0") in legal.replace(" ", "\u00a0")
    assert "À compléter" not in legal


def test_it_has_its_name_and_its_story(published_site: Path) -> None:
    assert "<span>Haltes</span>" in page(published_site, "")
    assert "recits/recit-imagine/" in page(published_site, "recits")


def test_what_tests_of_the_engine_read_is_a_site_of_their_own() -> None:
    """Whatever the publisher writes at the root, their fixture does not inherit it."""
    configuration = (FIXTURE / "mkdocs.yml").read_text(encoding="utf-8")

    assert "INHERIT" not in configuration
    assert "editeur:" in configuration
