# SPDX-License-Identifier: EUPL-1.2
"""Ask in the terminal what a header needs; what the check refuses is asked again."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from escales.commands.new.questions import Question
from escales.commands.new.unfinished import Unfinished
from escales.problems.problem import Problem
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("commands/new")

BACK = "<"  # what one types to see the question before again
NO_EMPLOYER = "unknown-collectivity"  # the problem of an answer that names none
YES = {"o", "oui"}
FILE_NAME = "fichier"  # the answer that names the file, when its title does not
AnswersSoFar = dict[str, str]  # the answers so far, by the place of their question


class Choosing(Protocol):
    """What knows the names that an answer may be one of."""

    def choices(self, question: Question, answers: Mapping[str, str]) -> list[str]:
        """Return what an answer may name, where no closed list of the schema says it."""


class Asked(Choosing, Protocol):
    """What is made of answers: a file, or a whole site.

    Of all its `questions`, the `first` are asked, then whether to go on with the `others`.
    """

    @property
    def questions(self) -> Sequence[Question]: ...

    @property
    def first(self) -> Sequence[Question]: ...

    @property
    def others(self) -> Sequence[Question]: ...

    def problems(self, answers: Mapping[str, str]) -> list[Problem]: ...

    def waiting(self, answers: Mapping[str, str]) -> list[str]:
        """Return the keys that lack, and that may be left for later."""

    def mend(self, answer: str, faults: Sequence[Problem], answers: Mapping[str, str]) -> bool:
        """Offer to make what an answer names and is not there; return whether it is made."""


def from_options(options: Namespace, places: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the answers that options give, by the place of their question."""
    for place in places:
        if answer := (getattr(options, place) or "").strip():
            yield place, answer.encode("utf-8", "replace").decode()  # whatever bytes a shell gives


def are_complete(
    asked: Asked, answers: AnswersSoFar, welcome: str, begun: Unfinished | None = None
) -> bool:
    """Complete the answers with whoever is at the terminal; else, say what is to mend.

    Without any answer, go on with what was `begun`, which is saved as it grows.
    """
    if sys.stdin and sys.stdin.isatty():
        try:
            if not answers:
                say(welcome)
                ask_all(asked, answers, begun)
            ask_again(asked, answers)
        except (EOFError, KeyboardInterrupt):
            is_saved = begun and begun.answers
            sys.stderr.write(f"{phrases.saved if is_saved else phrases.nothing_written}\n")
            return False
    elif problems := asked.problems(answers):
        lines = [phrases.to_mend, *_option_lines(asked, problems)]
        if any(problem.code == NO_EMPLOYER for problem in problems):
            lines.append(phrases.by_command)
        sys.stderr.write("\n".join([*lines, ""]))
        return False
    return True


def ask_all(asked: Asked, answers: AnswersSoFar, begun: Unfinished | None = None) -> None:
    """Ask each question in turn, or the one before on « < »."""
    at, asked_before = _resume(asked, answers, begun)
    questions = [*asked.first, *asked.others]
    while at < len(questions):
        if _is_left_out(asked, questions, at, answers):
            at += 1
            continue
        try:
            if at == len(asked.first) and not _goes_on(asked.others):
                return
            _ask(asked, questions[at], answers)
        except GoBackError:
            at = asked_before.pop() if asked_before else at
            answers.pop(questions[at].place, None)
        else:
            asked_before.append(at)
            at += 1
        if begun:
            begun.answers, begun.passed = dict(answers), at
            begun.save()


def _resume(asked: Asked, answers: AnswersSoFar, begun: Unfinished | None) -> tuple[int, list[int]]:
    """Return where to go on, and the questions that were answered before."""
    questions = [*asked.first, *asked.others]
    if begun is None or not begun.answers:
        at = 0
        while at < len(questions) and questions[at].place in answers:
            at += 1
        return at, list(range(at))
    answers.update(begun.answers)
    at = min(begun.passed, len(questions))
    answered = [place for place in range(at) if questions[place].place in answers]
    told = (f"  {questions[i].field.title}\u00a0: {answers[questions[i].place]}" for i in answered)
    say(f"\n{phrases.resumed}", *told)
    return at, answered


