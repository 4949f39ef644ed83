# SPDX-License-Identifier: EUPL-1.2
"""The one list of the words that this site explains, and the acronyms it spells out."""

from escales.words.glossary.abbreviations import make_expander, site_expander, spelled_out
from escales.words.glossary.terms import ACRONYM, Glossary, Term, glossary

__all__ = [
    "ACRONYM",
    "Glossary",
    "Term",
    "glossary",
    "make_expander",
    "site_expander",
    "spelled_out",
]
