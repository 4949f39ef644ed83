# SPDX-License-Identifier: EUPL-1.2
"""While one writes: each page at fault says what to mend, and the others lead to it.

A fault outside the content, in mkdocs.yml for one, leaves the last good site as it was.
"""

import json
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote

from click import ClickException
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from escales.content.library import Library
from escales.pages.templating import fill
from escales.problems.problem import Problem
from escales.problems.reports.message_lines import numbered_message
from escales.words.addresses import url_of
from escales.words.phrases import phrases_of

phrases = phrases_of("mkdocs")

LOG = logging.getLogger("mkdocs.hooks.escales")
BODY = re.compile(rb"<body[^>]*>")
HTML = ("/", ".html")
UNFINISHED = "a-corriger.json"  # only beside a site that is served

T = TypeVar("T")
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]  # WSGI, PEP 3333


@dataclass(frozen=True, slots=True)
class PageFault:
    """A file at fault: where its page is, below the root of the site, and what to mend."""

    path: str
    url: str | None
    lines: list[str]


def write_unfinished(library: Library, config: MkDocsConfig) -> None:
    """Leave beside the site that is served what each page says of its file."""
    faults = [
        PageFault(
            file.path,
            None if file.uri is None else url_of(file.uri),
            [_line(problem) for problem in file.problems],
        )
        for file in library.unfinished
    ]
    if faults:
        text = json.dumps([asdict(fault) for fault in faults])
        Path(config.site_dir, UNFINISHED).write_text(text, encoding="utf-8")


def _line(problem: Problem) -> str:
    phrase = phrases.line if problem.key is None else phrases.line_and_key
    return phrase.format(line=problem.line, message=numbered_message(problem))


def keep_last_site(server: LiveReloadServer) -> None:
    """Have a build that stops leave the site as it was, and its pages say why."""
    build_site, stop = server.builder, ""

    def build() -> None:
        nonlocal stop
        try:
            build_site()
            stop = ""
        except (SystemExit, ClickException) as stopped:  # MkDocs' own: a bug of ours is neither
            ours = isinstance(stopped.__context__, PluginError)
            stop = str(stopped.__context__) if ours else phrases.unreadable.format(error=stopped)
            if not ours:  # else MkDocs has logged it
                LOG.warning(stop)

    def alert(path: str) -> str:
        if stop:
            return fill("fault.html", "", lines=stop.splitlines())
        return _alert_of(path, server)

    server.builder = build
    server.set_app(_with_alert(server.serve_request, alert))


def _alert_of(path: str, server: LiveReloadServer) -> str:
    """Return what the page at a path says: all of its own file, and where the others are."""
    try:
        told = json.loads(Path(server.root, UNFINISHED).read_bytes())
    except FileNotFoundError:
        return ""
    faults = [PageFault(**fault) for fault in told]
    url = unquote(path.removeprefix(server.mount_path)).removesuffix("index.html")
    return fill(
        "page_faults.html",
        "",
        own=[fault for fault in faults if fault.url == url],
        others=[fault for fault in faults if fault.url not in {url, None}],
        nowhere=[fault for fault in faults if fault.url is None],
        root=server.mount_path,
    )


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


def _with_alert(app: Application, alert: Callable[[str], str]) -> Application:
    """Put what is wrong, if anything is, at the top of each page."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.endswith(HTML):
            return app(environ, start)
        begun: list[Any] = []
        page = b"".join(app(environ, lambda *status_and_headers: begun.extend(status_and_headers)))
        told = alert(path.encode("latin-1").decode("utf-8", "ignore")).encode()
        page = BODY.sub(lambda body: body[0] + told, page, count=1)
        status, headers, *_ = begun
        start(status, [(name, value) for name, value in headers if name != "Content-Length"])
        return [page]

    return answer
