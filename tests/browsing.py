# SPDX-License-Identifier: EUPL-1.2
"""Serve a built site and open it in Chromium, as a person would."""

import gzip
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from answering import answering
from building import REPOSITORY
from escales.publishing.weights import COMPRESSED, LEVEL

THEME = REPOSITORY / "hooks/escales/mkdocs/theme"
AWAY = 'http-equiv="refresh"'
PATIENCE = 120_000  # milliseconds; a busy machine is slow, it is not wrong


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its signature
        """Keep the output of the tests for the tests."""


class _Compressed(_Quiet):
    """Compresses as hosts do, and lets browsers keep what they fetched."""

    def do_GET(self) -> None:  # the name that http.server calls
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if path.suffix not in COMPRESSED or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), LEVEL, mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")  # as GitHub Pages and GitLab Pages do
        super().end_headers()


@contextmanager
def served(site: Path, *, compressed: bool = False) -> Iterator[str]:
    """Yield the address, without a slash at its end, where the files below `site` are served."""
    answers = _Compressed if compressed else _Quiet
    with answering(partial(answers, directory=str(site))) as address:
        yield address


@contextmanager
def opened_among_scripts(browser: Browser) -> Iterator[Page]:
    """Yield a page from which the scripts of the theme may be imported, and nothing else is."""
    with served(THEME) as address:
        page = browser.new_page()
        page.goto(f"{address}/assets/escales.css")
        yield page
        page.close()


def chromium_path() -> str:
    """Return the Chromium that `.ci/browser` installs: without windows, it costs half as much."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert path, "run .ci/browser first"
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        browser.on("context", lambda context: context.set_default_timeout(PATIENCE))
        yield browser
        browser.close()


def open_search(page: Page) -> None:
    """Open the search that every page has, and wait for it."""
    page.locator(".es-find").click()
    expect(page.get_by_role("dialog", name="Chercher dans le site")).to_be_visible()


def open_menu(page: Page) -> bool:
    """Open the menu of narrow screens; return whether there is one at this width."""
    button = page.locator("#es-menu")
    if not button.count() or not button.is_visible():
        return False
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    return True


def go_to(page: Page, site: Path, address: str, path: str) -> None:
    """Open a page of `site`, served at `address`; one that leads elsewhere is kept from it."""
    html = site / path / "index.html" if path.endswith("/") or not path else site / path
    text = html.read_text(encoding="utf-8")
    if AWAY in text:
        page.route(
            f"{address}/{path}",
            lambda route: route.fulfill(body=text.replace(AWAY, ""), content_type="text/html"),
        )
    page.goto(f"{address}/{path}")
    page.unroute(f"{address}/{path}")
