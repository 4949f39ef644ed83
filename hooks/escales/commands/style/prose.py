# SPDX-License-Identifier: EUPL-1.2
"""Find the sentences of a Markdown text, each with its line; code and quotations are none.

A quotation is a text of the law, or a clause that nobody may alter: its words are not the author's.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from escales.checking.block_marks import MARK

HEADER = re.compile(r"\A\s*---\n.*?^---[ ]*$", re.DOTALL | re.MULTILINE)
# A fence, a comment, code, a quotation, an address, a definition, a rule of a table, a picture.
SILENT = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n){0,400}? {0,3}\1[^\n]*|<!--.*?-->"
    r"|(?<!`)(`+)(?!`)[^\n]+?(?<!`)\2(?!`)"
    r"|^[ ]{0,3}>[^\n]*|!\[[^\]\n]*\]\([^)\n]*\)|(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)"
    r"|^ {0,3}\[[^\]\n]+\]:[^\n]*$|<[^<>\s][^<>\n]*>|https?://\S+|^[ |:-]*-[ |:-]*$",
    re.DOTALL | re.MULTILINE,
)
# The mark of a note, which stands after the full stop that it follows.
NOTE = re.compile(r"\[\^[^\]\s]+\](?!:)")
# Between brackets, what a claim rests on: it is looked up, not read on the way.
SOURCE = re.compile(r"(?<!\])\((?=[^()\n]*\]\()(?:[^()\n]|(?<=\])\((?:[^()\n]|\([^()\n]*\))*\))*\)")
SIGNS = re.compile(r"[\[\]_\\]|\*(?!\s)|(?<=\S)\*")
# Where a text begins anew without a full stop.
BREAK = re.compile(
    r"\n[ \t]*\n|^[ \t]*(?:[-+*]|\d{1,9}[.)])[ ]+|\||^[ ]{0,3}#{1,6}[ ]*|^!!![ ]*\w*",
    re.MULTILINE,
)
ENDING = re.compile(r"[.!?…]+[»”\")\u00a0\u202f]*(?=\s+[«“(\"]?[\u00a0\u202f]?[A-ZÀ-ÝŒ0-9])")
# A full stop after these ends no sentence: an article of a code, a short word.
SHORTENED = re.compile(r"\b(?:(?:[A-Z]|art|p|n|al)(?=\.\s*\d)|(?:cf|ex|M|MM)(?=\.))")
WORD = re.compile(r"\S*\w\S*")


class ProseSentence(NamedTuple):
    text: str
    line: int

    @property
    def words(self) -> int:
        """How many words, as a word processor counts them: between spaces."""
        return len(WORD.findall(self.text))


def sentences(text: str) -> Iterator[ProseSentence]:
    """Yield the sentences of a Markdown file in their order, as they are read."""
    plain = HEADER.sub(_blank, MARK.sub(_blank, text), count=1)
    plain = NOTE.sub(_blank, SOURCE.sub(_blank, plain))
    plain = SIGNS.sub(" ", SILENT.sub(_blank, plain))
    start = 0
    for end, after in (
        *((m.start(), m.end()) for m in BREAK.finditer(plain)),
        (len(plain), len(plain)),
    ):
        yield from _split(plain, start, end)
        start = after


def _split(plain: str, start: int, end: int) -> Iterator[ProseSentence]:
    shortened = {match.end() for match in SHORTENED.finditer(plain, start, end)}
    for match in ENDING.finditer(plain, start, end):
        if match.start() not in shortened:
            yield from _sentence(plain, start, match.end())
            start = match.end()
    yield from _sentence(plain, start, end)


def _sentence(plain: str, start: int, end: int) -> Iterator[ProseSentence]:
    said = plain[start:end].strip()
    if WORD.search(said):
        begins = start + len(plain[start:end]) - len(plain[start:end].lstrip())
        yield ProseSentence(" ".join(said.split()), plain.count("\n", 0, begins) + 1)


def _blank(match: re.Match[str]) -> str:
    """Keep the lines of what is not read."""
    return re.sub(r"[^\n]", " ", match[0])
