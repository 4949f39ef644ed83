# SPDX-License-Identifier: EUPL-1.2
"""Have browsers reload a page when it changed, and not each time that another one did."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]  # WSGI, PEP 3333

HTML = ("/", ".html")
# What MkDocs puts in each page, and how that asks for news: an epoch, and a number of its own.
CALL = re.compile(rb"\blivereload\((\d+), (\d+)\);")
POLL = re.compile(r"/livereload/(\d+)/(\d+)")


def reload_what_changed(app: Application, all_since: Callable[[], int]) -> Application:
    """Answer as the application does, but leave a browser in peace whose page is as it was.

    All that was taken before the epoch `all_since` is reloaded: its pictures may have changed.
    """
    pages: dict[str, tuple[str, bytes]] = {}  # by the number of each: its path, its digest

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if poll := POLL.fullmatch(path):
            start("200 OK", [("Content-Type", "text/plain")])
            return [b"%d" % news(environ, int(poll[1]), poll[2])]
        if not path.endswith(HTML):
            return app(environ, start)
        page = b"".join(app(environ, start))
        if call := CALL.search(page):
            pages[call[2].decode()] = path, digest(page)
        return [page]

    def news(environ: dict[str, Any], epoch: int, number: str) -> int:
        """Wait for another epoch, as MkDocs does, until the page has changed; return it.

        Return the same epoch when nothing came for a minute: the page asks again.
        """
        asked = epoch
        while True:
            latest = int(taken(environ, f"/livereload/{asked}/{number}"))
            if latest == asked:
                return epoch
            path, before = pages.get(number, (None, b""))
            if path is None or epoch < all_since() or digest(taken(environ, path)) != before:
                return latest
            asked = latest

    def taken(environ: dict[str, Any], path: str) -> bytes:
        return b"".join(app({**environ, "PATH_INFO": path}, lambda *_: None))

    return answer


def digest(page: bytes) -> bytes:
    """Return the digest of a page, whenever it was taken."""
    return sha256(CALL.sub(b"", page)).digest()
