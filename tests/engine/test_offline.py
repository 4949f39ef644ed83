# SPDX-License-Identifier: EUPL-1.2
"""The offline copy opens from a folder: every link leads to a file, and it tells its age."""

import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page

from escales.commands.cli import main
from escales.publishing.offline.archive import make_offline
from escales.settings.rules import today
from escales.settings.site import Settings

pytestmark = pytest.mark.browser

NAME = "site-d-essai-hors-ligne-1.2.3"
ADDRESS = "https://escales.example/projet/"
HERE = Settings(name="Site d’essai", address=ADDRESS)


@pytest.fixture(scope="module")
def archive(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offline")
    return make_offline(built, folder, HERE, today(), "1.2.3")


@pytest.fixture(scope="module")
def copy(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that a person gets by extracting the archive."""
    folder = tmp_path_factory.mktemp("un dossier, avec des accents é")
    with ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder / NAME


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page that fails the test if anything is asked of the web, or refused."""
    context = browser.new_context(accept_downloads=True)
    opened = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    opened.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert [line for line in said if "download" not in line and ".odt" not in line] == []


class Links(HTMLParser):
    """Collects what a page leads to or fetches, and the anchors that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if told.get("http-equiv") == "refresh":
            self.found.append(told["content"].partition("url=")[2])
        self.found += [told[name] for name in ("href", "src") if name in told and tag != "base"]


def test_every_link_of_every_page_leads_to_a_file(copy: Path) -> None:
    """None to a folder, of which no browser opens the index; none to the root of a disk."""
    pages = sorted(copy.rglob("*.html"))
    wrong: list[tuple[str, str]] = []
    seen = 0
    for path in pages:
        links = Links()
        links.feed(path.read_text(encoding="utf-8"))
        for target in links.found:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if parts.scheme not in {"https", "mailto", "data"}:
                    wrong.append((str(path), target))
            elif parts.path:
                seen += 1
                if not (path.parent / unquote(parts.path)).resolve().is_file():
                    wrong.append((path.relative_to(copy).as_posix(), target))

    assert wrong == []
    assert len(pages) > 60
    assert seen > 1000


def test_a_person_walks_from_the_home_to_a_document(page: Page, copy: Path) -> None:
    """Home, stories, a list, a story, its scheme, a document of its kit, the file itself."""
    page.goto((copy / "index.html").as_uri())
    assert "Copie hors ligne du 23 novembre 2026." in page.locator(".es-offline").inner_text()

    page.goto((copy / "recits/index.html").as_uri())
    page.get_by_text("Le tableau et les listes de récits").click()
    page.get_by_role("cell", name="Catégorie C, Jusqu’à 3 mois : 1").get_by_role("link").click()
    page.get_by_role("link", name="Un premier essai au guichet").click()
    page.wait_for_url("**/recits/premier/index.html")
    picture = page.get_by_alt_text("Un plan de la ville, un guichet au centre")
    picture.scroll_into_view_if_needed()  # it may be fetched but then
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 120
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # by the stylesheet

    page.goto((copy / "dispositifs/renfort/index.html").as_uri())
    page.locator("details", has_text="Lettre de renfort").locator("summary").first.click()
    page.get_by_role("link", name="Lettre de renfort").first.click()
    page.wait_for_url("**/lettre-de-renfort/index.html")
    link = page.locator("a[download][href$='.odt']").first
    assert (
        copy / "dispositifs/renfort/kit" / Path(link.get_attribute("href") or "").name
    ).is_file()


def test_what_needs_the_live_site_is_not_offered(page: Page, copy: Path) -> None:
    """The search leads to the map of the site; filters and forms stay hidden, as it says."""
    for path in ("recits/index.html", "contribuer/raconter/index.html"):
        page.goto((copy / path).as_uri())
        told = page.locator(".es-offline").inner_text()
        assert "La recherche, les filtres et les formulaires ne marchent que sur le site" in told
        assert ADDRESS in told
        assert page.locator("main form:visible").count() == 0
    finder = page.locator("a[href$='plan-du-site/index.html']").first
    assert finder.count() == 1


def test_a_former_address_leads_to_the_new_file(page: Page, copy: Path) -> None:
    page.goto((copy / "recits/seconde-voix/index.html").as_uri())

    page.wait_for_url("**/recits/deuxieme-voix/index.html")


def test_the_copy_says_what_it_is_how_old_and_what_it_keeps(copy: Path) -> None:
    told = (copy / "LISEZ-MOI.txt").read_bytes().decode()

    assert "le site tel qu’il était le 23 novembre 2026, version 1.2.3" in told
    assert ADDRESS in told
    assert "ouvrez le fichier «\u00a0index.html\u00a0»" in told
    assert "Un récit retiré\r\naprès le 23 novembre 2026 est encore ici." in told
    assert "supprimez celle-ci" in told
    assert "\n" not in told.replace("\r\n", "")


def test_nothing_is_there_that_only_a_server_serves(archive: Path) -> None:
    with ZipFile(archive) as opened:
        names = [name.removeprefix(f"{NAME}/") for name in opened.namelist()]
        pages = [opened.read(f"{NAME}/{name}").decode() for name in names if name.endswith("html")]

    assert not any(name.startswith(("pagefind/", "sitemap", "robots", "404")) for name in names)
    assert all(name.startswith("LISEZ-MOI") or not name.startswith("/") for name in names)
    assert not any(re.search(r"<script[^>]*type=\"?module", page) for page in pages)
    assert not any('rel="canonical"' in page or "og:url" in page for page in pages)


def test_the_archive_has_the_same_bytes_at_any_hour(
    archive: Path, built: Path, tmp_path: Path
) -> None:
    for path in built.rglob("*"):
        os.utime(path, (time.time(), time.time() - 86_400))

    again = make_offline(built, tmp_path, HERE, today(), "1.2.3")

    assert again.read_bytes() == archive.read_bytes()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("passwd.txt", lambda path: path.symlink_to("/etc/passwd")),
        ("recits", lambda path: path.symlink_to("/etc")),
        ("nowhere", lambda path: path.symlink_to("nowhere")),
        ("pipe", os.mkfifo),
        (".git", Path.mkdir),
        ("a\nb", Path.touch),
    ],
)
def test_nothing_is_copied_of_a_folder_that_holds_more_than_a_site(
    name: str,
    make: Callable[[Path], object],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site, root = tmp_path / "site", Path(__file__).parent / "site"
    site.mkdir()
    (site / "index.html").touch()
    make(site / name)

    assert main(["offline", "--root", str(root), str(site), str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.replace("\u00a0", " ") == (
        f"escales : « {site} » contient autre chose qu’un site : « {name} » n’en est pas.\n"
    )
    assert not (tmp_path / "out").exists()


def test_no_link_is_followed_on_the_way_in_or_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "root"
    (root / "stories").mkdir(parents=True)
    (tmp_path / "elsewhere/site").mkdir(parents=True)
    (tmp_path / "elsewhere/site/index.html").touch()
    (root / "away").symlink_to("../elsewhere")
    site, away = str(tmp_path / "elsewhere/site"), root / "away"

    for source, target in ((str(away / "site"), "out"), (site, str(away / "out"))):
        assert main(["offline", "--root", str(root), source, target]) == 2
        assert f"« {away} » est un lien" in capsys.readouterr().err.replace("\u00a0", " ")
    assert main(["offline", "--root", str(root), site, f"{site}/out"]) == 2
    assert "l’archive serait dans" in capsys.readouterr().err
    assert not (tmp_path / "elsewhere/out").exists()


def test_an_archive_takes_the_place_of_a_link_and_is_read_by_all(tmp_path: Path) -> None:
    """On days that ZIP cannot tell too, and of a page that is in another encoding."""
    site, precious = tmp_path / "site", tmp_path / "precious"
    site.mkdir()
    (site / "index.html").write_bytes("<main>été".encode("latin-1"))
    precious.write_text("x", encoding="utf-8")
    (tmp_path / f"{NAME}.zip").symlink_to(precious)

    for day in (date(1970, 1, 1), date(2500, 1, 1)):
        before = os.umask(0o077)
        made = make_offline(site, tmp_path, HERE, day, "1.2.3")
        os.umask(before)

        assert made.stat().st_mode & 0o777 == 0o644
        with ZipFile(made) as opened:
            assert "été".encode("latin-1") in opened.read(f"{NAME}/index.html")
    assert precious.read_text(encoding="utf-8") == "x"
    assert {path.name for path in tmp_path.iterdir()} == {f"{NAME}.zip", "precious", "site"}


def test_the_command_makes_it_of_a_built_site_only(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(Path(__file__).parent / "site")
    monkeypatch.delenv("ESCALES_SITE", raising=False)

    assert main(["offline", str(tmp_path), str(tmp_path / "out")]) == 2
    assert "ne contient pas un site construit" in capsys.readouterr().err
    assert main(["offline", str(built), str(tmp_path / "out")]) == 0
    (made,) = (tmp_path / "out").iterdir()
    assert re.fullmatch(r"site-d-essai-hors-ligne-\d+\.\d+\.\d+\.zip", made.name)
    with ZipFile(made) as opened:
        readme = next(name for name in opened.namelist() if name.endswith("LISEZ-MOI.txt"))
        told = opened.read(readme).decode()
    assert told.startswith("SITE D’ESSAI, COPIE HORS LIGNE")
    assert "son adresse n’a pas été donnée" in told
