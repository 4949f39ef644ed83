# SPDX-License-Identifier: EUPL-1.2
"""A copy of the whole site that opens from a folder, for whoever has no good connection."""

from escales.publishing.offline.archive import make_offline
from escales.publishing.offline.pages import link_to_index_files

__all__ = ["link_to_index_files", "make_offline"]
