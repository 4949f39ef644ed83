# SPDX-License-Identifier: EUPL-1.2
"""`mkdocs serve` shows a story as soon as it is saved; the rest of the site follows behind it.

Two servers for all tests, as each takes seconds to start: each test leaves the site as it was.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from building import buildable, with_documents

PATIENCE = 60  # seconds; a busy machine is slow, it is not wrong
STOPPED = "Le site attend une correction"
OWN, ELSEWHERE = "Cette page n’est pas encore juste", "À corriger"
LISTS, STORY, OTHER = "/recits/", "/recits/troisieme-essai/", "/recits/premier/"
STORY_FILE, OTHER_FILE = "stories/troisieme-essai.md", "stories/premier.md"
USUAL, OTHER_USUAL = "Trois jours au musée", "Un premier essai au guichet"

# A program of the site: it keeps the build from going on once the content is read.
HOOK = """
import pathlib, time


def on_pre_build(config):
    while pathlib.Path(config.config_file_path).with_name("attendre").exists():
        time.sleep(0.02)
"""


@dataclass(frozen=True, slots=True)
class Written:
    """A site that is being written, and what `mkdocs serve` shows and says of it."""

    root: Path
    address: str
    log: Path

    def read(self, path: str) -> str:
        """Return a page, without the no-break spaces of French."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=5) as response:  # noqa: S310  # our own server
                text: str = response.read().decode(errors="replace")
                return text.replace("\u00a0", " ")
        except urllib.error.HTTPError as error:
            return f"HTTP {error.code}" + error.read().decode().replace("\u00a0", " ")
        except OSError:
            return ""

    def wait_for(self, text: str, path: str) -> None:
        wait_until(lambda: text in self.read(path))

    def mend(self, path: str, old: str, new: str) -> str:
        """Change a file; return what it said."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new))
        return text

    def write(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")

    @contextmanager
    def without_the_rest(self) -> Iterator[None]:
        """Keep whole sites from being made: only what needs none can show."""
        waiting = self.root / "attendre"
        waiting.touch()
        try:
            yield
        finally:
            waiting.unlink()


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "the page never came"
        time.sleep(0.05)


@contextmanager
def served(folder: Path, *mistakes: tuple[str, str, str]) -> Iterator[Written]:
    """Serve a copy of the fixture site, some of its files with a mistake from the beginning."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        here = f"127.0.0.1:{free.getsockname()[1]}"
    root = with_documents(buildable(folder))
    site = Written(root, f"http://{here}", folder / "serve.log")
    site.write("attendre.py", HOOK)
    shutil.copyfile(root / "stories/images/plan.png", root / "stories/images/autre.png")
    site.mend("mkdocs.yml", "mkdocs_events.py]", "mkdocs_events.py, attendre.py]")
    for mistake in mistakes:
        site.mend(*mistake)
    command = [sys.executable, "-m", "mkdocs", "serve", "-f", str(root / "mkdocs.yml"), "-a", here]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "ESCALES_RECHERCHE": "non"}
    with site.log.open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield site
        said = site.log.read_text(encoding="utf-8")
        assert "Traceback" not in said
        assert "appear stuck" not in said
    finally:
        server.terminate()
        server.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Written]:
    with served(tmp_path_factory.mktemp("juste")) as site:
        yield site


@pytest.fixture
def site(server: Written) -> Written:
    server.wait_for(USUAL, LISTS)
    return server


