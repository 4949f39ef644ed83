# SPDX-License-Identifier: EUPL-1.2
"""Spell out each acronym where a page first says it, for those who meet it there."""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape
from string import ascii_uppercase

from escales.words.glossary.terms import ACRONYM, GlossaryTerm, glossary
from escales.words.spelling import slugify, slugify_uncached

# Headings and controls have names that other programs say; code is no sentence. Templates and
# nh3 write them so, in small letters.
APART = re.compile(
    r"<(/?)(h[1-6]|th|caption|title|summary|legend|abbr|button|label|option|textarea|code|kbd|pre"
    r"|script|style|svg|template)(?![\w-])[^>]*>"
)
TAG = re.compile(r"<[^>]*>")
CAPITALS = ascii_uppercase.encode()
OTHERS = bytes(set(range(256)) - set(CAPITALS))
AROUND = 600  # signs, tags among them: a text that spells an acronym out


def make_expander(terms: Iterable[GlossaryTerm]) -> Callable[[str], str]:
    """Return what spells the acronyms of a page of HTML out, once each."""
    full_forms = {term.word: term.full for term in terms if term.full}
    letters = [(word.encode(), word) for word in full_forms]

    def expand(html: str) -> str:
        # Few pages hold any: this is several times faster than to look for each in the page.
        capitals = html.encode(errors="ignore").translate(None, OTHERS)
        present = [word for spelt, word in letters if spelt in capitals and word in html]
        return _expanded(html, {word: full_forms[word] for word in present}) if present else html

    return expand


def site_expander() -> Callable[[str], str]:
    """Do the same for the acronyms of the glossary."""
    return make_expander(glossary().acronyms)


def is_spelled_out(full: str, around: str) -> bool:
    """Whether a text says what an acronym stands for, in about the same words."""
    return slugify(full) in slugify_uncached(unescape(around))


def _expanded(html: str, unexplained: Mapping[str, str]) -> str:
    """Spell out each unexplained acronym where a sentence first says it."""
    is_apart = _make_apart_test(html)
    first = ((_first(html, word, is_apart), word) for word in unexplained)
    parts, at = [], 0
    for start, word in sorted(place for place in first if place[0] >= 0):
        end = start + len(word)
        around = f"{html[max(0, start - AROUND) : start]} {html[end : end + AROUND]}"
        if not is_spelled_out(unexplained[word], TAG.sub("", around)):
            parts += [html[at:start], f'<abbr title="{escape(unexplained[word])}">{word}</abbr>']
            at = end
    return "".join([*parts, html[at:]])


def _first(html: str, word: str, is_apart: Callable[[int], bool]) -> int:
    """Return where a sentence first says an acronym, or -1."""
    at = html.find(word)
    while at >= 0:
        match = ACRONYM.match(html, at)
        if match and match[0] == word and not _in_tag(html, at) and not is_apart(at):
            return at
        at = html.find(word, at + 1)
    return -1


def _in_tag(html: str, at: int) -> bool:
    """Whether a place is between the signs that begin and end a tag."""
    return html.find("<", html.rfind(">", 0, at) + 1, at) >= 0 and html.find(">", at) >= 0


def _make_apart_test(html: str) -> Callable[[int], bool]:
    """Return what tells whether a place is in an element that stands apart."""
    bounds: list[int] = []
    further = _apart_bounds(html)

    def is_apart(at: int) -> bool:
        while not bounds or bounds[-1] <= at:
            bounds.append(next(further, len(html) + 1))
        return bisect(bounds, at) % 2 == 1

    return is_apart


def _apart_bounds(html: str) -> Iterator[int]:
    """Yield where an element that stands apart begins, where it ends, where another begins."""
    inside: list[str] = []
    for tag in APART.finditer(html):
        closing, name = tag.groups()
        if _in_tag(html, tag.start()):
            continue
        if not closing:
            if not inside:
                yield tag.end()
            inside.append(name)
        elif name in inside:
            while inside.pop() != name:
                pass
            if not inside:
                yield tag.start()
