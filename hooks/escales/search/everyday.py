# SPDX-License-Identifier: EUPL-1.2
"""Find which groups of everyday words lead to a page, from the words that it says.

The index has one mark for each group, whatever its words are; browsers know by which words readers
ask for it. So no word that a page does not say is in the index, nor mistaken for another.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from escales.words.everyday import everyday_words
from escales.words.everyday.groups import plain
from escales.words.typography import ELISIONS
from escales.words.vocabulary import PageKind

MARK = "zz"
ACRONYM_MARK = f"\u2060{MARK}"  # Pagefind drops the first character, and keeps the letters
TAG = re.compile(r"<[^>]*>")
ELIDED = re.compile(rf"\b(?:{ELISIONS})[’']", re.IGNORECASE)  # browsers drop it from questions
WORD = re.compile(r"[^\W_]+")
PLURAL = re.compile(r"(?<=[a-z]{3})[sx]\Z")
Ways = Mapping[str, list[tuple[str, int]]]  # the groups that each word opens, by its first word
OFTEN = 2  # times: a page that says a word once may well be about something else
# What Pagefind drops, then what it reads as its letters: faster than to decompose a whole text.
DROPPED = "\u2060\u200d\u00ad"  # as Pagefind does
FOLDS = str.maketrans(
    {"œ": "oe", "æ": "ae"} | dict(zip("àâäçéèêëîïíôöóùûüúÿñ", "aaaceeeeiiiooouuuuyn", strict=True))
)


def words_of(html: str) -> list[str]:
    """Return the words of a text that `searchable` wrote, in order, in small letters."""
    text = TAG.sub(" ", html).lower()
    for sign in DROPPED:
        text = text.replace(sign, "")
    return WORD.findall(text)


@cache
def fold(word: str) -> str:
    """Return a word in small letters without its accents nor its plural."""
    return PLURAL.sub("", word.translate(FOLDS))


def everyday_of(title: list[str], text: list[str]) -> tuple[set[int], set[int]]:
    """Return the groups of the subject of a page, by number, then of what else it speaks of.

    A page is about what its title and its summary say; it speaks of what it says twice.
    """
    subject = set(_groups_in(list(map(fold, title)), 1))
    return subject, set(_groups_in(list(map(fold, text)), OFTEN)) - subject


@cache
def groups_of_kind(kind: PageKind) -> frozenset[int]:
    """Return the groups that mean a kind of pages, by number."""
    groups = enumerate(everyday_words().groups)
    return frozenset(number for number, group in groups if group.kind == kind)


def mark_of(group: int) -> str:
    """Return what stands for a group in the index: never the beginning of another mark."""
    return f"{MARK}{group:03}"


def ways_to_ask() -> dict[str, list[int]]:
    """Return, for what readers may type, the groups that it asks for."""
    ways: dict[str, list[int]] = {}
    for number, group in enumerate(everyday_words().groups):
        for word in group.all:
            key = " ".join(map(fold, plain(ELIDED.sub(" ", word)).split()))
            if not key.isdecimal():
                ways.setdefault(key, []).append(number)
    return {key: list(dict.fromkeys(numbers)) for key, numbers in ways.items()}


def words_said(group: int) -> list[str]:
    """Return what texts may say for a group, in one word, as the index has it."""
    said = map(_as_indexed, everyday_words().groups[group].said)
    return [word for word in said if " " not in word]


def _groups_in(words: list[str], times: int) -> Iterator[int]:
    ways, said = _ways(), Counter(words)
    around = f" {'  '.join(words)} "  # each word has its own two spaces
    for first in ways.keys() & said.keys():
        for word, group in ways[first] if said[first] >= times else ():
            if not word or around.count(word) >= times:
                yield group


@cache
def _ways() -> Ways:
    """Return the ways from words to groups, made once for all pages; a word alone is its first."""
    ways: dict[str, list[tuple[str, int]]] = {}
    for number, group in enumerate(everyday_words().groups):
        for word in group.said:
            key = list(map(fold, _as_indexed(word).split()))
            words = f" {'  '.join(key)} " if key[1:] else ""
            ways.setdefault(key[0], []).append((words, number))
    return ways


def _as_indexed(word: str) -> str:
    """Return a word as texts have it once read: an acronym is no common word."""
    return f"{word.lower()}{MARK}" if word.isupper() and word.isalpha() else plain(word)
