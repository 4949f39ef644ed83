# SPDX-License-Identifier: EUPL-1.2
"""Serve a built site and open it in Chromium, as a person would."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

AWAY = 'http-equiv="refresh"'


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its signature
        """Keep the output of the tests for the tests."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Yield the address, without a slash at its end, where the files below `site` are served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the Chromium of the system, which `.ci/browser` installs."""
    path = shutil.which("chromium")
    assert path, "run .ci/browser first"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
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
