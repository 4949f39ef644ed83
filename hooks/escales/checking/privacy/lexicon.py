# SPDX-License-Identifier: EUPL-1.2
"""What tells of a person in a text, as `lexicon.yml` says it to Python and to the form alike."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from escales.machine.text_yaml import load_text_yaml
from escales.machine.utf8 import as_bytes, as_text

FILE = Path(__file__).with_name("lexicon.yml")
TERM = re.compile(r"<([a-z_]+)>")
ENDINGS = ("", "s")
UNTIED = "mine"  # the words that need nobody near
LETTERS = bytes(sign if ord("a") <= sign <= ord("z") else ord(" ") for sign in range(256))
NOTHING = "no"  # in place of a pattern: none

# A line that ends inside a paragraph; the next one goes on.
WRAP = re.compile(r"\n(?<!\n\n)(?=[^\n#>|*+-])")


@dataclass(frozen=True, slots=True)
class Clues:
    """What a text must have for a search to be worth its time: one of these, at least."""

    words: frozenset[str]
    signs: Sequence[str]
    capitals: re.Pattern[str] | None  # in the text as it is
    digits: int  # that many in a row, or nearly so; 0 when they do not count


@dataclass(frozen=True, slots=True)
class Identifier:
    """A pattern that finds what leads to a person; `elsewhere` is the one outside of stories.

    Its patterns, to be `compiled`, serve only where a clue is met, as those of topics.
    """

    kind: str
    clues: Clues
    pattern: str
    elsewhere: str | None
    before: str | None  # what, right before, makes something else of it
    innocent: str | None
    raw: bool  # read with its capitals and its accents
    web: bool  # read in the addresses of the web too
    checksum: str  # the sum that its digits must have
    shown: str


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The words of a subject that nobody's story tells; those of `events` need someone near.

    Its patterns, to be `compiled`, serve only where a clue is met: few texts hold any.
    """

    slug: str
    clues: Clues
    innocent: str
    words: Mapping[str, str]  # by what ties them to someone


@dataclass(frozen=True, slots=True)
class PrivacyLexicon:
    plain: Sequence[tuple[str, str]]  # a sign, and the one that stands for it
    words: frozenset[bytes]  # all those of the clues
    web: Sequence[re.Pattern[str]]
    refused: re.Pattern[str]
    identifiers: Sequence[Identifier]
    topics: Sequence[TopicWords]
    ties: Mapping[str, Sequence[str]]  # patterns likewise
    someone: re.Pattern[str]  # whom a name tells of
    signed: re.Pattern[str]  # what seems to be the name of an author
    width: int  # how far before a word someone is looked for
    after: int
    end: re.Pattern[str]  # of a sentence

    def fold(self, text: str) -> str:
        """Write in small letters without accents; each sign keeps its place."""
        for sign, plain in self.plain:
            if sign in text:
                text = text.replace(sign, plain)
        return WRAP.sub(" ", as_text(as_bytes(text).lower()))  # three times as fast as a text's

    def words_of(self, plain: str) -> frozenset[str]:
        """Return the words of a plain text that are among the clues, faster than text allows."""
        apart = as_bytes(plain).translate(LETTERS)
        return frozenset(map(bytes.decode, self.words.intersection(apart.split())))


@cache
def lexicon_content() -> Mapping[str, Any]:
    """Return the content of the file, all of it text."""
    return MappingProxyType(load_text_yaml(FILE))


@cache
def privacy_lexicon() -> PrivacyLexicon:
    content = lexicon_content()
    around = content["around"]
    identifiers = tuple(_identifier(kind, each) for kind, each in content["identifiers"].items())
    topics = tuple(_topic(slug, words) for slug, words in content["topics"].items())
    return PrivacyLexicon(
        plain=tuple((sign, plain) for plain, signs in content["plain"].items() for sign in signs),
        words=frozenset(
            word.encode()
            for clues in (*(each.clues for each in identifiers), *(each.clues for each in topics))
            for word in clues.words
        ),
        web=tuple(compiled(line) for line in content["web"].splitlines()),
        refused=compiled(content["refused"]),
        identifiers=identifiers,
        topics=topics,
        ties={tie: lines.splitlines() for tie, lines in content["ties"].items()},
        someone=compiled(content["named"]),
        signed=compiled(content["signed"]),
        width=int(around["width"]),
        after=int(around["after"]),
        end=compiled(around["end"]),
    )


def _clues(content: Mapping[str, Any]) -> Clues:
    words = frozenset(word + ending for word in content.get("words", ()) for ending in ENDINGS)
    signs, capitals = content.get("signs", ()), _maybe(content.get("capitals"))
    return Clues(words, signs, capitals, int(content.get("digits", 0)))


def _identifier(kind: str, content: Mapping[str, Any]) -> Identifier:
    other = content.get("elsewhere", content["pattern"])
    return Identifier(
        kind=kind,
        clues=_clues(content),
        pattern=content["pattern"],
        elsewhere=None if other == NOTHING else other,
        before=content.get("before"),
        innocent=content.get("not"),
        raw=content.get("text") == "raw",
        web="web" in content,
        checksum=content.get("sum", ""),
        shown=content["shown"],
    )


def _topic(slug: str, content: Mapping[str, Any]) -> TopicWords:
    return TopicWords(
        slug=slug,
        clues=_clues(content),
        innocent=_word(content["innocent"]),
        words={
            tie: _word(content[tie])
            for tie in (*lexicon_content()["ties"], UNTIED)
            if tie in content
        },
    )


def _word(words: str) -> str:
    """Find a word after a sign: there are fewer places to try than before every letter."""
    return f"[^a-z]({_either(words)})(?![a-z])"


def _maybe(pattern: str | None) -> re.Pattern[str] | None:
    return compiled(pattern) if pattern else None


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Join the lines of a pattern, and put its terms in."""
    joined = pattern.replace("\n", "")
    terms = lexicon_content()["terms"]
    while TERM.search(joined):
        joined = TERM.sub(lambda match: f"(?:{_either(terms[match[1]])})", joined)
    return re.compile(joined)


def _either(words: str) -> str:
    return words.replace("\n", "|")
