# SPDX-License-Identifier: EUPL-1.2
"""Recognise the answers of a filled questionnaire by their labels, wherever they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from escales.commands.import_.headings_by_hand import heading_ends, label_slug, without_colon
from escales.commands.import_.plain_answers import choice_slugs, plain_answer
from escales.commands.import_.ticked_boxes import marked_choice, outstanding_words, ticked_choices
from escales.commands.import_.tree import (
    LISTS,
    PandocNode,
    inner_blocks,
    parts_of,
    plain_text,
    rows_of,
)
from escales.documents.questionnaire import asked_labels, labels, printed_beginnings, printed_texts
from escales.schema.sections import STORY_OUTLINE
from escales.words.spelling import slugify

SHORT = 40  # characters
FREE = {"titre", "resume", "signature", "joindre"}  # never chosen by ticking a box
ONLY_NUMBER = re.compile(r"\W*(?:q|n)?\W*\d{0,2}\W*", re.IGNORECASE)
ITEM = re.compile(r"[-–—•·*]\s")
# What stands between a label and its answer, as people type it: « Statut – Titulaire ».
BETWEEN = re.compile(r"\s*(?::|\s[-–—=→]|…+|[._]{3,})\s*")


@dataclass(slots=True)
class QuestionnaireAnswers:
    """What a person wrote: values by key, blocks by section, and the text that fits nowhere."""

    values: dict[str, str] = field(default_factory=dict)
    sections: dict[str, list[PandocNode]] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)


def read_answers(blocks: list[PandocNode]) -> QuestionnaireAnswers:
    """Sort what a document says."""
    reading = _Reading()
    reading.read(blocks)
    return reading.answers


class _Reading:
    """Walks a document, and knows under which question it is."""

    def __init__(self) -> None:
        self.answers = QuestionnaireAnswers()
        self.labels = labels()
        self.printed, self.beginnings = printed_texts(), printed_beginnings()
        self.sections = {slugify(name): name for name in STORY_OUTLINE.names}
        self.headings: set[str] = set()
        self.section: str | None = None
        self.key: str | None = None  # of a label that stands alone: its answer follows

    def read(self, blocks: list[PandocNode]) -> None:
        titles = (plain_text(block) for block in blocks if block["t"] == "Header")
        self.headings.update(map(label_slug, titles))
        for block in blocks:
            if (cut := self._heading_by_hand(block)) is not None:
                heading, after = cut
                self._heading(heading)
                self.read(after)
            else:
                self._block(block)

    def _block(self, block: PandocNode) -> None:
        if block["t"] == "Header":
            self._heading(block)
        elif block["t"] == "Table" and (self.section is None or self._asks(block)):
            self.section = self.key = None
            for row in rows_of(block):
                self._row(row)
        elif block["t"] == "Div" or _is_frame(block):
            self.read(inner_blocks(block["c"]))
        elif self._wraps_heading(block):
            for part in parts_of(block):
                self.read(inner_blocks(part["c"]) if self._wraps_heading(part) else [part])
        elif self.section is None:
            for text in plain_text(block).split("\n"):
                self._line(text, outstanding_words(block))
        elif (text := plain_text(block)) and not self._is_instruction(text):
            self.answers.sections[self.section].append(block)

    def _is_instruction(self, text: str) -> bool:
        """Whether a text under a question is ours; a word or two may well be an answer."""
        return slugify(text) in self.printed and (len(text) > SHORT or not self.headings)

    def _heading_by_hand(self, block: PandocNode) -> tuple[PandocNode, list[PandocNode]] | None:
        """Cut a paragraph that begins as a section which has no heading of its own."""
        if block["t"] not in {"Para", "Plain"}:
            return None
        inlines: list[PandocNode] = block["c"]
        text = plain_text(block)
        whole = label_slug(text) in self.sections or self._is_printed(text)
        for end in [len(inlines)] if whole else heading_ends(inlines):
            heading = {"t": "Para", "c": inlines[:end]}
            slug = label_slug(plain_text(heading))
            if slug in self.sections and slug not in self.headings:
                after = {"t": "Para", "c": without_colon(inlines[end:])}
                return heading, [after] if plain_text(after) else []
        return None

    def _wraps_heading(self, block: PandocNode) -> bool:
        """Whether a list, a table or an indented text holds the heading of a section."""
        if block["t"] not in LISTS | {"BlockQuote", "Table"}:
            return False
        return any(map(self._begins_section, inner_blocks(block["c"])))

    def _begins_section(self, block: PandocNode) -> bool:
        if block["t"] == "Header":
            return label_slug(plain_text(block)) in self.sections
        return self._heading_by_hand(block) is not None or self._wraps_heading(block)

    def _heading(self, block: PandocNode) -> None:
        text = plain_text(block)
        if name := self.sections.get(label_slug(text)):
            self.section, self.key = name, None
            self.answers.sections.setdefault(name, [])
        elif slugify(text) in self.printed:
            self.section = self.key = None
        elif self.section:
            self.answers.sections[self.section].append(block)
        else:
            self._line(text)

    def _asks(self, table: PandocNode) -> bool:
        """Whether a table is one of questions, and not one that a person made in an answer."""
        firsts = (plain_text(row[0]).split("\n")[0] for row in rows_of(table) if row)
        return any(map(self._key, firsts)) or self._wraps_heading(table)

    def _row(self, row: list[list[PandocNode]]) -> None:
        while len(row) > 1 and ONLY_NUMBER.fullmatch(plain_text(row[0])):
            row = row[1:]  # a column of numbers
        cells = [plain_text(cell).split("\n") for cell in row]
        blocks = [block for cell in row for block in cell]
        (label, *below), *others = cells or [[""]]
        answer = [text for text in below if not self._is_printed(text)]
        answer += [text for cell in others for text in cell if text]
        if key := self._key(label):
            self.section = None
            self._answer(key, "\n".join(answer), outstanding_words(row[1:] or row))
        elif self.section or any(map(self._begins_section, blocks)):
            self.read(blocks)
        elif not self._is_printed(label):
            self._unplace(" : ".join([label, *answer]))
        else:
            for text in answer:
                self._line(text)

    def _line(self, text: str, outstanding: Iterable[str] = ()) -> None:
        """Read a paragraph outside the sections and the tables."""
        label, value = self._label(text)
        item = self.key == "competences" and ITEM.match(text)  # one is called « accueil »
        if not item and (key := self._key(label)):
            self.key = None if value else key
            self._answer(key, value, outstanding)
        elif text and (item or not self._is_printed(text)):
            if self.key:
                value = self.answers.values.get(self.key, "")
                chosen = _chosen(self.key, text, outstanding)
                self.answers.values[self.key] = "\n".join(filter(None, [value, chosen]))
            else:
                self._unplace(text)

    def _label(self, text: str) -> tuple[str, str]:
        """Cut a text where its label ends, when it begins with one."""
        between = (m for m in BETWEEN.finditer(text) if self._key(text[: m.start()]))
        cut = next(between, None)
        return (text[: cut.start()], text[cut.end() :]) if cut else (text, "")

    def _answer(self, key: str, text: str, outstanding: Iterable[str] = ()) -> None:
        text = _chosen(key, text, outstanding)
        earlier = self.answers.values.setdefault(key, text)
        if not earlier:
            self.answers.values[key] = text
        elif text and text != earlier:
            self._unplace(f"{asked_labels()[key]}\u00a0: {text}")

    def _unplace(self, text: str) -> None:
        self.answers.unplaced.append(text)

    def _key(self, label: str) -> str | None:
        return self.labels.get(label_slug(label))

    def _is_printed(self, text: str) -> bool:
        slug = slugify(text)
        printed = slug in self.printed or label_slug(text) in self.printed
        return not text or printed or slug.startswith(self.beginnings)


def _is_frame(block: PandocNode) -> bool:
    """Whether a table is only a frame: it has one column."""
    return block["t"] == "Table" and all(len(row) == 1 for row in rows_of(block))


def _chosen(key: str, text: str, outstanding: Iterable[str] = ()) -> str:
    """Return what an answer says, be it by a box, a cross or a colour."""
    if key not in FREE:
        text = ticked_choices(text, outstanding)
    if choices := choice_slugs(key):
        text = marked_choice(text, outstanding, choices)
    return plain_answer(key, text)
