# SPDX-License-Identifier: EUPL-1.2
"""Let a site be read from an archive or a forge, where `x/` does not open `x/index.html`.

One argument: the folder of the site. Only links between pages change; scripts stay as they are.
"""

import re
import sys
from pathlib import Path

LINK = re.compile(
    r'(?P<start>\s(?:href|action)=")'
    r'(?P<path>(?:[^":?#]*/)?|(?:\.\./)*\.{1,2})(?P<rest>[?#][^"]*)?(?=")'
)


def name_pages(html: str) -> str:
    """Add the name of the page to each link that leads to a folder."""
    return LINK.sub(_named, html)


def _named(match: re.Match[str]) -> str:
    path, rest = match["path"], match["rest"] or ""
    if not path and rest[:1] != "?":
        return match[0]  # a place on the same page
    slash = "/" if path.endswith(".") else ""
    return f"{match['start']}{path}{slash}index.html{rest}"


if __name__ == "__main__":
    for page in Path(sys.argv[1]).rglob("*.html"):
        page.write_text(name_pages(page.read_text(encoding="utf-8")), encoding="utf-8")
