# SPDX-License-Identifier: EUPL-1.2
"""A new file as far as it is answered: its text, and what the check says of it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from escales.checking.consents import check_consents
from escales.checking.days import check_days
from escales.checking.load import check_names
from escales.checking.privacy import check_privacy
from escales.checking.references import check_references, references
from escales.checking.text import OUTLINES
from escales.commands.new.interview import FILE_NAME
from escales.commands.new.questions import Question
from escales.problems.problem import Notes, Problem
from escales.reading.disk import FileKind, SourceFile, Tree, check_name
from escales.reading.drafts import Draft, read_draft
from escales.reading.editor_schemas import schema_path
from escales.schema.lists import as_list
from escales.settings.rules import Rules
from escales.words.spelling import slugify

ASKED_LATER = {"sensitive-topic"}  # asked by the check, once the text says more
PATHS = {
    FileKind.STORY: "stories/{}.md",
    FileKind.SCHEME: "schemes/{}/index.md",
    FileKind.COLLECTIVITY: "docs/collectivites/{}.md",
}
PLAIN = re.compile(r"\w[\w ’'.,;!?()/«»%\u00a0\u202f-]*")  # reads the same without quotes
AnswersByKey = Mapping[str, str]  # by the place of their question


@dataclass(frozen=True, slots=True)
class NewFile:
    """What a new file is to hold, beside the content as it stands, read once."""

    kind: FileKind
    questions: list[Question]
    tree: Tree
    drafts: list[Draft]
    rules: Rules

    def path(self, answers: AnswersByKey) -> str:
        """Return where the file goes, as its title says, which is asked first."""
        name = answers.get(FILE_NAME) or slugify(answers.get(self.questions[0].place, ""))
        name = name.replace("/", " ")  # a name, and no way to another folder
        return PATHS[self.kind].format(name)

    def text(self, answers: AnswersByKey) -> str:
        """Return the whole file, its sections still empty."""
        values: dict[str, Any] = {}
        for question in self.questions:
            if answer := answers.get(question.place):
                _put(values, question, answer)
        values = values or {self.questions[0].name: ""}  # without a key, it would be no header
        lines = [*self._for_editors(), *_lines(values, "")]
        outline = OUTLINES.get(self.kind)
        sections = [f"## {name}\n" for name in outline.required] if outline else []
        return "\n".join(["---", *lines, "---", "", *sections])

    def problems(self, answers: AnswersByKey) -> list[Problem]:
        """Return what is wrong with the header and the name of the file; the text comes later."""
        draft = self.draft(answers)
        linked = [other for other in self.drafts if other.source.kind is not FileKind.STORY]
        check_references([*linked, draft])
        check_privacy(draft)
        check_consents([draft], self.rules)
        check_days([draft], self.rules.today)
        names = Notes(draft.source.path)
        if answers.get(FILE_NAME) or answers.get(self.questions[0].place):
            self._check_name(draft, names)
        name_problems = (
            Problem(p.path, p.line, FILE_NAME, p.code, p.message) for p in names.problems
        )
        stopping = (problem for problem in draft.notes.problems if problem.key and problem.stops)
        return [
            *(problem for problem in stopping if problem.code not in ASKED_LATER),
            *name_problems,
        ]

    def draft(self, answers: AnswersByKey) -> Draft:
        path = self.path(answers)
        return read_draft(SourceFile(self.kind, path, self.text(answers)))

    def choices(self, question: Question, answers: AnswersByKey) -> list[str]:
        """Return the files that an answer may name, fiction for fiction and truth for truth."""
        draft = self.draft(answers)
        kind = dict(references(draft)).get(question.location)
        same = [other for other in self.drafts if other.source.kind is kind]
        if kind is FileKind.COLLECTIVITY:
            same = [other for other in same if bool(other.is_example) == bool(draft.is_example)]
        return [other.source.slug for other in same]

    def _for_editors(self) -> Iterator[str]:
        """Yield the line that tells editors of the schema, when it stands in this repository."""
        if self.tree.exists(schema_path(self.kind)):
            up = "../" * PATHS[self.kind].count("/")
            yield f"# yaml-language-server: $schema={up}{schema_path(self.kind)}"

    def _check_name(self, draft: Draft, notes: Notes) -> None:
        check_name(draft.source, notes)
        check_names([*self.drafts, replace(draft, facts=None, notes=notes)])
        if not notes.problems and self.tree.exists(draft.source.path):
            notes.add("duplicate-slug", found=draft.source.slug, other=draft.source.path)


def _put(values: dict[str, Any], question: Question, answer: str) -> None:
    """Put an answer at its place; a list of mappings has one."""
    *around, key = question.location
    below = values
    for step in around:
        below = below.setdefault(str(step), {})
    below[str(key)] = as_list(answer) if question.several else answer


def _lines(values: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, str):
            yield f"{indent}{key}: {_scalar(value)}"
        elif isinstance(value, list):
            yield f"{indent}{key}:"
            yield from (f"{indent}  - {_scalar(item)}" for item in value)
        elif "0" in value:
            first, *others = _lines(value["0"], f"{indent}    ")
            yield from (f"{indent}{key}:", f"{indent}  - {first.lstrip()}", *others)
        else:
            yield from (f"{indent}{key}:", *_lines(value, f"{indent}  "))


def _scalar(text: str) -> str:
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
