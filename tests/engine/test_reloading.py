# SPDX-License-Identifier: EUPL-1.2
"""While one writes, a browser is told to reload its page when that page changed, and no other."""

from collections.abc import Iterable
from typing import Any

from escales.mkdocs.reloading import reload_what_changed


class Server:
    """A server as MkDocs': pages that say its epoch, and news that come with a new one."""

    def __init__(self) -> None:
        self.epoch, self.number = 100, 0
        self.pages = {"/": "accueil", "/a.css": "p {}"}
        self.to_come: list[dict[str, str]] = []  # what each wait for news brings
        self.all_since = 0
        self.answer = reload_what_changed(self._answer, lambda: self.all_since)

    def get(self, path: str) -> str:
        return b"".join(self.answer({"PATH_INFO": path}, lambda *_: None)).decode()

    def _answer(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401  # WSGI's
        start("200 OK", [])
        path = environ["PATH_INFO"]
        if path.startswith("/livereload/"):
            if self.epoch <= int(path.split("/")[2]) and self.to_come:
                self.pages |= self.to_come.pop(0)
                self.epoch += 1
            return [b"%d" % self.epoch]
        self.number += 1
        call = f"livereload({self.epoch}, {self.number});" if path == "/" else ""
        return [f"{self.pages[path]}<script>{call}</script>".encode()]


def test_a_page_that_is_as_it_was_is_not_reloaded() -> None:
    """It waits for what comes next, and asks again from where it was when nothing does."""
    server = Server()
    assert "livereload(100, 1);" in server.get("/")
    server.to_come = [{"/autre": "nouveau"}, {"/autre": "encore"}]

    assert server.get("/livereload/100/1") == "100"
    assert server.to_come == []


def test_a_page_that_changed_is_reloaded() -> None:
    server = Server()
    server.get("/")
    server.to_come = [{"/autre": "nouveau"}, {"/": "accueil changé"}, {"/autre": "encore"}]

    assert server.get("/livereload/100/1") == "102"
    assert len(server.to_come) == 1


def test_all_pages_are_reloaded_when_what_they_show_may_have_changed() -> None:
    """A picture or a style sheet is in no page."""
    server = Server()
    server.get("/")
    server.to_come, server.all_since = [{"/a.css": "p { color: red }"}], 101

    assert server.get("/livereload/100/1") == "101"


def test_a_page_of_the_server_before_is_reloaded() -> None:
    server = Server()
    server.to_come = [{}]

    assert server.get("/livereload/100/77") == "101"
