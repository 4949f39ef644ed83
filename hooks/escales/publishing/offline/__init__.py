# SPDX-License-Identifier: EUPL-1.2
"""A copy of the whole site that opens from a folder, for whoever has no good connection."""

from escales.publishing.offline.archive import make_offline
from escales.publishing.offline.pages import name_pages

__all__ = ["make_offline", "name_pages"]
