# SPDX-License-Identifier: EUPL-1.2
"""Make right a text that comes from a word processor, a spreadsheet or a mail, or was just typed.

There, a line end is a paragraph, a bullet is a sign, a table has tabs, and a mail is cut at 72
signs: in Markdown, each would be a wall of text. In a browser, `story/pasted.js` does the same.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from escales.reading.hidden_characters import MEANINGLESS, SYMBOL_BULLET
from escales.reading.plain_form import (
    BLANK,
    BREAK,
    LINE,
    MOST_ITEMS,
    NESTED,
    RANKS,
    RULE,
    to_plain_form,
)

NEW_LINE = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
CURLY = re.compile(f"“{BLANK}*([^“”\n]*[^“”\n \u00a0])[ \u00a0]*”")
# The line above the signature of a mail, or what programs put below a mail by themselves.
MAIL_END = re.compile(
    "--|(?:Envoyé (?:de|depuis|à partir)|Obtenir Outlook|Télécharger Outlook|Sent from) .*"
)
LONGEST_SIGNATURE = 12  # lines; more is rather a text, under a line of two dashes
NARROWEST, WIDEST = 60, 80  # signs of the longest line of a mail that its program has cut
SENTENCE_END = re.compile(r"[.!?…:;»)\"”][*_]*\Z")
TAB = re.compile(rf"(?<=\S){BLANK}*\t{BLANK}*(?=\S)")
HASH = re.compile(rf"^({BLANK}*)#(?=[^#\s])")  # "#1" would be a heading
PIPE = re.compile(r"(?<!\\)\|")
BLOCKS = "#>|"  # what a heading, a quotation, a line of a table begins with
HARD_BREAK = "  "  # at the end of a line


@dataclass(frozen=True, slots=True)
class Pasted:
    """A text made right, how many changes of each kind that took, and what was set aside of it.

    `signature` is that of the mail from which the text was copied.
    """

    text: str
    changes: Mapping[str, int]
    signature: str


def make_right(text: str) -> Pasted:
    """Return a text as the Markdown that reads as it did where it comes from.

    What is right already stays as it is.
    """
    text = SYMBOL_BULLET.sub("•", MEANINGLESS.sub("", NEW_LINE.sub("\n", text)))
    text = BREAK.sub("\\1  \n", text)
    changes: Counter[str] = Counter()
    text, changes["quotes"] = CURLY.subn("«\u00a0\\1\u00a0»", text)
    lines, below = _without_signature(text.split("\n"))
    whole = _with_whole_lines(_with_tables(lines, changes), changes)
    plain = to_plain_form("\n".join(_apart(whole, changes)))
    return Pasted(plain.strip(), +changes, "\n".join(below).strip())


def _without_signature(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Split a text from the signature of the mail that it was copied from."""
    for place, line in enumerate(lines):
        if MAIL_END.fullmatch(line.strip()) and any(map(str.strip, lines[:place])):
            below = lines[place + (line.strip() == "--") :]
            if 1 <= sum(bool(each.strip()) for each in below) <= LONGEST_SIGNATURE:
                return lines[:place], below
    return lines, []


def _with_tables(lines: Sequence[str], changes: Counter[str]) -> Iterator[str]:
    """Draw as a table the lines that tabs cut in cells; any other tab becomes a space."""
    for tabbed, group in groupby(lines, key=_has_cells):
        rows = list(group)
        if tabbed and len(rows) > 1 and any("\t" in row.strip() for row in rows):
            changes["tables"] += 1
            yield from ("", *_drawn([row.split("\t") for row in rows]), "")
        else:
            yield from (_without_tabs(row.rstrip("\t")) for row in rows)


def _without_tabs(line: str) -> str:
    """Put a space in place of each tab but the one after a bullet, by which it is known."""
    item = _item_of(line)
    if item is None:
        return HASH.sub(r"\1\\#", TAB.sub(" ", line))
    return line[: item.start("text")] + TAB.sub(" ", item["text"])


def _has_cells(line: str) -> bool:
    return "\t" in line and bool(line.strip()) and _item_of(line) is None


