# SPDX-License-Identifier: EUPL-1.2
"""Read the text of a document as passages of plain words, to compare two versions of it.

Past versions are not checked: every pattern here is bounded, whatever the text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from escales.problems.problem import Notes
from escales.reading.hidden_characters import without_hidden_characters
from escales.words.typography import typeset

HEADING = re.compile(r"#{1,6}[ \t]+(?P<said>[^\n]*)")
ITEM = re.compile(r"(?:[-*+•]|[0-9]{1,3}[.)])[ \t]+")
QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
RULE = re.compile(r"(?:[-*_|:=][ \t]*){3,}$")  # a rule, or what parts the head of a table
NOTE = re.compile(r"\[\^[^\[\]\n]{1,100}\]:[ \t]*")
NOTE_MARK = re.compile(r"[ \u00a0]?\[\^[^\[\]\n]{1,100}\]")
FIELD = re.compile(r"\[\[([^\[\]\n]{1,100})\]\]")
LINK = re.compile(
    r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]{0,100}\]){0,200})\]"
    r"\(((?:[^()\s]|\([^()\s]{0,100}\)){0,500})[^()\n]{0,200}\)"
)
ADDRESS = re.compile(r"<(https?://[^<>\s]{1,1000})>")
EMPHASIS = re.compile(r"(?<!\\)(?:[*`]{1,3}|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_]))")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
CELL = re.compile(r"(?<!\\)\|")
BLANKS = re.compile(r"[ \t\n]+")
APART = " · "  # between the cells of a row


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item, a row or a heading, in plain words; `place` is the heading above it."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class PlainText:
    """The passages of a text in order, and where its links lead."""

    passages: tuple[Passage, ...]
    targets: tuple[str, ...]


def read_passages(text: str, labels: Mapping[str, str]) -> PlainText:
    """Read the text under a header; `labels` says what each field is called: [[key]]."""
    text = without_hidden_characters(text, Notes(""))
    shown = FIELD.sub(lambda match: f"\\[{labels.get(match[1].strip(), match[1])}\\]", text)
    place, passages = "", list[Passage]()
    for block in _blocks(shown):
        heading = HEADING.match(block)
        said = _plain(heading["said"].rstrip(" \t#") if heading else block)
        if heading:
            place = said
        if said:
            passages.append(Passage(place, said))
    targets = (match[2] for match in LINK.finditer(text))
    return PlainText(tuple(passages), tuple(targets))


def _blocks(text: str) -> Iterator[str]:
    """Yield each block: a line that opens one of its own ends the one above."""
    lines: list[str] = []
    for line in text.split("\n"):
        quoted = QUOTE.match(line)
        bare = line[quoted.end() if quoted else 0 :].strip()
        opens = HEADING.match(bare) or ITEM.match(bare) or NOTE.match(bare) or bare.startswith("|")
        if lines and (opens or not bare):
            yield "\n".join(lines)
            lines = []
        if bare and not RULE.match(bare):
            lines.append(bare)
        if HEADING.match(bare) or bare.startswith("|"):
            yield from lines
            lines = []
    if lines:
        yield "\n".join(lines)


def _plain(block: str) -> str:
    if block.startswith("|"):
        cells = (_without_marks(cell) for cell in CELL.split(block))
        return APART.join(filter(None, cells))
    mark = NOTE.match(block) or ITEM.match(block)
    return _without_marks(block[mark.end() :] if mark else block)


def _without_marks(text: str) -> str:
    text = NOTE_MARK.sub("", text)
    text = ADDRESS.sub(r"\1", LINK.sub(r"\1", text))
    text = ESCAPED.sub(r"\1", EMPHASIS.sub("", text))
    return typeset(BLANKS.sub(" ", unescape(text)).strip())