def _is_left_out(
    asked: Asked, questions: Sequence[Question], at: int, answers: AnswersSoFar
) -> bool:
    """Whether nothing needs the group of a question: its first key has no answer, nor waits."""
    question = questions[at]
    before = [one for one in questions[:at] if question.group and one.group == question.group]
    if before:
        return any(one.field.is_required() and one.place not in answers for one in before)
    return question.when_asked and question.group not in asked.waiting(answers)


def _goes_on(others: Sequence[Question]) -> bool:
    titles = ", ".join(dict.fromkeys(question.heading for question in others))
    say(phrases.others.format(titles=titles), phrases.answer_others)
    return agrees()


def agrees() -> bool:
    """Return whether the person answers yes."""
    return slugify(read_answer()) in YES


def ask_again(asked: Asked, answers: AnswersSoFar) -> None:
    """Ask again until the check is content: some answers are only wrong beside another one."""
    while problems := asked.problems(answers):
        problem = problems[0]
        if problem.key == FILE_NAME:
            say(_problem_lines([problem]), f"\n{phrases.name}", f"  {phrases.name_hint}")
            with suppress(GoBackError):  # there is nothing before: it is asked again
                answers[FILE_NAME] = read_answer()
            continue
        question = next(q for q in asked.questions if q.concerns(problem.key))
        say(_problem_lines([problem]))
        answers.pop(question.place, None)
        with suppress(GoBackError):
            _ask(asked, question, answers)


def _ask(asked: Asked, question: Question, answers: AnswersSoFar) -> None:
    """Ask until the check accepts the answer, or that there is none."""
    needed = question.is_needed(problem.key for problem in asked.problems(answers))
    may_wait = question.is_needed(asked.waiting(answers))
    duty = phrases.may_wait if may_wait else phrases.required if needed else phrases.optional
    say(f"\n{question.field.title} ({duty})", *explanation(asked, question, answers))
    while True:
        answer = read_answer()
        more = {question.place: answer} if answer else {}
        faults = _faults(asked, question, {**answers, **more})
        if answer and faults and asked.mend(answer, faults, answers):
            faults = _faults(asked, question, {**answers, **more})
        if not faults:
            answers.update(more)
            return
        say(_problem_lines(faults))


def _faults(asked: Asked, question: Question, answers: AnswersSoFar) -> list[Problem]:
    """Return what is wrong with the answer to a question; the rest of its group comes next."""
    faults = [p for p in asked.problems(answers) if question.concerns(p.key)]
    if question.place in answers:
        faults = [p for p in faults if not p.code.startswith("missing")]
    return faults


def explanation(asked: Choosing, question: Question, answers: AnswersSoFar) -> Iterator[str]:
    yield f"  {question.field.description}"
    choices = [f"{term} ({term.label})" for term in question.terms]
    choices = choices or asked.choices(question, answers)
    if choices:
        yield f"  {phrases.choices.format(choices=', '.join(choices))}"
    elif question.field.examples:
        example = str(question.field.examples[0]).strip("[]")
        yield f"  {phrases.example.format(example=example)}"
    if question.several:
        yield f"  {phrases.several}"


def _option_lines(asked: Asked, problems: list[Problem]) -> Iterator[str]:
    """Say each problem at the option that mends it."""
    for problem in problems:
        concerned = (q.name for q in asked.questions if q.concerns(problem.key))
        message = problem.message[0].lower() + problem.message[1:]
        yield f"  --{next(concerned, problem.key)}\u00a0: {message}"


def _problem_lines(problems: Iterable[Problem]) -> str:
    return "\n".join(f"  → {problem.message} [{problem.number}]" for problem in problems)


def say(*lines: str) -> None:
    sys.stdout.write("\n".join([*lines, ""]))


class GoBackError(Exception):
    """The person wants the question before."""


def read_answer() -> str:
    answer = input("> ").strip()
    if answer == BACK:
        raise GoBackError
    return answer