@pytest.mark.browser
def test_an_open_page_is_reloaded_when_it_changed_and_only_then(
    site: Written, browser: Browser
) -> None:
    """MkDocs reloads it by a script inside the page, which no published page would run."""
    told: list[str] = []
    story, lists = browser.new_page(), browser.new_page()
    for page, path in ((lists, LISTS), (story, STORY)):
        page.on("console", lambda said: told.append(said.text) if said.type == "error" else None)
        page.goto(f"{site.address}{path}")
        page.evaluate("window.isAsItWas = true")
    title = story.get_by_role("heading", level=1)

    with site.without_the_rest():
        text = site.mend(STORY_FILE, "Trois jours", "Quatre jours")
        expect(title).to_contain_text("Quatre jours au musée", timeout=PATIENCE * 1000)
        assert lists.evaluate("window.isAsItWas")
        story.evaluate("window.isAsItWas = true")
    new = lists.get_by_text("Quatre jours au musée")
    expect(new.first).to_be_attached(timeout=PATIENCE * 1000)
    assert story.evaluate("window.isAsItWas")

    site.write(STORY_FILE, text)
    expect(title).to_contain_text(USUAL, timeout=PATIENCE * 1000)
    story.close()
    lists.close()
    assert told == []


def test_a_saved_story_shows_before_the_rest_of_the_site(site: Written) -> None:
    """So does one saved while the rest is being made, and a fault; then the lists are right."""
    with site.without_the_rest():
        text = site.mend(STORY_FILE, "Trois jours", "Quatre jours")
        site.wait_for("Quatre jours au musée", STORY)
        assert "Quatre jours" not in site.read(LISTS)

        other = site.mend(OTHER_FILE, "Un premier essai", "Un bel essai")
        site.wait_for("Un bel essai au guichet", OTHER)
        assert "Quatre jours au musée" in site.read(STORY)

        site.mend(STORY_FILE, "Je voulais voir.", "")
        site.wait_for("est vide", STORY)
        assert f'<a href="{STORY}">{STORY_FILE}</a> (' in site.read(LISTS)
        assert USUAL in site.read(LISTS)

    def are_lists_right() -> bool:
        assert "Quatre jours au musée" in site.read(STORY)
        assert "Un bel essai au guichet" in site.read(OTHER)
        lists = site.read(LISTS)
        return "Quatre jours au musée" in lists and "Un bel essai au guichet" in lists

    wait_until(are_lists_right)
    assert "est vide" in site.read(STORY)

    site.write(STORY_FILE, text)
    site.write(OTHER_FILE, other)
    site.wait_for(USUAL, LISTS)
    site.wait_for(OTHER_USUAL, LISTS)
    assert ELSEWHERE not in site.read(LISTS)


def test_a_picture_shows_with_the_first_story_that_shows_it(site: Written) -> None:
    with site.without_the_rest():
        text = site.mend(STORY_FILE, "J’ai appris.", "![Une salle](images/autre.png)")
        site.wait_for("autre.webp", STORY)
        assert "HTTP" not in site.read("/recits/images/autre.webp")

    site.write(STORY_FILE, text)
    wait_until(lambda: "HTTP 404" in site.read("/recits/images/autre.webp"))


def test_stories_come_go_and_hide(site: Written) -> None:
    text = (site.root / STORY_FILE).read_text(encoding="utf-8")
    site.write("stories/nouveau.md", text)
    site.wait_for(USUAL, "/recits/nouveau/")

    (site.root / "stories/nouveau.md").unlink()
    wait_until(lambda: "HTTP 404" in site.read("/recits/nouveau/"))

    with site.without_the_rest():
        site.write("stories/.troisieme-essai.md.swp", "what an editor leaves")
        site.mend(STORY_FILE, "Trois jours", "Quatre jours")
        site.wait_for("Quatre jours au musée", STORY)
        (site.root / "stories/.troisieme-essai.md.swp").unlink()

    site.write(STORY_FILE, text)
    site.wait_for(USUAL, STORY)


MISTAKES = [  # what is typed, where, what the page says of it, and at which address
    (STORY_FILE, "duree: 3 jours", "duree: 3 lunes", "« 3 lunes » n’est", STORY),
    (OTHER_FILE, "Je préfère ne pas répondre.", "", "est vide", OTHER),
    ("schemes/renfort/index.md", "maturite: ", "maturit: ", "maturit", "/dispositifs/renfort/"),
    ("docs/donnees.md", "#", "[a](absente.md)\n\n#", "absente.md » mène à un", "/donnees/"),
]


