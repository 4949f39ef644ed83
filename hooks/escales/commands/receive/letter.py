# SPDX-License-Identifier: EUPL-1.2
"""Read the letter that the form makes, as it comes back: quoted, wrapped, bold, cut or copied."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from escales.commands.import_.headings_by_hand import label_slug
from escales.commands.receive.answers_of_people import as_values
from escales.commands.receive.quoting import (
    before_signature,
    is_of_mail,
    senders,
    without_quotation,
)
from escales.commands.receive.submission import Submission
from escales.documents.questionnaire import labels as labels_of_questionnaire
from escales.form import letter_words
from escales.reading.pasted import make_right
from escales.schema.sections import STORY_OUTLINE
from escales.words.spelling import slugify

LONGEST_LABEL = 60  # signs
MARKUP = " \t\u00a0*_#:"
RULE = re.compile(r"\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*")
BULLET = re.compile(r"\s*(?:[-*•·–]|[0-9]{1,2}[.)])\s")
ENOUGH = 2  # labels or parts: one alone may be there by chance
ENOUGH_WORDS = 40  # to be a story, where no title says so
TOLD = STORY_OUTLINE.required[2]  # what happened: where a story told at one go goes


def read_letters(text: str) -> list[Submission]:
    """Return the letters of a text: none, one, or those that somebody sent on together."""
    lines = text.split("\n")
    firsts = [n for n, line in enumerate(lines) if _is_first(line)]
    ends = [*firsts[1:], len(lines)]  # what stands before the first one goes with it
    parts = [lines[a:b] for a, b in zip([0, *firsts[1:]], ends, strict=True)]
    letters = [_Letter(part).submission for part in parts if _is_letter(part)]
    return [letter for letter in letters if letter.says_something]


def read_prose(text: str) -> list[Submission]:
    """Return a text without any title as a story told at one go, if it is long enough for one."""
    lines = text.split("\n")
    kept = [line for line in lines[: before_signature(lines)] if not is_of_mail(line)]
    told = make_right("\n".join(kept))
    if len(told.text.split()) < ENOUGH_WORDS:
        return []
    signature = [told.signature] if told.signature else []
    contact = next(iter(senders(lines)), "")
    return [Submission({}, {TOLD: told.text.strip()}, contact, unplaced=signature)]


@cache
def _labels() -> Mapping[str, str]:
    """Return the keys by the slug of their labels: those of the letter, and of other ways in."""
    own = {slugify(label): key for key, label in letter_words()["labels"].items()}
    return labels_of_questionnaire() | own


@cache
def _sections() -> Mapping[str, str]:
    return {slugify(name): name for name in STORY_OUTLINE.names}


def _is_first(line: str) -> bool:
    before = slugify(letter_words()["first"].partition("{")[0])
    return len(line) < 2 * LONGEST_LABEL + 80 and slugify(line).startswith(f"{before}-")


def _is_last(line: str) -> bool:
    return len(line) < LONGEST_LABEL and slugify(line) == slugify(letter_words()["last"])


def _section(line: str) -> str | None:
    if len(line) > 2 * LONGEST_LABEL:
        return None
    return _sections().get(label_slug(line.strip(f"{MARKUP}>|")))


def _key(line: str) -> tuple[str, str] | None:
    """Return the key and the answer of a line that has a label, alone or before a colon."""
    label, colon, value = line.partition(":")
    if len(label) > LONGEST_LABEL:
        return None
    key = _labels().get(label_slug(label.strip(f"{MARKUP}>•-")))
    marks = " \t*_" if colon and "*" in label else " \t"  # of a label in bold, its colon too
    return (key, value.lstrip(marks).rstrip()) if key else None


def _is_letter(lines: Sequence[str]) -> bool:
    plain = [line.lstrip(" \t>|") for line in lines]
    if any(map(_is_first, plain)):
        return True
    seen = {key[0] for key in map(_key, plain) if key}
    return len(seen | {name for name in map(_section, plain) if name}) >= ENOUGH


class _Letter:
    """Walks the lines of a letter, and knows under which label or title it is."""

    def __init__(self, lines: Sequence[str]) -> None:
        begins = next((n for n, line in enumerate(lines) if self._begins(line)), 0)
        before, after = lines[:begins], without_quotation(lines[begins:], lines[begins])
        ends = next((n for n, line in enumerate(after) if _is_last(line)), None)
        inside = after if ends is None else after[:ends]
        self.values: dict[str, str] = {}
        self.sections: dict[str, list[str]] = {}
        self.around: list[str] = []
        self.key = self.section = ""
        titles = [n for n, line in enumerate(inside) if _section(line)]
        last = titles[-1] + 2 if titles else 0  # a line of dashes may stand under a title
        kept = len(inside) if ends is not None else last + before_signature(inside[last:])
        for line in inside[:kept]:
            self._read(line)
        aside = [*before, "", *self.around, "", *inside[kept:], "", *after[len(inside) + 1 :]]
        self.submission = self._submission(before, aside)

    @staticmethod
    def _begins(line: str) -> bool:
        plain = line.lstrip(" \t>|")
        return _is_first(plain) or bool(_section(plain)) or bool(_key(plain))

    def _read(self, line: str) -> None:
        if (name := _section(line)) and not self.sections.get(name):
            self.section, self.key = name, ""
            self.sections[name] = []
        elif self.section:
            self._in_section(line)
        elif (found := _key(line)) and not self.values.get(found[0]):
            self.key, self.values[found[0]] = found
        elif not line.strip():
            self.key = "" if self.values.get(self.key) else self.key
        elif self.key:
            between = "\n" if BULLET.match(line) else " "
            value = self.values[self.key]
            self.values[self.key] = f"{value}{between}{line.strip()}".strip()
        elif not _is_first(line):
            self.around.append(line)

    def _in_section(self, line: str) -> None:
        lines = self.sections[self.section]
        if any(lines) or (line.strip() and not RULE.fullmatch(line)):  # a line under a title
            lines.append(line)

    def _submission(self, before: Sequence[str], aside: Sequence[str]) -> Submission:
        values, contact = as_values(self.values)
        told = {name: make_right("\n".join(lines)) for name, lines in self.sections.items()}
        sections = {name: pasted.text.strip() for name, pasted in told.items()}
        signatures = [pasted.signature for pasted in told.values() if pasted.signature]
        written = senders(before)
        return Submission(
            values=values,
            sections=sections,
            contact=contact or (written[-1] if written else ""),
            unplaced=[*_paragraphs(aside), *signatures],
        )


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Yield what stands around a letter, without the lines of mail programs."""
    plain = [line.strip(" \t>|") for line in lines]
    kept = ["" if is_of_mail(line) or RULE.fullmatch(line) else line for line in plain]
    for paragraph in "\n".join(kept).split("\n\n"):
        if words := " ".join(paragraph.split()):
            yield words
