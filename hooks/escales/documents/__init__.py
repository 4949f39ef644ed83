# SPDX-License-Identifier: EUPL-1.2
"""Turn the documents of a kit into office files, which another administration can adapt."""

from escales.documents.downloads import available_formats, make_downloads

__all__ = ["available_formats", "make_downloads"]
