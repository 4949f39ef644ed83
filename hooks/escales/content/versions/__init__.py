# SPDX-License-Identifier: EUPL-1.2
"""What changed from a version of a scheme to another, document by document, in words."""

from escales.content.versions.changes import (
    DocumentChange,
    FactChange,
    FileChange,
    PassageChange,
)
from escales.content.versions.differences import compare, title_of
from escales.content.versions.spans import Span
from escales.content.versions.summary import summary_of

__all__ = [
    "DocumentChange",
    "FactChange",
    "FileChange",
    "PassageChange",
    "Span",
    "compare",
    "summary_of",
    "title_of",
]
