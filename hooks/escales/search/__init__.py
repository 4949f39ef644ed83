# SPDX-License-Identifier: EUPL-1.2
"""Search: what the engine reads of each page, its index, and the explorer of stories."""

from escales.search.engine import SearchIndex
from escales.search.explorer import make_explorer_files
from escales.search.records import Record, make_record
from escales.search.service import SearchFailed

__all__ = [
    "Record",
    "SearchFailed",
    "SearchIndex",
    "make_explorer_files",
    "make_record",
]
