# SPDX-License-Identifier: EUPL-1.2
"""The small site that tests change: never the living content."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import chromium, served
from corpus import report

FIXTURE = Path(__file__).parent / "site"
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="session", autouse=True)
def today() -> Iterator[date]:
    """Set the day: the agreements of the fixture site come to their end, whoever tests it."""
    day = datetime(2026, 11, 23, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        yield day.date()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the fixture site, free to be broken."""
    return shutil.copytree(FIXTURE, tmp_path / "site")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the fixture site, once for all tests of a process."""
    folder = tmp_path_factory.mktemp("www")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", f"{FIXTURE}/mkdocs.yml"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([*command, "-d", str(folder)], env=environment, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """Serve the built fixture site twice: at the root of a domain, and under /projet/."""
    shutil.copytree(built, built / "projet")
    with served(built) as served_at:
        yield served_at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show how well personal data is found, known misses included, once its tests have run."""
    passed = terminalreporter.getreports("passed")
    if any("test_privacy.py" in each.nodeid for each in passed):
        terminalreporter.section("personal data: what the check finds, and what it misses")
        for line in report():
            terminalreporter.write_line(line)
