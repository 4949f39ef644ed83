# SPDX-License-Identifier: EUPL-1.2
"""The kinds of pages of a built site: one page of each is enough to look at all of them.

Pages that are made one like another share a kind, by their address and what they say. Any other
page is a kind of its own: a new one is looked at as soon as it exists.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml.html import HtmlElement, document_fromstring

MANY = {
    "kit document": r"dispositifs/[\w-]+/kit/[\w-]+/",
    "scheme": r"dispositifs/[\w-]+/",
    "versions of a scheme": r"dispositifs/[\w-]+/versions/",
    "two versions": r"dispositifs/[\w-]+/versions/[\d.-]+/",
    "list": r"recits/par-[\w-]+/[\w-]+/(?:[\w-]+/)?(?:page/\d+/)?",
    "hub": r"recits/par-[\w-]+/",
    "page of the list": r"recits/page/\d+/",
    "story": r"recits/[\w-]+/",
    "collectivity": r"collectivites/[\w-]+/(?:page/\d+/)?",
    "question of the guide": r"quel-cadre/question-[\w-]+/",
    "answer of the guide": r"quel-cadre/(?:reponse|mise)-[\w-]+/",
}
SORTS = {  # what sets a page apart from those at like addresses
    "empty": "//*[@class='es-invite']",
    "with pictures": "//article//img",
    "with several": "//*[@id='es-change']/following-sibling::details",
    "with tables": "//article//table[not(@class)]",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A page of a built site; `path` is its address below the root."""

    path: str
    html: HtmlElement

    @property
    def is_redirect(self) -> bool:
        return bool(self.html.xpath("//meta[@http-equiv='refresh']"))

    @property
    def kind(self) -> str:
        if self.is_redirect:
            return "redirect"
        found = (name for name, pattern in MANY.items() if re.fullmatch(pattern, self.path))
        name = next(found, "")
        if not name:
            return f"/{self.path}"
        if name == "story" and not self.html.xpath("//h2"):
            return "story that left"
        sorts = (sort for sort, path in SORTS.items() if self.html.xpath(path))
        return " ".join((name, *sorts))


def built_pages(site: Path) -> Iterator[Built]:
    """Yield every page of a built site, the home first."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site).as_posix()
        path = re.sub(r"(?:^|(?<=/))index\.html$", "", path)
        yield Built(path, document_fromstring(file.read_text(encoding="utf-8")))


def one_of_each(*sites: Path) -> Mapping[str, tuple[Path, str]]:
    """Return a page of each kind of several sites, the first site first: where, and its path."""
    found: dict[str, tuple[Path, str]] = {}
    for site in sites:
        for page in built_pages(site):
            found.setdefault(page.kind, (site, page.path))
    return found
