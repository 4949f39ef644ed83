# SPDX-License-Identifier: EUPL-1.2
"""Write a document of a kit again, its parts between marks that Markdown leaves alone.

Marks are private characters, which no text of an author may hold: what becomes of them is decided
where the Markdown is rendered, on the page or for an office file.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from escales.reading.parts import BEFORE_FILLING, Option, Part, read_parts
from escales.words.kit_terms import PartLabel
from escales.words.typography import typeset

OPEN, CLOSE = "\ue010", "\ue011"  # around the name of a part, alone in its paragraph
LABEL, LABEL_END = "\ue012", "\ue013"  # around a label
END = "fin"  # the name that ends a part
CHOICE = "choix-"  # how the name of an alternative begins; its numbers follow: choix-1-2
NOTE = re.compile(r"[ \u00a0]?\[\^[^\[\]\n]+\](?!:)")
SOURCE = re.compile(
    r"^\[\^[^\[\]\n]+\]:[^\n]*(?:\n(?!\[\^)(?![ \t]*(?:\n|\Z))[^\n]*)*", re.MULTILINE
)
BLOCK = re.compile(r"[-*|>#]|[0-9]+\. ")  # what cannot follow a label on its line


def whole_text(text: str) -> str:
    """Return all that a document says, each part between marks, with its label."""
    return _written(text, _whole)


def act_text(text: str) -> str:
    """Return the act alone: no instruction, label or note; each alternative between marks."""
    return _without_notes(_written(text, _act))


def common_text(text: str) -> str:
    """Return what the act says whichever alternatives are chosen."""
    return _without_notes(_written(text, lambda part, _: _act(replace(part, options=()), 0)))


def choices_of(text: str) -> list[Part]:
    """Return the alternatives of a document, in order: the first one is number 1."""
    if PartLabel.CHOICE.label not in text:
        return []
    return [part for part in read_parts(text) if part.kind is PartLabel.CHOICE]


def _written(text: str, write: Callable[[Part, int], Iterator[str]]) -> str:
    if ">" not in text and "#" not in text:
        return text
    choices, blocks = 0, list[str]()
    for part in read_parts(text):
        choices += part.kind is PartLabel.CHOICE
        blocks += write(part, choices)
    return "\n\n".join(block.strip("\n") for block in blocks)


def _without_notes(text: str) -> str:
    return NOTE.sub("", SOURCE.sub("", text))


def _whole(part: Part, number: int) -> Iterator[str]:
    if part.kind is None:
        yield part.text
        return
    yield _mark(str(part.kind) if part.title else BEFORE_FILLING)
    if part.kind is PartLabel.CHOICE:
        yield f"{LABEL}{typeset(part.title)}{LABEL_END}"
        yield part.help
        yield from _alternatives(part, number, lambda one: _labelled(f"{one.answer}.", one.text))
    elif part.title:
        yield _labelled(f"{part.title}.", part.text)
    else:
        yield part.text
    yield _mark(END)


def _act(part: Part, number: int) -> Iterator[str]:
    if part.kind is PartLabel.CHOICE:
        yield from _alternatives(part, number, lambda one: one.text)
    elif part.kind is not PartLabel.INSTRUCTION:
        yield part.text


def _alternatives(part: Part, number: int, show: Callable[[Option], str]) -> Iterator[str]:
    for place, option in enumerate(part.options, 1):
        yield _mark(f"{CHOICE}{number}-{place}")
        yield show(option)
        yield _mark(END)


def _labelled(label: str, text: str) -> str:
    text = text.strip()
    between = "\n\n" if BLOCK.match(text) else " "
    return f"{LABEL}{typeset(label)}{LABEL_END}{between}{text}"


def _mark(name: str) -> str:
    return f"{OPEN}{name}{CLOSE}"
