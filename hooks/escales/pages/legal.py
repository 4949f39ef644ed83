# SPDX-License-Identifier: EUPL-1.2
"""What the legal pages say of whoever publishes the site, and what they lack, in its place."""

from collections.abc import Callable

from markupsafe import Markup

from escales.pages.shelves import Catalogue
from escales.pages.templating import fill
from escales.settings.publisher import gaps


def _maker(template: str) -> Callable[[str, Catalogue], Markup]:
    def make(uri: str, catalogue: Catalogue) -> Markup:
        publisher = catalogue.settings.publisher
        missing = {gap.key: gap for gap in gaps(publisher)}
        return fill(template, uri, publisher=publisher, gaps=missing)

    return make


publisher_block = _maker("publisher.html")
controller_block = _maker("controller.html")
contact_block = _maker("contact.html")
