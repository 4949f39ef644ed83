# SPDX-License-Identifier: EUPL-1.2
"""Spell out each acronym where a page first says it, for those who meet it there."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape

from escales.glossary.terms import ACRONYM, Term, glossary
from escales.spelling import slugify

# Headings and controls have names that other programs say; code is no sentence.
APART = (
    frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "th", "caption", "title", "summary", "legend"})
    | {"abbr", "button", "label", "option", "textarea", "code", "kbd", "pre"}
    | {"script", "style", "svg", "template"}
)
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*>|<[^>]*>")
AROUND = 600  # signs, tags among them: a text that spells an acronym out


def make_expander(terms: Iterable[Term]) -> Callable[[str], str]:
    """Return a pure function from the HTML of a page to the same, its acronyms spelled out once."""
    known = {term.word: term.full for term in terms if term.full}

    def expand(html: str) -> str:
        left = {word: known[word] for word in ACRONYM.findall(html) if word in known}
        return _expanded(html, left) if left else html

    return expand


def site_expander() -> Callable[[str], str]:
    """Return the same for the acronyms of the glossary."""
    return make_expander(glossary().acronyms)


def spelled_out(full: str, around: str) -> bool:
    """Whether a text says what an acronym stands for, in about the same words."""
    return slugify(full) in slugify(unescape(around))


def _expanded(html: str, left: dict[str, str]) -> str:
    """Spell out, in one pass, each acronym of `left` where a sentence first says it."""
    done, at = [], 0
    for start, end in _sentences(html):
        for found in ACRONYM.finditer(html, max(0, start - 1), end):
            full = left.get(found[0]) if found.start() >= start else None
            if full is None:
                continue
            del left[found[0]]
            before = html[max(0, found.start() - AROUND) : found.start()]
            after = html[found.end() : found.end() + AROUND]
            if not spelled_out(full, TAG.sub("", f"{before} {after}")):
                done += [
                    html[at : found.start()],
                    f'<abbr title="{escape(full)}">{found[0]}</abbr>',
                ]
                at = found.end()
        if not left:
            break
    return "".join([*done, html[at:]])


def _sentences(html: str) -> Iterator[tuple[int, int]]:
    """Yield where each text begins and ends that is in no element that stands apart."""
    inside: list[str] = []
    start = 0
    for tag in TAG.finditer(html):
        if not inside and start < tag.start():
            yield start, tag.start()
        start, name = tag.end(), (tag[2] or "").lower()
        if name not in APART:
            continue
        if not tag[1]:
            inside.append(name)
        elif name in inside:
            while inside.pop() != name:
                pass
    if not inside:
        yield start, len(html)
