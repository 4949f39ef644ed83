# SPDX-License-Identifier: EUPL-1.2
"""The addresses of the living site: those it has, and all those that it ever had."""

import re
from pathlib import Path

from building import REPOSITORY
from escales.checking.load import load
from escales.html.redirects import former_pages
from escales.pages import make_pages, make_site
from escales.settings.rules import Rules
from escales.words.addresses import url_of

KEPT = Path(__file__).parent / "content/addresses.txt"
# The second page of a list comes and goes with its stories: nothing stands there for good.
NTH_PAGE = re.compile(r"page/\d+/$")


def answering(root: Path = REPOSITORY, rules: Rules | None = None) -> set[str]:
    """Return every address below the site where a page, or a way to one, stands."""
    library = load(root, rules)
    pages = {url_of(page.uri) for page in make_pages(make_site(library, []))}
    written = {url_of(path.removeprefix("docs/")) for path in library.pages}
    every = pages | written | set(former_pages(library))
    return {address for address in every if not NTH_PAGE.search(address)}


def kept() -> set[str]:
    """Return the addresses that were published at some time."""
    return set(KEPT.read_text(encoding="utf-8").splitlines()[1:])


def keep(addresses: set[str]) -> None:
    """Add addresses to those that are kept; none ever leaves."""
    head = KEPT.read_text(encoding="utf-8").splitlines()[0]
    lines = [head, *sorted(kept() | addresses)]
    KEPT.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