def _drawn(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    width = max(map(len, rows))
    for place, row in enumerate(rows):
        cells = [PIPE.sub(r"\\|", cell.strip()) for cell in row] + [""] * (width - len(row))
        yield f"| {' | '.join(cells)} |"
        if place == 0:
            yield f"|{' --- |' * width}"


def _item_of(line: str) -> re.Match[str] | None:
    """Return the parts of a line that begins an item; one that begins with a year does not."""
    found = next(LINE.finditer(line))
    if not found["mark"] or RULE.fullmatch(found["said"]):
        return None
    return None if found["number"] and int(found["number"]) >= MOST_ITEMS else found


def _with_whole_lines(lines: Iterable[str], changes: Counter[str]) -> Iterator[str]:
    """Join the lines that a mail program has cut."""
    for blank, group in groupby(lines, key=lambda line: not line.strip()):
        block = list(group)
        width = 0 if blank else _width_of(block)
        whole = block[0]
        for above, line in pairwise(block):
            if width and _is_cut(above, line, width):
                whole = f"{whole.rstrip()} {line.lstrip()}"
                changes["lines"] += 1
            else:
                yield whole
                whole = line
        yield whole


def _width_of(block: Sequence[str]) -> int:
    """Return the width at which a program has cut the lines of a block, or 0 when none has."""
    width = max(len(line.strip()) for line in block)
    cut = (
        SENTENCE_END.search(above.rstrip()) is None and _is_cut(above, line, width)
        for above, line in pairwise(block)
    )
    return width if NARROWEST <= width <= WIDEST and any(cut) else 0


def _is_cut(above: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one above, where its first word had no room left."""
    word = line.split(maxsplit=1)[0]
    return (
        len(above.strip()) + 1 + len(word) > width
        and above.lstrip()[0] not in BLOCKS
        and line.lstrip()[0] not in BLOCKS
        and not above.endswith(HARD_BREAK)
        and (_item_of(line) is None or (word == "–" and " – " in line.partition(word)[2]))
    )


def _apart(lines: Iterable[str], changes: Counter[str]) -> Iterator[str]:
    """Put an empty line between two paragraphs, and around what is none; take it from a list."""
    above, apart = _Line("", ""), False
    for text in lines:
        if not text.strip():
            apart = True
            continue
        line = _line(text, above)
        if above.text and _need_space(above, line, apart=apart):
            yield ""
            changes["paragraphs"] += not apart and above.kind == line.kind == "text"
        changes["lists"] += line.kind == "item" and not above.listed and line.mark[-1] not in "-*."
        yield text
        above, apart = line, False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not empty, and what it is: text, item, inside (an item), or a block's sign."""

    text: str
    kind: str
    mark: str = ""  # of the item
    number: int = 0
    width: int = 0  # of the blanks before the list

    @property
    def listed(self) -> bool:
        return self.kind in {"item", "inside"}


def _line(text: str, above: _Line) -> _Line:
    item, found, bare = _item_of(text), next(LINE.finditer(text)), text.lstrip()
    width = len(found["indent"].expandtabs(4))
    if item and not item["quote"]:
        start = width + RANKS.get(item["mark"], 0)
        start = min(start, above.width) if above.listed else start
        return _Line(text, "item", item["mark"], int(item["number"] or 0), start)
    alone = bare[0] in "#>" or RULE.fullmatch(bare) is not None
    if above.listed and not alone and width >= above.width + NESTED:
        return replace(above, text=text, kind="inside")
    if bare[0] in BLOCKS or PIPE.search(text):
        return _Line(text, bare[0] if bare[0] in "#>" else "|")
    return _Line(text, "text")


def _need_space(above: _Line, line: _Line, *, apart: bool) -> bool:
    if line.kind == "item" and above.listed:
        other = bool(line.number) != bool(above.number)
        return other and (apart or line.number > 1)
    if line.kind == "inside":
        return apart
    if line.kind == above.kind and (line.kind in "|>" or above.text.endswith(HARD_BREAK)):
        return apart
    return True
