# SPDX-License-Identifier: EUPL-1.2
"""Measure what whoever writes waits for: from saving a story to its page, then to its lists."""

import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.measures import ENVIRONMENT, python_of
from bench.pages import REPOSITORY
from bench.targets import number

PATIENCE = 600  # seconds
OFTEN, SELDOM = 0.05, 0.5  # seconds between two looks at a page: each takes the server's time
TITLE = re.compile(r"^titre: .*$", re.MULTILINE)
PUBLISHED = re.compile(r"^publie_le: (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ServeMeasure:
    """What passes after a story is saved until its page says so, then until its lists do.

    `busy` is the first when the lists are still being made for another story. In seconds.
    """

    page: float
    lists: float
    busy: float

    def __str__(self) -> str:
        page, lists, busy = (number(each, 2) for each in (self.page, self.lists, self.busy))
        return f"page {page} s, listes {lists} s, page pendant ce temps {busy} s"


def measure_serve(root: Path, checkout: Path = REPOSITORY) -> ServeMeasure:
    """Serve a site of stories, without its search as `make serve` does, and change two of them."""
    *_, other, newest = sorted((root / "stories").glob("*.md"), key=_published_on)
    with _served(root, checkout) as address:
        _wait_for("<h1", f"{address}/recits/{newest.stem}/", SELDOM)
        page, word = _save(newest, address)
        start = time.monotonic()
        _wait_for(word, f"{address}/recits/", SELDOM)
        lists = page + time.monotonic() - start
        _save(newest, address)
        busy, _ = _save(other, address)
    return ServeMeasure(page, lists, busy)


def _published_on(story: Path) -> str:
    match = PUBLISHED.search(story.read_text(encoding="utf-8"))
    return match[1] if match else ""


def _save(story: Path, address: str) -> tuple[float, str]:
    """Give a story a title like no other; return how long its page takes to say so, and a word."""
    word = str(time.time_ns())
    text = TITLE.sub(f"titre: Un titre change {word}", story.read_text(encoding="utf-8"))
    story.write_text(text, encoding="utf-8")
    start = time.monotonic()
    _wait_for(word, f"{address}/recits/{story.stem}/", OFTEN)
    return time.monotonic() - start, word


def _wait_for(word: str, address: str, tick: float) -> None:
    deadline = time.monotonic() + PATIENCE
    while word not in _read(address):
        if time.monotonic() > deadline:
            raise SystemExit(f"{address} : « {word} » n’est jamais venu.")
        time.sleep(tick)


def _read(address: str) -> str:
    """Return a page; nothing while there is none."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310  # this machine
            text: str = answer.read().decode()
            return text
    except OSError:
        return ""


@contextmanager
def _served(root: Path, checkout: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        here = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(python_of(checkout)), "-m", "mkdocs", "serve", "-a", here, "-f"]
    with (root.parent / "serve.txt").open("wb") as log:
        server = subprocess.Popen(
            [*command, str(root / "mkdocs.yml")],
            env={**ENVIRONMENT, "ESCALES_RECHERCHE": "non"},
            stdout=log,
            stderr=log,
        )
    try:
        yield f"http://{here}"
    finally:
        server.terminate()
        server.wait()
