# SPDX-License-Identifier: EUPL-1.2
"""The search: what Pagefind reads of each page, its index, and the explorer of stories."""

from escales.search.explorer import make_explorer_files
from escales.search.index import Recorded, SearchIndex
from escales.search.index_entry import IndexEntry, make_index_entry
from escales.search.pagefind import SearchFailed

__all__ = [
    "IndexEntry",
    "Recorded",
    "SearchFailed",
    "SearchIndex",
    "make_explorer_files",
    "make_index_entry",
]
