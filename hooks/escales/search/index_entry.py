# SPDX-License-Identifier: EUPL-1.2
"""Write what Pagefind reads of a page, in the words that French readers type.

Pagefind 1.5 neither splits elisions nor knows ligatures, and takes CET for the word "cet". So here
"l’employeur" becomes two words, "œ" two letters, and acronyms have a mark. In results, the script
undoes all of it (see theme/assets/search.js).
"""

import re
from typing import NamedTuple

from markupsafe import escape

from escales.pages import SitePage
from escales.words.spelling import slugify
from escales.words.typography import ELIDED, MOST_SIGNS
from escales.words.vocabulary import PageKind

# The lookbehind comes second, so that the search skips from capital to capital.
ACRONYM = re.compile(r"[A-ZÀ-Ý](?<![\w.-].)[A-ZÀ-Ý0-9]{1,9}(?![\w-])")
ACRONYM_MARK = "\u2060zz"  # Pagefind drops the first character, and keeps the letters
JOINER = "\u200d"  # Pagefind drops it
LIGATURES = {"œ": f"o{JOINER}e", "Œ": f"O{JOINER}E", "æ": f"a{JOINER}e", "Æ": f"A{JOINER}E"}
SHORTEST = 3
DOCUMENT_WEIGHT = 0.3
TITLE_WEIGHT = 7  # Pagefind's own for an h1


class IndexEntry(NamedTuple):
    """A page in the index: an HTML document, and the words of its title and summary."""

    html: str
    words: str


def make_index_entry(page: SitePage, html: str) -> IndexEntry:
    """Return the entry of a page in the index; `html` is its main text."""
    title = "" if "<h1" in html else f"<h1>{escape(page.title)}</h1>"
    lead = "" if page.description.startswith(page.title) else page.description
    weight = TITLE_WEIGHT if page.kind is PageKind.SCHEME else 1  # its gist holds its acronym
    if page.kind is PageKind.DOCUMENT:  # it says the same words again and again, as acts do
        html = f'<div data-pagefind-weight="{DOCUMENT_WEIGHT}">{html}</div>'
    text = f"{title}<p>{escape(lead)}</p>{html}"
    text += f'<p data-pagefind-weight="{weight}">{escape(page.gist)}</p>'
    document = (
        f'<html lang="fr"><body><i data-pagefind-meta="genre[title]" title="{page.kind.label}"></i>'
        f'<i data-pagefind-meta="titre[title], faits[lang]" title="{escape(page.title)}"'
        f' lang="{escape(page.gist)}"></i>{searchable(text)}</body></html>'
    )
    return IndexEntry(document, f"{page.title} {page.description}")


def searchable(text: str) -> str:
    """Split elisions, spell ligatures out and mark acronyms."""
    for apostrophe in ("’", "'", "&#39;"):
        if apostrophe in text:
            text = _split_elisions(text, apostrophe)
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    return ACRONYM.sub(rf"\g<0>{ACRONYM_MARK}", text)


def _split_elisions(text: str, apostrophe: str) -> str:
    parts = text.split(apostrophe)
    for position, part in enumerate(parts[:-1]):
        elided = ELIDED.search(part[-MOST_SIGNS:])
        parts[position] = part + apostrophe + (" " if elided else "")
    return "".join(parts)


def marked_acronyms(html: str) -> set[str]:
    """Return the acronyms that an entry marks."""
    marked = html.split(ACRONYM_MARK)[:-1]
    return {re.split(r"[^A-ZÀ-Ý0-9]", part[-10:])[-1] for part in marked}


def words_to_search(text: str) -> set[str]:
    """Return the words of a text that readers may look for, without accents."""
    return {word for word in slugify(text).split("-") if len(word) >= SHORTEST}
