# SPDX-License-Identifier: EUPL-1.2
"""`mkdocs serve` follows the stories: one that changes, appears or disappears shows at once."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from building import buildable

PATIENCE = 60  # seconds; a busy machine is slow, it is not wrong


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return buildable(tmp_path)


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = str(root / "mkdocs.yml")
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", config, "-a", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with (root.parent / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def read(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310  # our own server
            text: str = response.read().decode()
            return text
    except urllib.error.HTTPError as error:
        return f"HTTP {error.code}"
    except OSError:
        return ""


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "the page never came"
        time.sleep(0.1)


def test_stories_are_followed_as_they_change(root: Path, address: str) -> None:
    """A bad story is told, and mending it is enough: the server need not be started again."""
    story = root / "stories/troisieme-essai.md"
    text = story.read_text(encoding="utf-8")
    wait_until(lambda: "Trois jours au musée" in read(f"{address}/recits/troisieme-essai/"))

    story.write_text(text.replace("Trois jours", "Quatre jours"), encoding="utf-8")
    wait_until(lambda: "Quatre jours au musée" in read(f"{address}/recits/troisieme-essai/"))

    (root / "stories/nouveau.md").write_text(text, encoding="utf-8")
    wait_until(lambda: "Trois jours au musée" in read(f"{address}/recits/nouveau/"))

    (root / "stories/nouveau.md").unlink()
    wait_until(lambda: "HTTP 404" in read(f"{address}/recits/nouveau/"))

    story.write_text(text.replace("duree: 3 jours", "duree: 3 lunes"), encoding="utf-8")
    log = root.parent / "serve.log"
    wait_until(lambda: "3 lunes" in log.read_text(encoding="utf-8"))

    story.write_text(text, encoding="utf-8")
    wait_until(lambda: "Trois jours au musée" in read(f"{address}/recits/troisieme-essai/"))
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.mark.browser
def test_an_open_page_follows_the_story_that_changes(
    root: Path, address: str, browser: Browser
) -> None:
    """MkDocs reloads it by a script inside the page, which no published page would run."""
    story = root / "stories/troisieme-essai.md"
    text = story.read_text(encoding="utf-8")
    wait_until(lambda: "Trois jours au musée" in read(f"{address}/recits/troisieme-essai/"))
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text) if said.type == "error" else None)
    page.goto(f"{address}/recits/troisieme-essai/")

    story.write_text(text.replace("Trois jours", "Quatre jours"), encoding="utf-8")

    title = page.get_by_role("heading", level=1)
    expect(title).to_contain_text("Quatre jours au musée", timeout=PATIENCE * 1000)
    page.close()
    assert told == []
