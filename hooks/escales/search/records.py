# SPDX-License-Identifier: EUPL-1.2
"""Write what the search engine reads of a page, in words as French readers will type them.

Pagefind 1.5 neither splits elisions nor knows ligatures, and to it CET is the word "cet". So
"l’employeur" becomes two words here, "œ" two letters, and an acronym bears a mark of its own. The
pages turn all of it back (see theme/assets/search.js).
"""

import re

from markupsafe import Markup, escape

from escales.pages import Page
from escales.pages.templating import fill
from escales.spelling import slugify
from escales.vocabulary import PageKind

# What French cuts before a vowel; not "quelqu’un" nor "aujourd’hui", which are one word.
ELISION = re.compile(
    r"\b(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)(?:[’']|&#39;|&#x27;)(?=\w)", re.IGNORECASE
)
SHORTEST = 3
TITLE_WEIGHT = 7  # Pagefind's own for an h1
JOINER = "\u200d"  # the engine drops it
LIGATURES = {"œ": f"o{JOINER}e", "Œ": f"O{JOINER}E", "æ": f"a{JOINER}e", "Æ": f"A{JOINER}E"}
ACRONYM = re.compile(r"(?<![\w&/.\-])[A-ZÀ-Ý][A-ZÀ-Ý0-9]{1,9}(?![\w\-])")
ACRONYM_MARK = "\u2060zz"  # the engine drops the first character, and keeps the letters


def make_record(page: Page, html: str) -> str:
    """Return the HTML document that stands for a page in the index; `html` is its main text."""
    text = "" if "<h1" in html else f"<h1>{escape(page.title)}</h1>\n"
    lead = "" if page.description.startswith(page.title) else page.description
    text += f"<p>{escape(lead)}</p>\n{html}\n"
    weight = TITLE_WEIGHT if page.kind is PageKind.SCHEME else 1  # its acronym names it too
    text += f'<p data-pagefind-weight="{weight}">{escape(page.gist)}</p>'
    return fill("record.html", page.uri, page=page, text=Markup(searchable(text)))  # noqa: S704  # rendered by us


def telling_words(text: str) -> set[str]:
    """Return the words of a text that readers may look for, without accents."""
    return {word for word in slugify(searchable(text)).split("-") if len(word) >= SHORTEST}


def acronyms(text: str) -> set[str]:
    return set(ACRONYM.findall(text))


def searchable(text: str) -> str:
    """Split elisions, spell ligatures out and mark acronyms."""
    split = ELISION.sub(r"\g<0> ", text)
    split = ACRONYM.sub(rf"\g<0>{ACRONYM_MARK}", split)
    for ligature, letters in LIGATURES.items():
        split = split.replace(ligature, letters)
    return split
