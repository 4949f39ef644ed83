# SPDX-License-Identifier: EUPL-1.2
"""A received story as far as it is completed: its file, and what it still needs to be published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from escales.checking.consents import check_consents
from escales.checking.days import check_days
from escales.checking.privacy import check_privacy, check_recognition
from escales.checking.references import check_references
from escales.commands.import_.story import free_story_slug
from escales.commands.new.interview import FILE_NAME
from escales.commands.new.new_file import NewFile
from escales.commands.new.questions import Question, questions
from escales.commands.receive.employer_pages import (
    PREFIXES,
    EmployerPage,
    employer_pages,
    employer_questions,
)
from escales.commands.receive.plain_words import in_plain_words
from escales.commands.receive.submission import Submission
from escales.problems.problem import Problem
from escales.reading.disk import FileKind, SourceFile, Tree
from escales.reading.drafts import Draft, read_draft
from escales.schema.sections import STORY_OUTLINE
from escales.settings.rules import Rules

Answers = Mapping[str, str]  # by the place of their question

RECOGNITION, REVIEWED = "reconnaissance", "relu"
AGREEMENT = "consentement"
CROWD = {"few-people", "headcount-unknown"}
# Asked once the rest is known, in this order: to name a story, one has to know what it tells.
LATER = ("titre", "resume", "signature", "nom_public", RECOGNITION, REVIEWED, AGREEMENT)
# What stands for an agreement that is not there yet, to judge the rest.
AGREED = {f"{AGREEMENT}.portee": "site", f"{AGREEMENT}.preuve": "..."}


@dataclass(frozen=True, slots=True)
class Gap:
    """What a story lacks, or says wrong, at the place of a question, in the words of the check."""

    place: str
    message: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class ReceivedStory:
    """What somebody sent, beside the content as it stands, read once."""

    submission: Submission
    tree: Tree
    drafts: list[Draft]
    rules: Rules

    @property
    def questions(self) -> dict[str, Question]:
        asked = questions(FileKind.STORY)
        of_employers = [each for prefix in PREFIXES for each in employer_questions(prefix)]
        return {question.place: question for question in [*asked, *of_employers]}

    @property
    def employers(self) -> list[Draft]:
        """The real employers of the site."""
        found = (draft for draft in self.drafts if draft.source.kind is FileKind.COLLECTIVITY)
        return [draft for draft in found if draft.is_example is False]

    def choices(self, question: Question, answers: Answers) -> list[str]:
        """Return the files that an answer may name."""
        return self._file(answers).choices(question, answers)

    def pages(self, answers: Answers) -> list[EmployerPage]:
        """Return the pages of employers that this story makes, or adds a line to."""
        return list(employer_pages(answers, self.tree, self.drafts, self.rules))

    def source(self, answers: Answers) -> SourceFile:
        """Return the file of the story, under a name that is free."""
        slug = free_story_slug(answers.get("titre", ""), self.tree, self.drafts)
        file = self._file(answers)
        said = {place: answer for place, answer in answers.items() if answer}
        named = {**said, FILE_NAME: slug}
        header = file.draft(named).source.text.rstrip()
        text = "\n\n".join([header, *self._sections()]) + "\n"
        return SourceFile(FileKind.STORY, file.path(named), text)

    def gaps(self, answers: Answers) -> list[Gap]:
        """Return what is to be asked, in order: what only the text lacks is for the reading."""
        pages = self.pages(answers)
        found = [Gap(*each) for page in pages for each in page.gaps()]
        problems = self._problems(answers, pages)
        drafts = self._file(answers, pages).drafts
        employers = [each for each in drafts if each.source.kind is FileKind.COLLECTIVITY]
        crowd = [p for p in problems if p.code in CROWD]
        for problem in [*problems, *(crowd or self._crowd(answers, pages))]:
            place = self._place(problem)
            if place and place not in {gap.place for gap in found}:
                message = in_plain_words(problem, answers, employers, self.rules)
                found.append(Gap(place, message))
        return sorted(found, key=_rank)

    def needed_topics(self, answers: Answers) -> str:
        """Return the topics of « relu » that the story does touch: the check refuses the others."""
        topics = [each.strip() for each in answers.get(REVIEWED, "").split(",") if each.strip()]
        without = {**answers, REVIEWED: ""}
        asked = sum(p.code == "sensitive-topic" for p in self._problems(without, []))
        needed = []
        for topic in topics:
            left = self._problems({**answers, REVIEWED: topic}, [])
            if sum(p.code == "sensitive-topic" for p in left) < asked:
                needed.append(topic)
        return ", ".join(needed)

    def _file(self, answers: Answers, pages: list[EmployerPage] | None = None) -> NewFile:
        pages = self.pages(answers) if pages is None else pages
        drafts = [page.draft for page in pages]
        changed = {draft.source.path for draft in drafts}
        others = [draft for draft in self.drafts if draft.source.path not in changed]
        return NewFile(FileKind.STORY, self.tree, [*others, *drafts], self.rules)

    def _sections(self) -> Iterator[str]:
        for name in STORY_OUTLINE.names:
            text = self.submission.sections.get(name, "")
            if text or name in STORY_OUTLINE.required:
                yield f"## {name}\n\n{text}".strip()

    def _problems(self, answers: Answers, pages: list[EmployerPage]) -> list[Problem]:
        """Return what is wrong with the file of the story, beside those of the site."""
        draft = read_draft(self.source(answers))
        drafts = self._file(answers, pages).drafts
        check_references(
            [*(each for each in drafts if each.source.kind is not FileKind.STORY), draft]
        )
        check_privacy(draft)
        check_consents([draft], self.rules)
        check_days([draft], self.rules.today)
        check_recognition([*drafts, draft], self.rules)
        return [problem for problem in draft.notes.problems if problem.stops]

    def _crowd(self, answers: Answers, pages: list[EmployerPage]) -> list[Problem]:
        """Tell whether too few people could have written it, before the agreement is there."""
        agreed = {**AGREED, f"{AGREEMENT}.accord_le": self.rules.today.isoformat(), **answers}
        return [p for p in self._problems(agreed, pages) if p.code in CROWD]

    def _place(self, problem: Problem) -> str | None:
        if problem.code in CROWD:
            return RECOGNITION
        if problem.code == "sensitive-topic":
            return REVIEWED
        places = (q.place for q in questions(FileKind.STORY) if q.concerns(problem.key))
        return next(places, None) if problem.key else None


def _rank(gap: Gap) -> tuple[int, int]:
    """Return the place of a question among the others: employers first, each with its page."""
    group = gap.place.partition(".")[0]
    employers = [name for pair in PREFIXES.items() for name in reversed(pair)]
    if group in employers:
        return -2, employers.index(group)
    return (LATER.index(group), 0) if group in LATER else (-1, 0)
