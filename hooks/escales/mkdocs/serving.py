# SPDX-License-Identifier: EUPL-1.2
"""While one writes: each page at fault says what to mend, and the others lead to it.

A fault outside the content, in mkdocs.yml for one, leaves the last good site as it was.
"""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from escales.content.library import Unfinished
from escales.mkdocs.config import Served
from escales.mkdocs.following import Following
from escales.mkdocs.reloading import HTML, Application, reload_what_changed
from escales.pages.templating import fill
from escales.problems.problem import Problem
from escales.problems.reports.message_lines import numbered_message
from escales.words.addresses import url_of
from escales.words.phrases import phrases_of

phrases = phrases_of("mkdocs")

LOG = logging.getLogger("mkdocs.hooks.escales")
BODY = re.compile(rb"<body[^>]*>")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageFault:
    """A file at fault: where its page is, below the root of the site, and what to mend."""

    path: str
    url: str | None
    lines: list[str]


def with_faults(app: Application, following: Following, mount_path: str) -> Application:
    """Put what is wrong, if anything is, at the top of each page."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.endswith(HTML):
            return app(environ, start)
        begun: list[Any] = []
        page = b"".join(app(environ, lambda *status_and_headers: begun.extend(status_and_headers)))
        url = path.encode("latin-1").decode("utf-8", "ignore").removeprefix(mount_path)
        fault = _fault_of(url, following, mount_path).encode()
        page = BODY.sub(lambda body: body[0] + fault, page, count=1)
        status, headers, *_ = begun
        start(status, [(name, value) for name, value in headers if name != "Content-Length"])
        return [page]

    return answer


def _fault_of(url: str, following: Following, mount_path: str) -> str:
    """Return what the page at a url says: all of its own file, and where the others are."""
    if following.stop:
        return fill("fault.html", "", lines=following.stop.splitlines())
    url = unquote(url).removesuffix("index.html")
    faults = [_page_fault(file) for file in following.library.unfinished]
    if not faults:
        return ""
    return fill(
        "page_faults.html",
        "",
        own=[fault for fault in faults if fault.url == url],
        others=[fault for fault in faults if fault.url not in {url, None}],
        nowhere=[fault for fault in faults if fault.url is None],
        root=mount_path,
    )


def _page_fault(file: Unfinished) -> PageFault:
    url = None if file.uri is None else url_of(file.uri)
    return PageFault(file.path, url, [_line(problem) for problem in file.problems])


def _line(problem: Problem) -> str:
    phrase = phrases.line if problem.key is None else phrases.line_and_key
    return phrase.format(line=problem.line, message=numbered_message(problem))


def follow(server: LiveReloadServer, kept: Served, root: Path) -> None:
    """Have a server show what is written at `root`, and what is wrong with it."""
    following = Following(server, kept, root)
    server.builder, server.error_handler = following.build, following.error_page
    app = with_faults(server.serve_request, following, server.mount_path)
    server.set_app(reload_what_changed(app, lambda: following.reload_all_since))


def wait_for(read: Callable[[], T], fault: str, config: MkDocsConfig) -> T:
    """Show what keeps the first site from being built until it can be; return what was read."""
    LOG.warning(fault)
    content: list[T] = []

    def build() -> None:
        nonlocal fault
        try:
            content.append(read())
        except PluginError as refused:
            fault = str(refused)
            LOG.warning(fault)
        else:
            server.shutdown()

    host, port = config.dev_addr
    server = LiveReloadServer(build, host, port, config.site_dir)
    server.set_app(_one_page(lambda: fault))
    for path in (config.docs_dir, config.config_file_path, *config.watch):
        server.watch(path)
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs' own
    finally:
        server.shutdown()
    return content[0]


def _one_page(fault: Callable[[], str]) -> Application:
    """Answer with what is wrong, whatever the address; the page asks by itself for news."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:  # noqa: ARG001  # WSGI's signature
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [fill("fault_page.html", "", lines=fault().splitlines()).encode()]

    return answer
