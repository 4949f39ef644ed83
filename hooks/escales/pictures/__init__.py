# SPDX-License-Identifier: EUPL-1.2
"""Pictures by contributors: published anew from their pixels, without the rest of the file."""

from escales.pictures.checking import check_pictures
from escales.pictures.pixels import rebuild_for_office, rebuild_in_kind
from escales.pictures.published import with_sizes
from escales.pictures.saved import make_rebuilder

__all__ = [
    "check_pictures",
    "make_rebuilder",
    "rebuild_for_office",
    "rebuild_in_kind",
    "with_sizes",
]
