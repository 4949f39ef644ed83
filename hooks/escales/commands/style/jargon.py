# SPDX-License-Identifier: EUPL-1.2
"""The words that have a plainer one, and every form in which they are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from escales.machine.text_yaml import load_text_yaml
from escales.words.typography import typeset

FILE = Path(__file__).parent / "lexicon.yml"
# Of a verb in -er, in the tenses that one writes.
ENDINGS = "er|es?|ons|ez|ent|ée?s?|ant|ait|aient|ions|iez|a|era|erai|eront|erait|eraient"


@dataclass(frozen=True, slots=True)
class JargonWord:
    """A word of the trade, the plainer one, and the pattern of all its forms."""

    word: str
    plainer: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Jargon:
    entries: tuple[JargonWord, ...]
    every: re.Pattern[str]  # any of them: a group an entry

    def uses_in(self, sentence: str) -> Iterator[tuple[JargonWord, str]]:
        """Yield each word of the lexicon that a sentence says, and how it says it."""
        for match in self.every.finditer(sentence.replace("'", "’").replace("\u00a0", " ")):
            yield self.entries[(match.lastindex or 1) - 1], match[0]


@cache
def jargon() -> Jargon:
    """Return the lexicon; its file is part of the program, so it is read once."""
    words = load_text_yaml(FILE)
    entries = tuple(JargonWord(one["mot"], typeset(one["dire"]), _pattern(one)) for one in words)
    every = "|".join(f"({entry.pattern})" for entry in entries)
    return Jargon(entries, re.compile(rf"(?<![\w-])(?:{every})(?:(?<=’)|(?![\w-]))", re.IGNORECASE))


def _pattern(one: dict[str, str]) -> str:
    match one.get("sorte"):
        case "forme":
            return one["motif"]
        case "verbe":
            return f"{re.escape(one['mot'].removesuffix('er'))}(?:{ENDINGS})"
    return f"{re.escape(one['mot'])}s?"
