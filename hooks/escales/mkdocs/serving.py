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
    build_site, told = server.builder, [""]

    def build() -> None:
        fault = ""
        try:
            build_site()
        except (SystemExit, ClickException) as stopped:  # MkDocs' own: a bug of ours is neither
            ours = isinstance(stopped.__context__, PluginError)
            fault = str(stopped.__context__) if ours else UNREADABLE.format(error=stopped)
            if not ours:  # else MkDocs has logged it
                LOG.warning(fault)
        told[0] = fault

    server.builder = build
    server.set_app(_with_fault(server.serve_request, told))


def wait_for(read: Callable[[], T], fault: str, config: MkDocsConfig) -> T:
    """Show what keeps the first site from being built until it can be; return what was read."""
    LOG.warning(fault)
    content: list[T] = []
    told = [fault]

    def build() -> None:
        try:
            content.append(read())
        except PluginError as refused:
            LOG.warning(refused)
            told[0] = str(refused)
        else:
            server.shutdown()

    host, port = config.dev_addr
    server = LiveReloadServer(build, host, port, config.site_dir)
    server.set_app(_one_page(told))
    for path in (config.docs_dir, config.config_file_path, *config.watch):
        server.watch(path)
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs' own
    finally:
        server.shutdown()
    return content[0]


def _one_page(told: list[str]) -> Application:
    """Answer with what is wrong, whatever the address; the page asks by itself for news."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:  # noqa: ARG001  # WSGI's signature
        start("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [fill("fault_page.html", "", lines=told[0].splitlines()).encode()]

    return answer


def _with_fault(app: Application, told: list[str]) -> Application:
    """Put what is wrong, if anything is, at the top of each page."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not told[0] or not environ["PATH_INFO"].endswith(HTML):
            return app(environ, start)
        begun: list[Any] = []
        page = b"".join(app(environ, lambda *status_and_headers: begun.extend(status_and_headers)))
        fault = fill("fault.html", "", lines=told[0].splitlines()).encode()
        page = BODY.sub(lambda body: body[0] + fault, page, count=1)
        status, headers, *_ = begun
        start(status, [(name, value) for name, value in headers if name != "Content-Length"])
        return [page]

    return answer
