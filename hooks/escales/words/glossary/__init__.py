# SPDX-License-Identifier: EUPL-1.2
"""The one list of the words that this site explains, and the acronyms it spells out."""

from escales.words.glossary.abbreviations import is_spelled_out, make_expander, site_expander
from escales.words.glossary.terms import ACRONYM, Glossary, GlossaryTerm, glossary

__all__ = [
    "ACRONYM",
    "Glossary",
    "GlossaryTerm",
    "glossary",
    "is_spelled_out",
    "make_expander",
    "site_expander",
]
