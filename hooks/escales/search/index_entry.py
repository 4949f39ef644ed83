# SPDX-License-Identifier: EUPL-1.2
"""Write what Pagefind reads of a page, in the words that French readers type.

Pagefind 1.5 neither splits elisions nor knows ligatures, and takes CET for the word "cet". So here
"l’employeur" becomes two words, "œ" two letters, and acronyms have a mark. In results, the script
undoes all of it (see theme/assets/search.js).
"""

import re
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from markupsafe import escape

from escales.content.guide import ANSWER, FOLDER
from escales.pages import SitePage
from escales.search.everyday import (
    ACRONYM_MARK,
    everyday_of,
    fold,
    groups_of_kind,
    mark_of,
    words_of,
)
from escales.words.everyday.groups import plain
from escales.words.phrases import phrases_of
from escales.words.typography import ELIDED, MOST_SIGNS
from escales.words.vocabulary import PageKind

phrases = phrases_of("search")
# The lookbehind comes second, so that the search skips from capital to capital.
ACRONYM = re.compile(r"[A-ZÀ-Ý](?<![\w.-].)[A-ZÀ-Ý0-9]{1,9}(?![\w-])")
WITH_POINTS = re.compile(r"[A-ZÀ-Ý](?<![\w.].)(?:\.[A-ZÀ-Ý])+(?!\w)\.?")
SOME_POINTS = re.compile(r"\.[A-ZÀ-Ý]")  # found ten times as fast, in few texts
JOINER = "\u200d"  # Pagefind drops it
LIGATURES = {"œ": f"o{JOINER}e", "Œ": f"O{JOINER}E", "æ": f"a{JOINER}e", "Æ": f"A{JOINER}E"}
DOCUMENT_WEIGHT = 0.3
TITLE_WEIGHT = 7  # Pagefind's own for an h1
# What readers type for what a page says is worth less than to say it, more when its title does.
KIND_WEIGHT, SUBJECT_WEIGHT, OTHERS_WEIGHT = 8, 2, 0.3
ASIDE = " ¤ "  # around what the page itself does not say: excerpts leave it out
# Pagefind notes the first picture of a page. All pages say as much, so that each part of the index
# has the same facts: these are for those that have none.
NO_PICTURE = '<i data-pagefind-default-meta="image[lang], image_alt[lang]" lang="-"></i>'
SOFT_HYPHEN, FIRM_HYPHEN = "\u00ad", "\u2011"


class Rank(IntEnum):
    """What a page is, in the order in which pages answer a reader as well."""

    ANSWER = 0  # of the guide
    LIST = 1
    SCHEME = 2  # or a question of the guide, as useful
    STORY = 3
    PAGE = 4
    DOCUMENT = 5  # of a kit
    BEHIND = 6  # for those who keep the site
    RARE = 7  # an answer of the guide, to a case that few readers have
    MANAGER = 8  # an answer to managers: first for their own questions only
    FICTION = 9  # a story that is an example


RANKS = {
    PageKind.STORY: Rank.STORY,
    PageKind.LIST: Rank.LIST,
    PageKind.SCHEME: Rank.SCHEME,
    PageKind.DOCUMENT: Rank.DOCUMENT,
    PageKind.COLLECTIVITY: Rank.PAGE,
    PageKind.PAGE: Rank.PAGE,
}
TO_MANAGERS = (f"{ANSWER}manager-", "laisser-partir-accueillir.md")
# Pages that readers do not look for, though they speak of all that the site does.
BEHIND = (
    *("maintenir/", "securite.md", "ecoconception.md", "passer-a-l-echelle.md"),
    *("contribuer/champs.md", "contribuer/problemes.md", "accessibilite.md", "donnees.md"),
)


class IndexEntry(NamedTuple):
    """A page in the index: its HTML, its words, those of its title, its rank, its groups."""

    html: str
    words: str
    title: str
    rank: Rank
    groups: frozenset[int]


def make_index_entry(page: SitePage, html: str) -> IndexEntry:
    """Return the entry of a page in the index; `html` is its main text."""
    title = "" if "<h1" in html else f"<h1>{escape(page.title)}</h1>"
    lead = "" if page.description.startswith(page.title) else page.description
    weight = TITLE_WEIGHT if page.kind is PageKind.SCHEME else 1  # its gist holds its acronym
    if page.kind is PageKind.DOCUMENT:  # it says the same words again and again, as acts do
        html = f'<div data-pagefind-weight="{DOCUMENT_WEIGHT}">{html}</div>'
    text = f"{title}<p>{escape(lead)}</p>{html}"
    text += f'<p data-pagefind-weight="{weight}">{escape(page.gist)}</p>'
    text = searchable(text)
    words = words_of(text)
    told = words_of(searchable(f"{page.title} {page.description}"))
    # There may be thousands of stories, and their index is held in memory.
    subject, others = everyday_of(told, [] if page.kind is PageKind.STORY else words)
    kind = groups_of_kind(page.kind)
    text += _aside(KIND_WEIGHT, kind) + _aside(SUBJECT_WEIGHT, subject - kind)
    text += _aside(OTHERS_WEIGHT, others - kind)
    rank = rank_of(page)
    label = phrases.answer if page.uri.startswith(ANSWER) else page.kind.label
    document = (
        f'<html lang="fr"><body>{NO_PICTURE}'
        f'<i data-pagefind-meta="genre[title]" title="{label}"></i>'
        f'<i data-pagefind-meta="titre[title], faits[lang]" title="{escape(page.title)}"'
        f' lang="{escape(page.gist)}"></i>{text}</body></html>'
    )
    named = set(map(fold, plain(page.title).split()))
    named |= set(map(mark_of, everyday_of(words_of(searchable(page.title)), [])[0]))
    return IndexEntry(
        document,
        " ".join(dict.fromkeys(words)),
        " ".join(sorted(named)),
        rank,
        frozenset(kind | subject | others),
    )


def _aside(weight: float, groups: Iterable[int]) -> str:
    """Return the marks of groups, which the page does not say, for the index only."""
    marks = ASIDE.join(map(mark_of, sorted(groups)))
    return f'<p data-pagefind-weight="{weight}">{ASIDE}{marks}{ASIDE}</p>' if marks else ""


def rank_of(page: SitePage) -> Rank:
    """Return what a page is to readers."""
    if page.uri.startswith(TO_MANAGERS):
        return Rank.MANAGER
    if page.uri.startswith(ANSWER):
        return Rank.RARE if page.rare else Rank.ANSWER
    if page.uri.startswith(BEHIND):
        return Rank.BEHIND
    return Rank.SCHEME if page.uri.startswith(FOLDER) else RANKS[page.kind]


def searchable(text: str) -> str:
    """Split elisions, spell ligatures out, mark acronyms; drop what hides within words."""
    text = text.replace(SOFT_HYPHEN, "").replace("&shy;", "").replace(FIRM_HYPHEN, "-")
    for apostrophe in ("’", "'", "&#39;"):
        if apostrophe in text:
            text = _split_elisions(text, apostrophe)
    for ligature, letters in LIGATURES.items():
        text = text.replace(ligature, letters)
    if SOME_POINTS.search(text):
        text = WITH_POINTS.sub(lambda acronym: acronym[0].replace(".", ""), text)
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
