# SPDX-License-Identifier: EUPL-1.2
"""The small site that tests change: never the living content."""

import os
import shutil
import signal
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir
from playwright.sync_api import Browser

from browsing import chromium, served
from building import MEASURE, REPOSITORY, built_once, copied
from corpus import report
from escales.machine.progress import QUIET
from escales.settings.site import Settings

FIXTURE = Path(__file__).parent / "engine/site"
NAMED = Settings(name="Site d’essai")  # as its mkdocs.yml says
GOLDEN = Path(__file__).parent / "engine/golden"
MEASURED = "measured"  # the property of a test whose figures are shown at the end

# The same examples on every machine and every day, nothing kept, and no clock: what a change did
# not break never refuses it. The night draws others: see .ci/run.
set_hypothesis_home_dir(REPOSITORY / "build/hypothesis")  # not at the root, nor kept
settings.register_profile(
    "steady",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "night", settings.get_profile("steady"), derandomize=False, max_examples=1000
)
settings.load_profile("steady")


@pytest.fixture(scope="session", autouse=True)
def today() -> Iterator[date]:
    """Set the day: the agreements of the fixture site come to their end, whoever tests it."""
    day = datetime(2026, 11, 23, tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(int(day.timestamp())))
        yield day.date()


@pytest.fixture(scope="session", autouse=True)
def quiet() -> Iterator[None]:
    """Have no work say where it is: on a busy machine, any may be long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(QUIET, "oui")
        yield


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Take Ctrl-C again: a shell has what it runs behind it ignore it, and all that it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


# The files that take longest, from the longest on. They begin first: one that begun last would be
# waited for by all but its own worker. Nothing else depends on this list.
LONGEST = (
    *("accessibility", "publication", "two_sites", "documents", "receive", "fuzz", "serve"),
    *("names", "explorer", "growth", "policy", "reflow", "filled", "build"),
    *("form_rules", "three_sites", "story_pictures", "import", "search", "story_form"),
    *("publisher_filled", "structure", "printed", "schema_files", "engine_content"),
    *("site_settings", "explanations", "as_written", "supply_chain", "withdrawal", "field_cost"),
    *("upgrade", "mutations", "kit_form", "bypass", "left_out", "hostile", "new", "keyboard"),
    *("places", "posters", "contributing", "pipelines", "privacy", "whole_kit", "look"),
    *("not_found", "scheme_pages"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest; each keeps the order of its tests."""
    ranks = {f"test_{name}": rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.stem, len(ranks)))


def pytest_xdist_auto_num_workers() -> int:
    """Run two workers more than there are cores: many tests wait, for a browser or for a while."""
    return (os.cpu_count() or 1) + 2


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure less, as it takes twice the time: not what is long, nor what is there for chance.

    Nor what drives a browser, nor what runs in other processes, unless a test says so.
    """
    uncounted = item.get_closest_marker("uncounted") or item.get_closest_marker("browser")
    measuring = Coverage.current() if uncounted else None
    counted = item.get_closest_marker("covered") and not uncounted
    elsewhere = None if counted else os.environ.pop(MEASURE, None)
    if measuring:
        measuring.stop()
    try:
        return (yield)
    finally:
        if measuring:
            measuring.start()
        if elsewhere:
            os.environ[MEASURE] = elsewhere


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the fixture site, free to be broken."""
    return copied(tmp_path / "site")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the fixture site, without an address; whoever changes a file of it copies it first."""
    return built_once(tmp_path_factory, "fixture", FIXTURE)


@pytest.fixture(scope="session")
def address(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the built fixture site twice: at the root of a domain, and under /projet/."""
    folder = tmp_path_factory.mktemp("www")
    shutil.copytree(built, folder, dirs_exist_ok=True)
    shutil.copytree(built, folder / "projet")
    with served(folder) as served_at:
        yield served_at


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what tests have measured, and how well personal data is found, known misses included."""
    passed = terminalreporter.getreports("passed")
    ran = [*passed, *terminalreporter.getreports("failed")]
    figures = [str(told) for one in ran for name, told in one.user_properties if name == MEASURED]
    if figures:
        terminalreporter.section("measured: first visits, compressed; Lighthouse")
        for figure in figures:
            terminalreporter.write_line(figure)
    if any("test_privacy.py" in each.nodeid for each in passed):
        terminalreporter.section("personal data: what the check finds, and what it misses")
        for line in report():
            terminalreporter.write_line(line)
