# SPDX-License-Identifier: EUPL-1.2
"""No test of the engine reads the content of this repository, nor its configuration."""

import os
import sys
from collections.abc import Iterator

import pytest

from building import REPOSITORY

LIVING = tuple(f"{REPOSITORY / name}{os.sep}" for name in ("docs", "schemes", "stories"))
LOOKS = {"open", "os.listdir", "os.scandir"}
_forbidden = False  # an audit hook cannot be taken away: it is told when to look


def is_living(path: str) -> bool:
    path = os.path.abspath(path)  # noqa: PTH100  # Path() costs too much here, where all is opened
    return f"{path}{os.sep}".startswith(LIVING) or path == str(REPOSITORY / "mkdocs.yml")


def look(event: str, arguments: tuple[object, ...]) -> None:
    if _forbidden and event in LOOKS and isinstance(arguments[0], str | bytes | os.PathLike):
        path = os.fsdecode(arguments[0])
        if is_living(path):
            message = f"a test of the engine reads {path}"
            raise AssertionError(message)


sys.addaudithook(look)


def forbid() -> Iterator[None]:
    global _forbidden  # noqa: PLW0603  # see above
    _forbidden = True
    try:
        return (yield)
    finally:
        _forbidden = False


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    return (yield from forbid())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    return (yield from forbid())
