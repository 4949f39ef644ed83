# SPDX-License-Identifier: EUPL-1.2
"""Find which words of everyday life lead to a page, from the words that it says."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from escales.words.everyday import everyday_words
from escales.words.everyday.groups import plain

ACRONYM_MARK = "\u2060zz"  # Pagefind drops the first character, and keeps the letters
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W_]+")
PLURAL = re.compile(r"(?<=[a-z]{3})[sx]\Z")
OFTEN = 2  # times: a page that says a word once may well be about something else
# What Pagefind drops, then what it reads as its letters: faster than to decompose a whole text.
DROPPED = "\u2060\u200d\u00ad"  # as Pagefind does
FOLDS = str.maketrans(
    {"œ": "oe", "æ": "ae"} | dict(zip("àâäçéèêëîïíôöóùûüúÿñ", "aaaceeeeiiiooouuuuyn", strict=True))
)


@dataclass(frozen=True, slots=True)
class Ways:
    """The groups that each word opens, by the first of its words; what readers type for each."""

    by_first: Mapping[str, tuple[tuple[str, int], ...]]
    typed: tuple[tuple[str, ...], ...]


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


def everyday_of(title: list[str], text: list[str]) -> tuple[list[str], list[str]]:
    """Return what readers type for the subject of a page, then for what else it speaks of.

    A page is about what its title and its summary say; it speaks of what it says twice.
    """
    subject = set(_groups_in(list(map(fold, title)), 1))
    others = set(_groups_in(list(map(fold, text)), OFTEN)) - subject
    typed = _ways().typed
    return (
        [word for group in sorted(subject) for word in typed[group]],
        [word for group in sorted(others) for word in typed[group]],
    )


def _groups_in(words: list[str], times: int) -> Iterator[int]:
    ways, around = _ways().by_first, f" {'  '.join(words)} "  # each word has its own two spaces
    for first in ways.keys() & set(words):
        for word, group in ways[first]:
            if word in around and (times == 1 or around.count(word) >= times):
                yield group


@cache
def _ways() -> Ways:
    """Return the ways from words to groups, made once for all pages."""
    by_first: dict[str, list[tuple[str, int]]] = {}
    groups = everyday_words().groups
    for number, group in enumerate(groups):
        for word in group.said:
            key = list(map(fold, _as_indexed(word).split()))
            by_first.setdefault(key[0], []).append((f" {'  '.join(key)} ", number))
    typed = tuple(tuple(map(_typed, group.all)) for group in groups)
    return Ways({first: tuple(words) for first, words in by_first.items()}, typed)


def _as_indexed(word: str) -> str:
    """Return a word as texts have it once read: an acronym is no common word."""
    return f"{word.lower()}zz" if _is_acronym(word) else plain(word)


def _typed(word: str) -> str:
    """Return a word as browsers ask for it: in one piece, without what does not count in it."""
    if _is_acronym(word):
        return f"{word}{ACRONYM_MARK}"
    words, empty = plain(word).split(), everyday_words().empty
    return "".join([one for one in words if one not in empty] or words)


def _is_acronym(word: str) -> bool:
    return word.isupper() and word.isalpha()
