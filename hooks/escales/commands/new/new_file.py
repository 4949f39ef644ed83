# SPDX-License-Identifier: EUPL-1.2
"""A new file as far as it is answered: its text, and what the check says of it."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from escales.checking.consents import check_consents
from escales.checking.days import check_days
from escales.checking.load import check_names
from escales.checking.privacy import check_privacy
from escales.checking.references import check_references, names_of, references
from escales.commands.console import write_new_file
from escales.commands.new.header_text import header_lines, put
from escales.commands.new.interview import FILE_NAME, NO_EMPLOYER, agrees, ask_again, ask_all
from escales.commands.new.questions import (
    BY_ITSELF,
    MAY_WAIT,
    Question,
    asked_first,
    asked_next,
    questions,
)
from escales.commands.new.sections import first_text
from escales.commands.new.unfinished import read_unfinished
from escales.problems.problem import Notes, Problem, sentence
from escales.reading.disk import FileKind, SourceFile, Tree, check_name
from escales.reading.drafts import Draft, by_slug, read_draft
from escales.reading.editor_schemas import schema_path
from escales.settings.rules import Rules
from escales.words.choices import write_one_of
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Licence

phrases = phrases_of("commands/new")

ASKED_LATER = {"sensitive-topic"}  # asked by the check, once the text says more
MISSING = {"missing-key", "empty-value"}
FIRST_VERSION = "0.1.0"
PLACE = "dispositif"  # the answer that says of which kit a document is
PATHS = {
    FileKind.STORY: "stories/{name}.md",
    FileKind.SCHEME: "schemes/{name}/index.md",
    FileKind.COLLECTIVITY: "docs/collectivites/{name}.md",
    FileKind.KIT: "schemes/{scheme}/kit/{name}.md",
}
AnswersByKey = Mapping[str, str]  # by the place of their question


@dataclass(frozen=True, slots=True)
class NewFile:
    """What a new file is to hold, beside the content as it stands, read once."""

    kind: FileKind
    tree: Tree
    drafts: list[Draft]
    rules: Rules

    @property
    def questions(self) -> list[Question]:
        return questions(self.kind)

    @property
    def first(self) -> list[Question]:
        return asked_first(self.kind)

    @property
    def others(self) -> list[Question]:
        return asked_next(self.kind)

    def path(self, answers: AnswersByKey) -> str:
        """Return where the file goes, as its title says."""
        name = answers.get(FILE_NAME) or slugify(answers.get(self._title, ""))
        scheme = self._schemes().get(slugify(answers.get(PLACE, "")), "")
        name = name.replace("/", " ")  # a name, and no way to another folder
        return PATHS[self.kind].format(name=name, scheme=scheme)

    def text(self, answers: AnswersByKey) -> str:
        """Return the whole file: its header, and under each title the questions that help."""
        return self.header(answers) + first_text(self.draft(answers))

    def header(self, answers: AnswersByKey) -> str:
        """Return the header alone, where a key that may wait stands without its value."""
        return self._header(answers, self._gaps(answers))

    def write(self, answers: AnswersByKey) -> str:
        """Write the file, and return its path."""
        path, text = self.path(answers), self.text(answers)
        write_new_file(self.tree.root / path, text)
        self.drafts.append(read_draft(SourceFile(self.kind, path, text)))
        return path

    def problems(self, answers: AnswersByKey) -> list[Problem]:
        """Return what is wrong with the header and the name of the file; the text comes later."""
        return [problem for problem in self._all_problems(answers) if not self._waits(problem)]

    def waiting(self, answers: AnswersByKey) -> list[str]:
        """Return the keys that lack, and that the file may be written without."""
        problems = self._all_problems(answers)
        return [str(problem.key) for problem in problems if self._waits(problem)]

    def draft(self, answers: AnswersByKey) -> Draft:
        return read_draft(SourceFile(self.kind, self.path(answers), self._header(answers)))

    def choices(self, question: Question, answers: AnswersByKey) -> list[str]:
        """Return the files that an answer may name, fiction for fiction and truth for truth."""
        if self.kind is FileKind.KIT:
            return sorted(by_slug(FileKind.SCHEME, self.drafts)) if question.place == PLACE else []
        draft = self.draft(answers)
        kind = dict(references(draft)).get(question.location)
        same = [other for other in self.drafts if other.source.kind is kind]
        if kind is FileKind.COLLECTIVITY:
            same = [other for other in same if bool(other.is_example) == bool(draft.is_example)]
        return [other.source.slug for other in same]

    def mend(self, answer: str, faults: Sequence[Problem], answers: AnswersByKey) -> bool:
        """Offer to make the page of an employer that has none; return whether it is made."""
        if all(problem.code != NO_EMPLOYER for problem in faults):
            return False
        sys.stdout.write(f"{phrases.no_employer.format(name=answer)}\n{phrases.make_employer}\n")
        if not agrees():
            return False
        employer = replace(self, kind=FileKind.COLLECTIVITY)
        told = {employer.first[0].place: answer}
        if self.draft(answers).is_example:
            told["exemple"] = "oui"
        begun = read_unfinished(self.tree.root, FileKind.COLLECTIVITY)
        if begun.answers.get(employer.first[0].place) != answer:
            begun.answers, begun.passed = {}, 0
        ask_all(employer, told, begun)
        ask_again(employer, told)
        path = employer.write(told)
        begun.forget()
        sys.stdout.write(f"{phrases.employer_made.format(path=path)}\n")
        return True

    @property
    def _title(self) -> str:
        return self.first[self.kind is FileKind.KIT].place

    def _schemes(self) -> Mapping[str, str]:
        return names_of(by_slug(FileKind.SCHEME, self.drafts))

    def _all_problems(self, answers: AnswersByKey) -> list[Problem]:
        draft = self.draft(answers)
        linked = [other for other in self.drafts if other.source.kind is not FileKind.STORY]
        check_references([*linked, draft])
        check_privacy(draft)
        check_consents([draft], self.rules)
        check_days([draft], self.rules.today)
        names = Notes(draft.source.path)
        placed = list(self._place_problems(answers))
        if not placed and (answers.get(FILE_NAME) or answers.get(self._title)):
            self._check_name(draft, names)
        name_problems = (
            Problem(p.path, p.line, FILE_NAME, p.code, p.message) for p in names.problems
        )
        stopping = (problem for problem in draft.notes.problems if problem.key and problem.stops)
        return [
            *placed,
            *(problem for problem in stopping if problem.code not in ASKED_LATER),
            *name_problems,
        ]

    def _place_problems(self, answers: AnswersByKey) -> Iterator[Problem]:
        """Yield what is wrong with the scheme of a document: its header does not name it."""
        if self.kind is not FileKind.KIT:
            return
        found, schemes = answers.get(PLACE, ""), by_slug(FileKind.SCHEME, self.drafts)
        if slugify(found) not in self._schemes():
            hint = str(self.first[0].field.description)
            code = "unknown-scheme" if found else "missing-key"
            expected = write_one_of(sorted(schemes)) if found else hint
            message = sentence(code, found=found, expected=expected)
            yield Problem(PATHS[self.kind], 1, PLACE, code, message)

    def _waits(self, problem: Problem) -> bool:
        root = str(problem.key).partition(".")[0]
        return problem.code in MISSING and root in MAY_WAIT.get(self.kind, ())

    def _header(self, answers: AnswersByKey, gaps: Sequence[Question] = ()) -> str:
        """Return the header; a key that waits for its value stands there without it."""
        said = {**self._defaults(answers), **answers} | {gap.place: "" for gap in gaps}
        values: dict[str, Any] = {}
        for question in self.questions:
            is_place = self.kind is FileKind.KIT and question.place == PLACE
            if question.place in said and not is_place:
                put(values, question, said[question.place])
        if self.kind is FileKind.KIT:
            values["champs"] = phrases["kit_fields"]
        values = values or {self._title: ""}  # without a key, it would be no header
        return "\n".join(["---", *self._for_editors(), *header_lines(values), "---", ""])

    def _gaps(self, answers: AnswersByKey) -> list[Question]:
        waiting = set(self.waiting(answers))
        return [
            question
            for question in self.questions
            if question.place in waiting
            or (question.group in waiting and question.field.is_required())
        ]

    def _defaults(self, answers: AnswersByKey) -> dict[str, str]:
        """Return what nobody is asked."""
        today, version = str(self.rules.today), answers.get("version", FIRST_VERSION)
        defaults = {
            "publie_le": today,
            "version": version,
            "journal.1.version": version,
            "journal.1.date": today,
            "journal.1.changements": phrases.first_version,
            "licence": str(Licence.ETALAB),
        }
        written = BY_ITSELF.get(self.kind, set())
        return {key: text for key, text in defaults.items() if key.partition(".")[0] in written}

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