def test_a_typing_mistake_is_told_on_its_own_page_and_the_others_lead_there(site: Written) -> None:
    """No page hangs, nor is one lost; once mended, nothing of it remains."""
    texts = {path: site.mend(path, old, new) for path, old, new, _, _ in MISTAKES}
    for path, _, _, told, page in MISTAKES:
        site.wait_for(told, page)
        assert OWN in site.read(page)
        for other in ("/", "/perdue/"):
            shown = site.read(other)
            assert f'<a href="{page}">{path}</a> (' in shown
            assert OWN not in shown
            assert "<main" in shown
    stories = site.read(LISTS)
    assert OTHER_USUAL in stories
    assert USUAL not in stories

    for path, text in texts.items():
        site.write(path, text)
    site.wait_for(USUAL, LISTS)
    for *_, page in MISTAKES:
        wait_until(lambda page=page: ELSEWHERE not in site.read(page))  # type: ignore[misc]  # bound at once
        assert OWN not in site.read(page)


def test_a_fault_outside_the_content_leaves_the_last_good_site(site: Written) -> None:
    """A story that is saved meanwhile is not read with settings that are no longer there."""
    text = site.mend("mkdocs.yml", "docs_dir: docs", "docs_dir: ]")
    site.wait_for("mkdocs.yml ne peut pas être lu", STORY)
    for page in ("/", STORY, "/perdue/"):
        assert STOPPED in site.read(page)
    assert USUAL in site.read(STORY)

    site.write("mkdocs.yml", text.replace("    dpo: ", "    seuil_anonymat: beaucoup\n    dpo: "))
    site.wait_for("beaucoup", STORY)
    assert USUAL in site.read(STORY)

    site.write("mkdocs.yml", text.replace("Site d’essai", "Site renommé"))
    site.wait_for("Site renommé", STORY)
    assert STOPPED not in site.read(STORY)
    with site.without_the_rest():
        story = site.mend(STORY_FILE, "Trois jours", "Quatre jours")
        site.wait_for("Quatre jours au musée", STORY)
        assert "Site renommé" in site.read(STORY)

    site.write("mkdocs.yml", text)
    site.write(STORY_FILE, story)
    site.wait_for("Site d’essai", STORY)


@pytest.mark.browser
def test_what_is_wrong_from_the_beginning_is_told_until_it_is_mended(
    tmp_path: Path, browser: Browser
) -> None:
    """A setting that stops the site, then a part that is empty; nobody has to reload the page."""
    unfit = "mkdocs.yml", "    dpo: ", "    seuil_anonymat: beaucoup\n    dpo: "
    faulty = STORY_FILE, "Je voulais voir.", ""
    with served(tmp_path, unfit, faulty) as site:
        site.wait_for(STOPPED, "/n-importe-ou")
        page = browser.new_page()
        page.goto(f"{site.address}{STORY}")
        alert, title = page.get_by_role("alert"), page.get_by_role("heading", level=1)
        expect(alert).to_contain_text("beaucoup")

        site.mend("mkdocs.yml", "    seuil_anonymat: beaucoup\n", "")
        expect(alert).to_contain_text("est vide", timeout=PATIENCE * 1000)
        expect(title).to_contain_text(USUAL)

        site.mend(STORY_FILE, "duree: 3 jours", "duree: 3 lunes")
        expect(alert).to_contain_text("3 lunes", timeout=PATIENCE * 1000)
        expect(title).to_contain_text(USUAL)

        text = site.mend(STORY_FILE, "duree: 3 lunes", "duree: 3 jours")
        site.write(
            STORY_FILE,
            text.replace("3 lunes", "3 jours").replace(
                "## L’intention de départ\n", "## L’intention de départ\n\nJe voulais voir.\n"
            ),
        )
        expect(alert).to_have_count(0, timeout=PATIENCE * 1000)
        expect(title).to_contain_text(USUAL)
        page.close()
