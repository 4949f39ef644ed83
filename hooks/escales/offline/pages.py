# SPDX-License-Identifier: EUPL-1.2
"""Make a page of the built site one that opens from a folder: no server finds its index.html."""

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import PurePosixPath
from posixpath import join, normpath
from urllib.parse import unquote

LINK = re.compile(r"(<(?:a|area|link|script|img|source|use)\b[^>]*?\s(?:href|src)=\")([^\"]*)(\")")
REFRESH = re.compile(r"(<meta http-equiv=\"refresh\" content=\"0; url=)([^\"]*)(\")")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#|\?", re.IGNORECASE)
ADDRESS = re.compile(r"([^?#]*)(.*)", re.DOTALL)
# What tells other programs the address of the page: a copy has none.
TOLD = re.compile(
    r"<link rel=\"canonical\"[^>]*>\s*"
    r"|<meta (?:property=\"og:|name=\"twitter:)[^>]*>\s*"
    r"|<script type=\"application/ld\+json\">.*?</script>\s*",
    re.DOTALL,
)
SCRIPT = re.compile(r"<script\b(?P<told>[^>]*\ssrc=\"(?P<src>[^\"]*)\"[^>]*)></script>\s*")
MODULE = re.compile(r"\stype=\"?module\"?")
MAIN = re.compile(r"<main\b[^>]*>")


def offline_page(
    html: str, page: str, is_folder: Callable[[str], bool], alone: Callable[[str], bool], told: str
) -> str:
    """Return the HTML of the file `page`, below the root of the site, for a folder.

    `is_folder` and `alone` are asked of paths below that root: of what a link leads to, and whether
    a script needs nothing that browsers refuse to files: other modules, and requests. `told` is
    what the copy says of itself.
    """
    folder = str(PurePosixPath(page).parent)

    def whole(match: re.Match[str]) -> str:
        opening, target, closing = match.groups()
        return f"{opening}{_whole(unescape(target), target, folder, is_folder)}{closing}"

    def kept(match: re.Match[str]) -> str:
        path = normpath(join(folder, unquote(unescape(match["src"]))))
        if not alone(path):
            return ""
        return f"<script{MODULE.sub(' defer', match['told'])}></script>\n"

    html = SCRIPT.sub(kept, TOLD.sub("", html))
    html = REFRESH.sub(whole, LINK.sub(whole, html))
    note = f'<p class="es-offline md-grid">{escape(told)}</p>'
    return MAIN.sub(lambda main: f"{main[0]}\n{note}", html, count=1)


def _whole(target: str, written: str, folder: str, is_folder: Callable[[str], bool]) -> str:
    """Return a target that names a file; one that leads elsewhere stays as it was written."""
    if not target or ELSEWHERE.match(target):
        return written
    address = ADDRESS.fullmatch(target)
    path, rest = address.groups() if address else (target, "")
    if not is_folder(normpath(join(folder, unquote(path)))):
        return written
    return escape(f"{path.rstrip('/')}/index.html{rest}")
