# SPDX-License-Identifier: EUPL-1.2
"""Check the parts of a document of a kit: their labels, and alternatives that one can choose."""

from escales.problems.problem import Notes
from escales.reading.body import PLACEHOLDER, Body
from escales.reading.lines import Lines
from escales.reading.parts import Part, read_parts
from escales.words.kit_terms import PartLabel
from escales.words.phrases import phrases_of

phrases = phrases_of("checking")

FEWEST = 2  # alternatives


def check_parts(body: Body, notes: Notes) -> None:
    """Note labels that are not of the list, alternatives without a choice, a text that is lost."""
    text = body.text
    if ">" not in text and "#" not in text:
        return
    lines = Lines(text, body.line)
    for part in read_parts(text):
        line = lines.at(part.start)
        if part.kind is PartLabel.INSTRUCTION and not part.title:
            _check_section(part, lines, text, notes)
        elif part.kind is PartLabel.CHOICE:
            _check_choice(part, line, notes)
        elif part.kind is PartLabel.CLAUSE:
            notes.add("clause-unsourced", line, found=part.title)
        elif meant := part.meant:
            notes.add("label-unknown", line, found=part.title, expected=meant.label)


def _check_choice(part: Part, line: int, notes: Notes) -> None:
    if not part.question.rstrip(" \u00a0?") or not part.question.endswith("?"):
        notes.add("choice-unasked", line, found=part.title)
    if len(part.options) < FEWEST:
        notes.add("choice-alone", line, found=part.title)
    for option in part.options:
        if not option.answer or not option.text:
            found = option.answer or option.text
            notes.add("choice-untold", line + option.line, found=found)


def _check_section(part: Part, lines: Lines, text: str, notes: Notes) -> None:
    """Note what most likely belongs to the act: a field, or all that follows to the very end."""
    if field := PLACEHOLDER.search(part.text):
        line = lines.at(part.start + field.start())
        notes.add("act-left-out", line, found=phrases.left_field.format(field[0]))
    elif part.end == len(text):
        notes.add("act-left-out", lines.at(part.start), found=phrases.left_end)
