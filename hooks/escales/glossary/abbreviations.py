# SPDX-License-Identifier: EUPL-1.2
"""Spell out each acronym where a page first says it, for those who meet it there."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape

from escales.glossary.terms import ACRONYM, Term, glossary
from escales.spelling import slugify

# Headings, links and controls have names that other programs say; code is no sentence.
SHORT = re.compile(
    r"<(/?)(h[1-6]|a|abbr|button|label|legend|option|summary|caption|th|code|kbd|title)\b"
)
LONG = ("pre", "script", "style", "svg", "template", "textarea")
TAG = re.compile("<[^>]*>")
AROUND = 600  # signs, tags among them: a short element, or a text that spells an acronym out


def make_expander(terms: Iterable[Term]) -> Callable[[str], str]:
    """Return a pure function from the HTML of a page to the same, its acronyms spelled out once."""
    known = {term.word: term.full for term in terms if term.full}

    def expand(html: str) -> str:
        left = {word for word in ACRONYM.findall(html) if word in known}
        return _expanded(html, [(word, known[word]) for word in sorted(left)])

    return expand


def site_expander() -> Callable[[str], str]:
    """Return the same for the acronyms of the glossary."""
    return make_expander(glossary().acronyms)


def spelled_out(full: str, around: str) -> bool:
    """Whether a text says what an acronym stands for, in about the same words."""
    return slugify(full) in slugify(unescape(around))


def _expanded(html: str, left: Iterable[tuple[str, str]]) -> str:
    for word, full in left:
        found = next(_sentences_with(word, html), None)
        if found is None:
            continue
        start, end = found.span()
        around = f"{html[max(0, start - AROUND) : start]} {html[end : end + AROUND]}"
        if not spelled_out(full, TAG.sub("", around)):
            html = f'{html[:start]}<abbr title="{escape(full)}">{word}</abbr>{html[end:]}'
    return html


def _sentences_with(word: str, html: str) -> Iterator[re.Match[str]]:
    """Yield each place where a sentence says an acronym: looking around is for few places."""
    for found in ACRONYM.finditer(html, max(0, html.find(word) - 2)):
        if found[0] == word and _is_in_a_sentence(html, found.start()):
            yield found


def _is_in_a_sentence(html: str, at: int) -> bool:
    if html.rfind("<", 0, at) > html.rfind(">", 0, at):
        return False  # it is in a tag
    for name in LONG:
        opened = html.rfind(f"<{name}", 0, at)
        if opened >= 0 and html.find(f"</{name}", opened, at) < 0:
            return False
    state = {name: not closing for closing, name in SHORT.findall(html, max(0, at - AROUND), at)}
    return not any(state.values())
