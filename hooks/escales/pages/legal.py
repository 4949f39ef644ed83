# SPDX-License-Identifier: EUPL-1.2
"""The blocks of the legal pages: who publishes the site, and which settings are missing."""

from collections.abc import Callable

from markupsafe import Markup

from escales.pages.story_lists import Site
from escales.pages.templating import fill
from escales.settings.publisher import missing_settings


def _block_from(template: str) -> Callable[[str, Site], Markup]:
    def make(uri: str, site: Site) -> Markup:
        publisher = site.settings.publisher
        gaps = {gap.key: gap for gap in missing_settings(publisher)}
        return fill(template, uri, publisher=publisher, gaps=gaps)

    return make


publisher_block = _block_from("publisher.html")
controller_block = _block_from("controller.html")
contact_block = _block_from("contact.html")
