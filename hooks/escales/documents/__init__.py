# SPDX-License-Identifier: EUPL-1.2
"""Turn the documents of a kit into office files, and stories into the pictures of their links."""

from escales.documents.downloads import available_formats, make_downloads
from escales.documents.link_cards import make_link_cards

__all__ = ["available_formats", "make_downloads", "make_link_cards"]
