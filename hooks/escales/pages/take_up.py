# SPDX-License-Identifier: EUPL-1.2
"""What an administration needs to take up a scheme: its files, and three lines to write."""

from markupsafe import Markup

from escales.pages.letters import Letter
from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.words.addresses import kit_uri, one_page_uri
from escales.words.phrases import phrases_of

phrases = phrases_of("pages")


def kits_block(uri: str, site: Site) -> Markup:
    """Show each scheme with its page to print, and the file that holds its whole kit."""
    return fill(
        "kits.html",
        uri,
        schemes=list(site.library.schemes.values()),
        kits=site.library.kits if site.formats else {},
        kit_uri=kit_uri,
        one_page_uri=one_page_uri,
        weights=site.weights,
    )


def take_up_block(uri: str, site: Site) -> Markup:
    """Show the three lines, in a mail where the site says whom to write to."""
    said = phrases["take_up"]
    letter = Letter(
        "reprise", said["title"], "", said["title"], said["text"], site.settings.contact
    )
    return fill("take_up.html", uri, letter=letter, settings=site.settings)
