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

phrases = phrases_of("commands/new")

BACK = "<"  # what one types to see the question before again
FILE_NAME = "fichier"  # the answer that names the file, when its title does not
AnswersSoFar = dict[str, str]  # the answers so far, by the place of their question


class Choosing(Protocol):
    """What knows the names that an answer may be one of."""

    def choices(self, question: Question, answers: Mapping[str, str]) -> list[str]:
        """Return what an answer may name, where no closed list of the schema says it."""


class Asked(Choosing, Protocol):
    """What is made of answers: a file, or a whole site."""

    @property
    def questions(self) -> Sequence[Question]: ...

    def problems(self, answers: Mapping[str, str]) -> list[Problem]: ...


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
        sys.stderr.write("\n".join([phrases.to_mend, *_option_lines(asked, problems), ""]))
        return False
    return True


def ask_all(asked: Asked, answers: AnswersSoFar, begun: Unfinished | None = None) -> None:
    """Ask each question in turn, or the one before on « < ».

    A group that may be left out is, once a key that it needs is.
    """
    at, asked_before = _resume(asked, answers, begun)
    while at < len(asked.questions):
        question = asked.questions[at]
        lacking = {problem.key for problem in asked.problems(answers)}
        needed = question.place in lacking or bool(question.group and question.group in lacking)
        if _is_left_out(asked, at, answers, asked_before, needed=needed):
            at += 1
            continue
        try:
            _ask(asked, question, answers, needed=needed)
        except GoBackError:
            at = asked_before.pop() if asked_before else at
            answers.pop(asked.questions[at].place, None)
        else:
            asked_before.append(at)
            at += 1
        if begun:
            begun.answers, begun.passed = dict(answers), at
            begun.save()


def _resume(asked: Asked, answers: AnswersSoFar, begun: Unfinished | None) -> tuple[int, list[int]]:
    """Return where to go on, and the questions that were answered before."""
    if begun is None or not begun.answers:
        return 0, []
    answers.update(begun.answers)
    say(f"\n{phrases.resumed}")
    at = min(begun.passed, len(asked.questions))
    answered = [place for place in range(at) if asked.questions[place].place in answers]
    say(
        *(
            f"  {asked.questions[i].field.title}\u00a0: {answers[asked.questions[i].place]}"
            for i in answered
        )
    )
    return at, answered


def _is_left_out(
    asked: Asked, at: int, answers: AnswersSoFar, asked_before: list[int], *, needed: bool
) -> bool:
    """Whether nothing needs the group of a question: neither the check nor an answer before."""
    question = asked.questions[at]
    if question.group is None:
        return False
    in_group = [one for one in asked_before if asked.questions[one].group == question.group]
    if any(
        asked.questions[one].field.is_required() and asked.questions[one].place not in answers
        for one in in_group
    ):
        return True
    is_begun = any(place.startswith(f"{question.group}.") for place in answers)
    return question.when_asked and not (needed or is_begun or in_group)


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
            _ask(asked, question, answers, needed=True)


def _ask(asked: Asked, question: Question, answers: AnswersSoFar, *, needed: bool) -> None:
    """Ask until the check accepts the answer, or that there is none."""
    duty = phrases.required if needed else phrases.optional
    say(f"\n{question.field.title} ({duty})", *explanation(asked, question, answers))
    while True:
        answer = read_answer()
        more = {question.place: answer} if answer else {}
        faults = [p for p in asked.problems({**answers, **more}) if question.concerns(p.key)]
        if answer:  # what its group still lacks comes with the next questions
            faults = [p for p in faults if not p.code.startswith("missing")]
        if not faults:
            answers.update(more)
            return
        say(_problem_lines(faults))


def explanation(asked: Choosing, question: Question, answers: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines that help to answer a question."""
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
    """Write lines on the screen."""
    sys.stdout.write("\n".join([*lines, ""]))


class GoBackError(Exception):
    """The person wants the question before."""


def read_answer() -> str:
    """Return what is typed; raise GoBackError at the sign that asks for the question before."""
    answer = input("> ").strip()
    if answer == BACK:
        raise GoBackError
    return answer
