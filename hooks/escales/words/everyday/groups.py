# SPDX-License-Identifier: EUPL-1.2
"""Read the everyday words, beside what the acronyms of the glossary stand for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from escales.machine.text_yaml import load_text_yaml
from escales.words.glossary import glossary
from escales.words.spelling import slugify

FILE = Path(__file__).parent / "words.yml"


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Words that mean one thing: a page that says one of `said` is found by all of them.

    So is a page of the kind that they mean, if any: "modèle" leads to the documents.
    """

    said: tuple[str, ...]
    typed: tuple[str, ...] = ()
    kind: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.said, *self.typed)


@dataclass(frozen=True, slots=True)
class EverydayWords:
    """The groups, those of the glossary first, and the words that do not count.

    `precise` says what a word means when it is alone, and what it is then looked for as.
    """

    groups: tuple[WordGroup, ...]
    empty: frozenset[str]
    precise: Mapping[str, tuple[str, ...]]

    @property
    def single(self) -> frozenset[str]:
        """What is one word, as it is written."""
        words = (word.lower() for group in self.groups for word in group.all)
        return frozenset(word for word in words if word.isalpha())


@cache
def everyday_words() -> EverydayWords:
    """Return the everyday words; the file, a part of the program, is read once."""
    content = load_text_yaml(FILE)
    acronyms = (WordGroup((term.word, term.full)) for term in glossary().acronyms if term.full)
    groups = (
        WordGroup(tuple(one.get("dit", ())), tuple(one.get("tape", ())), one.get("sorte", ""))
        for one in content["groupes"]
    )
    precise = {plain(word): tuple(meant) for word, meant in content["precise"].items()}
    empty = frozenset(content["vides"].split())
    return EverydayWords((*acronyms, *groups), empty, MappingProxyType(precise))


def plain(text: str) -> str:
    """Return the words of a text, without accents, a space between them."""
    return slugify(text).replace("-", " ")
