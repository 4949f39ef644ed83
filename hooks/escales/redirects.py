# SPDX-License-Identifier: EUPL-1.2
"""Lead from the addresses that stories had to those that they have, without a server's help."""

from collections.abc import Iterator

from escales.addresses import former_uri, url_of
from escales.library import Library
from escales.pages.templating import fill
from escales.policy import make_bare_policy


def make_redirects(library: Library, address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the HTML of each page that leads elsewhere; withdrawn stories have theirs.

    `address` is that of the site, with its last slash; when it is empty, no page is canonical.
    """
    policy = make_bare_policy()
    for story in library.all_stories:
        for slug in dict.fromkeys(story.facts.former_slugs):
            canonical = address + url_of(story.uri) if address else None
            page = fill(
                "redirect.html",
                f"recits/{slug}.md",
                to=story.uri,
                canonical=canonical,
                policy=policy,
            )
            yield former_uri(slug), f"{page.strip()}\n".encode()
