# SPDX-License-Identifier: EUPL-1.2
"""Read every text of the repository, and say what would make it plainer.

LONGEST is our own choice. No French public guide that gives a number could be read; a manual for
writers of administrative letters says "20 à 25 mots" (Ellipses, an extract:
https://studylibfr.com/doc/6648102/extrait-du-livre---editions-ellipses).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from escales.commands.style.jargon import jargon
from escales.commands.style.prose import ProseSentence, sentences
from escales.reading.disk import read_tree
from escales.words.glossary import ACRONYM, glossary
from escales.words.phrases import phrases_of
from escales.words.typography import typeset

phrases = phrases_of("commands/style")

LONGEST = 25  # words of a sentence
BEGINNING = 40  # characters that tell which sentence it is


class AdviceKind(StrEnum):
    LONG = "long-sentence"
    ACRONYM = "unknown-acronym"
    JARGON = "jargon"


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that could be said more plainly; `line` counts from 1."""

    path: str
    line: int
    kind: AdviceKind
    message: str


@dataclass(frozen=True, slots=True)
class PageStyle:
    """How a file reads: its words, and the advice on it in the order of its lines."""

    path: str
    words: int
    sentences: int
    advice: tuple[Advice, ...] = field(default=())

    @property
    def counts(self) -> Counter[AdviceKind]:
        return Counter(one.kind for one in self.advice)


def advise(root: Path) -> list[PageStyle]:
    """Judge the style of each file of `root` that people read, in the order of their paths."""
    tree = read_tree(root)
    texts = {source.path: source.text for source in tree.sources} | tree.pages
    return [advise_on(path, text) for path, text in sorted(texts.items())]


def advise_on(path: str, text: str) -> PageStyle:
    said = list(sentences(text))
    advice = [Advice(path, line, kind, typeset(message)) for line, kind, message in _advice(said)]
    return PageStyle(path, sum(one.words for one in said), len(said), tuple(advice))


def _advice(said: list[ProseSentence]) -> Iterator[tuple[int, AdviceKind, str]]:
    explained = {term.word for term in glossary().acronyms} | set(glossary().names)
    explained |= _spelled_out(said)
    advised = set[str]()  # the words of jargon that have been told: once is enough
    for sentence in said:
        if sentence.words > LONGEST:
            start = sentence.text[:BEGINNING].rsplit(" ", 1)[0]
            message = phrases.long.format(words=sentence.words, limit=LONGEST, start=f"{start}…")
            yield sentence.line, AdviceKind.LONG, message
        for word in ACRONYM.findall(sentence.text):
            if word not in explained:
                explained.add(word)
                yield sentence.line, AdviceKind.ACRONYM, phrases.acronym.format(word=word)
        for entry, words in jargon().uses_in(sentence.text):
            if entry.word in advised:
                continue
            advised.add(entry.word)
            message = phrases.jargon.format(found=words, plainer=entry.plainer)
            yield sentence.line, AdviceKind.JARGON, message


def _spelled_out(said: list[ProseSentence]) -> set[str]:
    """Return the acronyms that a text itself explains: after the words, or before them."""
    text = " ".join(sentence.text for sentence in said)
    around = re.compile(rf"\w \(({ACRONYM.pattern})\)|({ACRONYM.pattern}) \([^()]*\w [^()]*\)")
    return {word for groups in around.findall(text) for word in groups if word}
