# SPDX-License-Identifier: EUPL-1.2
"""Make a page of the built site one that opens from a folder: no server finds its index.html."""

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import PurePosixPath
from posixpath import join, normpath
from urllib.parse import unquote

LINK = re.compile(
    r'(?P<start>\s(?:href|action)="|<meta http-equiv="refresh" content="0; url=)'
    r'(?P<path>(?:[^":?#]*/)?|(?:\.\./)*\.{1,2})(?P<rest>[?#][^"]*)?(?=")'
)
# The address of the page, for other programs: a copy has none.
ADDRESS_TAGS = re.compile(
    r'<link rel="canonical"[^>]*>\s*'
    r'|<meta (?:property="og:|name="twitter:)[^>]*>\s*'
    r'|<script type="application/ld\+json">.*?</script>\s*',
    re.DOTALL,
)
SCRIPT = re.compile(r'<script\b(?P<attributes>[^>]*\ssrc="(?P<src>[^"]*)"[^>]*)></script>\s*')
MODULE = re.compile(r'\stype="?module"?')
MAIN = re.compile(r"<main\b[^>]*>")


def link_to_index_files(html: str) -> str:
    """Add the name of the page to each link that leads to a folder."""
    return LINK.sub(_with_index_file, html)


def offline_page(html: str, page: str, works: Callable[[str], bool], banner: str) -> str:
    """Return the HTML of the file `page`, below the root of the site, for a folder.

    `works` says of a script, by its path below that root, whether it needs nothing that browsers
    refuse to files. `banner` is what the copy says of itself.
    """
    folder = str(PurePosixPath(page).parent)

    def keep_if_it_works(match: re.Match[str]) -> str:
        path = normpath(join(folder, unquote(unescape(match["src"]))))
        return (
            f"<script{MODULE.sub(' defer', match['attributes'])}></script>\n" if works(path) else ""
        )

    html = link_to_index_files(SCRIPT.sub(keep_if_it_works, ADDRESS_TAGS.sub("", html)))
    note = f'<p class="es-offline">{escape(banner)}</p>'
    return MAIN.sub(lambda main: f"{main[0]}\n{note}", html, count=1)


def _with_index_file(match: re.Match[str]) -> str:
    path, rest = match["path"], match["rest"] or ""
    if not path and rest[:1] != "?":
        return match[0]  # a place on the same page
    slash = "/" if path.endswith(".") else ""
    return f"{match['start']}{path}{slash}index.html{rest}"
