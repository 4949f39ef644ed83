# SPDX-License-Identifier: EUPL-1.2
"""Pages that redirect from former addresses to the present ones, without a server."""

from collections.abc import Iterator
from itertools import chain

from escales.checking.handwritten import former_addresses
from escales.content.library import Library
from escales.html.policy import make_redirect_policy
from escales.pages.templating import fill
from escales.settings.site import Settings
from escales.words.addresses import folder_of, url_of


def make_redirects(library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the HTML of each page that redirects; withdrawn stories have theirs too.

    When the site has no address, no page is canonical.
    """
    policy, address = make_redirect_policy(), settings.address
    for former, uri in former_pages(library).items():
        canonical = address + url_of(uri) if address else None
        page = fill(
            "redirect.html",
            f"{former}index.md",
            to=uri,
            canonical=canonical,
            policy=policy,
            site=settings.name,
        )
        yield f"{former}index.html", f"{page.strip()}\n".encode()


def former_pages(library: Library) -> dict[str, str]:
    """Return each former address, and the uri of the page that it leads to.

    The documents of a scheme and the list of its stories move with it.
    """
    new_uris: dict[str, str] = {}
    kits = (document for documents in library.kits.values() for document in documents)
    for entry in chain(library.all_stories, kits, library.collectivities.values()):
        for slug in entry.facts.former_slugs:
            new_uris[f"{folder_of(entry.uri)}{slug}/"] = entry.uri
    for scheme in library.schemes.values():
        for slug in scheme.facts.former_slugs:
            new_uris[f"dispositifs/{slug}/"] = scheme.uri
            new_uris[f"recits/par-dispositif/{slug}/"] = (
                f"recits/par-dispositif/{scheme.slug}/index.md"
            )
            for document in library.kits.get(scheme.slug, ()):
                for name in (document.slug, *document.facts.former_slugs):
                    new_uris[f"dispositifs/{slug}/kit/{name}/"] = document.uri
    for path, text in library.pages.items():
        for former in former_addresses(path, text):
            new_uris[f"{former}/"] = path.removeprefix("docs/")
    return new_uris
