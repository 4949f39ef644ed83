# SPDX-License-Identifier: EUPL-1.2
"""While one writes: a fault leaves the last good site, and every page says what to mend."""

import logging
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from click import ClickException
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from escales.pages.templating import fill

LOG = logging.getLogger("mkdocs.hooks.escales")
UNREADABLE = "mkdocs.yml ne peut pas être lu : {error}"
BODY = re.compile(rb"<body[^>]*>")
HTML = ("/", ".html")

T = TypeVar("T")
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]  # WSGI, PEP 3333


def keep_last_site(server: LiveReloadServer) -> None:
    """Have a build that stops leave the site as it was, and its pages say why."""
    build_site, fault = server.builder, ""

    def build() -> None:
        nonlocal fault
        try:
            build_site()
            fault = ""
        except (SystemExit, ClickException) as stopped:  # MkDocs' own: a bug of ours is neither
            ours = isinstance(stopped.__context__, PluginError)
            fault = str(stopped.__context__) if ours else UNREADABLE.format(error=stopped)
            if not ours:  # else MkDocs has logged it
                LOG.warning(fault)

    server.builder = build
    server.set_app(_with_fault(server.serve_request, lambda: fault))


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


def _with_fault(app: Application, fault: Callable[[], str]) -> Application:
    """Put what is wrong, if anything is, at the top of each page."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        lines = fault().splitlines()
        if not lines or not environ["PATH_INFO"].endswith(HTML):
            return app(environ, start)
        begun: list[Any] = []
        page = b"".join(app(environ, lambda *status_and_headers: begun.extend(status_and_headers)))
        alert = fill("fault.html", "", lines=lines).encode()
        page = BODY.sub(lambda body: body[0] + alert, page, count=1)
        status, headers, *_ = begun
        start(status, [(name, value) for name, value in headers if name != "Content-Length"])
        return [page]

    return answer
