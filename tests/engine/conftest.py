# SPDX-License-Identifier: EUPL-1.2
"""No test of the engine reads the content of this repository, nor its configuration."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from building import REPOSITORY

HERE = Path(__file__).parent
LIVING = tuple(f"{REPOSITORY / name}{os.sep}" for name in ("docs", "schemes", "stories"))
_forbidden = False  # an audit hook cannot be taken away: it is told when to look


def is_living(path: str) -> bool:
    path = os.path.abspath(path)  # noqa: PTH100  # Path() costs too much here, where all is opened
    return path.startswith(LIVING) or path == str(REPOSITORY / "mkdocs.yml")


def look(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse to open what is living; a relative path without a mode is below an open folder."""
    if not _forbidden or event != "open":
        return
    path, mode, _ = arguments
    if not isinstance(path, str | bytes | os.PathLike):
        return
    path = os.fsdecode(path)
    if (mode or path.startswith(os.sep)) and is_living(path):
        message = f"a test of the engine reads {path}"
        raise AssertionError(message)


sys.addaudithook(look)


@contextmanager
def forbidden(path: Path) -> Iterator[None]:
    """Forbid it while a file of tests of the engine is read, and while its tests run."""
    global _forbidden  # noqa: PLW0603  # see above
    _forbidden = path.is_relative_to(HERE)
    yield
    _forbidden = False


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    with forbidden(collector.path):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    with forbidden(item.path):
        return (yield)
