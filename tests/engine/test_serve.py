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

from building import buildable, with_documents

PATIENCE = 60  # seconds; a busy machine is slow, it is not wrong


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return with_documents(buildable(tmp_path))


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
    """Return a page, without the no-break spaces of French."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310  # our own server
            text: str = response.read().decode()
            return text.replace("\u00a0", " ")
    except urllib.error.HTTPError as error:
        return f"HTTP {error.code}" + error.read().decode().replace("\u00a0", " ")
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


STOPPED = "Le site attend une correction"
OWN, ELSEWHERE = "Cette page n’est pas encore juste", "À corriger"
STORY = "/recits/troisieme-essai/"


def mend(path: Path, old: str, new: str) -> str:
    """Change a file; return what it said."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text


MISTAKES = [  # what is typed, where, what the page says of it, and at which address
    ("stories/troisieme-essai.md", "duree: 3 jours", "duree: 3 lunes", "« 3 lunes » n’est", STORY),
    ("stories/premier.md", "Je préfère ne pas répondre.", "", "est vide", "/recits/premier/"),
    ("schemes/renfort/index.md", "maturite: ", "maturit: ", "maturit", "/dispositifs/renfort/"),
    ("docs/donnees.md", "#", "[a](absente.md)\n\n#", "absente.md » mène à un", "/donnees/"),
]


def test_a_typing_mistake_is_told_on_its_own_page_and_the_others_lead_there(
    root: Path, address: str
) -> None:
    """No page hangs, nor is one lost; once mended, nothing of it remains."""
    wait_until(lambda: "Trois jours au musée" in read(f"{address}{STORY}"))

    texts = {root / path: mend(root / path, old, new) for path, old, new, _, _ in MISTAKES}
    for path, _, _, told, page in MISTAKES:
        wait_until(lambda told=told, page=page: told in read(f"{address}{page}"))  # type: ignore[misc]  # bound at once
        assert OWN in read(f"{address}{page}")
        for other in ("/", "/perdue/"):
            shown = read(f"{address}{other}")
            assert f'<a href="{page}">{path}</a> (' in shown
            assert OWN not in shown
            assert "<main" in shown
    stories = read(f"{address}/recits/")
    assert "Un premier essai au guichet" in stories
    assert "Trois jours au musée" not in stories

    for file, text in texts.items():
        file.write_text(text, encoding="utf-8")
    wait_until(lambda: "Trois jours au musée" in read(f"{address}/recits/"))
    for *_, page in MISTAKES:
        shown = read(f"{address}{page}")
        assert OWN not in shown
        assert ELSEWHERE not in shown
    assert "appear stuck" not in (root.parent / "serve.log").read_text(encoding="utf-8")


def test_a_fault_outside_the_content_leaves_the_last_good_site(root: Path, address: str) -> None:
    wait_until(lambda: "Trois jours au musée" in read(f"{address}{STORY}"))

    text = mend(root / "mkdocs.yml", "docs_dir: docs", "docs_dir: ]")
    wait_until(lambda: "mkdocs.yml ne peut pas être lu" in read(f"{address}{STORY}"))
    for page in ("/", STORY, "/perdue/"):
        assert STOPPED in read(f"{address}{page}")
    assert "Trois jours au musée" in read(f"{address}{STORY}")

    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    wait_until(lambda: STOPPED not in read(f"{address}{STORY}"))
    assert "appear stuck" not in (root.parent / "serve.log").read_text(encoding="utf-8")


@pytest.fixture
def faulty(root: Path) -> str:
    """Empty a part of a story before anything is served; return what the story said."""
    return mend(root / "stories/troisieme-essai.md", "Je voulais voir.", "")


@pytest.fixture
def unfit(root: Path) -> str:
    """Write a setting that stops the site before anything is served; return what it said."""
    return mend(root / "mkdocs.yml", "    dpo: ", "    seuil_anonymat: beaucoup\n    dpo: ")


@pytest.mark.browser
def test_an_open_page_shows_what_is_wrong_and_then_the_site(
    root: Path, faulty: str, address: str, browser: Browser
) -> None:
    """Starting on a part that is empty shows the story; nobody has to reload it."""
    story = root / "stories/troisieme-essai.md"
    wait_until(lambda: "est vide" in read(f"{address}{STORY}"))
    page = browser.new_page()
    page.goto(f"{address}{STORY}")
    title = page.get_by_role("heading", level=1)
    expect(page.get_by_role("alert")).to_contain_text("est vide")
    expect(title).to_contain_text("Trois jours au musée")

    mend(story, "duree: 3 jours", "duree: 3 lunes")
    expect(page.get_by_role("alert")).to_contain_text("3 lunes", timeout=PATIENCE * 1000)
    expect(title).to_contain_text("Trois jours au musée")

    story.write_text(faulty, encoding="utf-8")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE * 1000)
    expect(title).to_contain_text("Trois jours au musée")
    page.close()
    assert "Traceback" not in (root.parent / "serve.log").read_text(encoding="utf-8")


def test_a_setting_that_stops_the_site_is_told_until_it_is_mended(
    root: Path, unfit: str, address: str
) -> None:
    """Each address says what is wrong, then shows the site, which is followed."""
    wait_until(lambda: STOPPED in read(f"{address}/n-importe-ou"))

    (root / "mkdocs.yml").write_text(unfit, encoding="utf-8")
    wait_until(lambda: "Trois jours au musée" in read(f"{address}{STORY}"))
    assert STOPPED not in read(address)

    mend(root / "stories/troisieme-essai.md", "Trois jours", "Quatre jours")
    wait_until(lambda: "Quatre jours au musée" in read(f"{address}{STORY}"))
    assert "Traceback" not in (root.parent / "serve.log").read_text(encoding="utf-8")


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
