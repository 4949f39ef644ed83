# SPDX-License-Identifier: EUPL-1.2
"""Part a document of a kit: the text of the act, and what is said beside it.

A quotation that begins with a label of a closed list says what it is; a section called « Avant de
remplir » is an instruction as a whole; all the rest is the text of the act.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from escales.reading.headings import heading_id, headings_of
from escales.words.kit_terms import PartLabel
from escales.words.spelling import nearest, slugify

QUOTATION = re.compile(r"^ {0,3}>[^\n]*(?:\n(?![ \t]*(?:\n|\Z))[^\n]*)*", re.MULTILINE)
MARK = re.compile(r"^ {0,3}> ?", re.MULTILINE)
LABEL = re.compile(r"\s*\*\*(?P<label>[^*\n]{1,300})\*\*(?:[ \u00a0]*[.:])?[ \u00a0]*")
OPTION = re.compile(r"^[-*] +", re.MULTILINE)
ANSWER = re.compile(r"\*\*(?P<answer>[^*\n]{1,300})\*\*(?:[ \u00a0]*[.:])?\s*")
ENDS = " \u00a0.:"  # what ends a label or an answer
BEFORE_FILLING = "avant-de-remplir"
BY_SLUG = {str(label): label for label in PartLabel}
LABELS = tuple(label for label in PartLabel if label is not PartLabel.CLAUSE)


@dataclass(frozen=True, slots=True)
class Option:
    """One of the alternatives: what the form offers, and what the act then says.

    `line` counts from 0, from the first of its part.
    """

    answer: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document: its Markdown, without the marks of a quotation, nor its label.

    `kind` is None for the text of the act; `title` is the label as it is written, with the
    question of an alternative; `start` and `end` are offsets.
    """

    text: str
    start: int
    end: int
    kind: PartLabel | None = None
    title: str = ""
    options: tuple[Option, ...] = ()

    @property
    def question(self) -> str:
        """What the alternatives answer."""
        return self.title.partition(":")[2].strip()

    @property
    def help(self) -> str:
        """What stands between the question and the alternatives."""
        first = OPTION.search(self.text)
        return self.text[: first.start()].strip() if first else self.text.strip()

    @property
    def meant(self) -> PartLabel | None:
        """The label that was most likely meant by one that is not of the list, or None."""
        slug = slugify(self.title.partition(":")[0])
        if self.kind or not slug:
            return None
        if near := nearest(slug, LABELS):
            return BY_SLUG[near]
        return next((label for label in LABELS if slug in label.split("-")), None)


def read_parts(text: str) -> Iterator[Part]:
    """Yield the parts of a text in order: together, they are the whole of it."""
    end = 0
    for part in _labelled(text):
        if text[end : part.start].strip():
            yield Part(text[end : part.start], end, part.start)
        yield part
        end = part.end
    if text[end:].strip():
        yield Part(text[end:], end, len(text))


def _labelled(text: str) -> Iterator[Part]:
    """Yield the sections that are instructions, and the quotations that begin with a label."""
    sections = list(_sections(text))
    quotations = (
        _quotation(found)
        for found in QUOTATION.finditer(text)
        if not any(part.start <= found.start() < part.end for part in sections)
    )
    labelled = [part for part in quotations if part.title]
    yield from sorted([*sections, *labelled], key=lambda part: part.start)


def _sections(text: str) -> Iterator[Part]:
    headings = headings_of(text)
    for place, heading in enumerate(headings):
        if heading_id(heading.text) == BEFORE_FILLING:
            after = (one.start for one in headings[place + 1 :] if one.level <= heading.level)
            end = next(after, len(text))
            yield Part(text[heading.start : end], heading.start, end, PartLabel.INSTRUCTION)


def _quotation(found: re.Match[str]) -> Part:
    start, end, text = found.start(), found.end(), MARK.sub("", found[0])
    label = LABEL.match(text)
    if label is None:
        return Part(text, start, end)
    title = label["label"].strip(ENDS)
    slug = slugify(title.partition(":")[0])
    kind = BY_SLUG.get(slug)
    options = tuple(_options(text)) if kind is PartLabel.CHOICE else ()
    return Part(text[label.end() :] if kind else text, start, end, kind, title, options)


def _options(text: str) -> Iterator[Option]:
    starts = [item.start() for item in OPTION.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        said = re.sub(r"^ {1,4}", "", OPTION.sub("", text[start:end], count=1), flags=re.MULTILINE)
        answer = ANSWER.match(said)
        line = text.count("\n", 0, start)
        if answer is None:
            yield Option("", said.strip(), line)
        else:
            yield Option(answer["answer"].strip(ENDS), said[answer.end() :].strip(), line)
