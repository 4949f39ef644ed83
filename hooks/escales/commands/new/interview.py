# SPDX-License-Identifier: EUPL-1.2
"""Ask in the terminal what a header needs; what the check refuses is asked again."""

import sys
from collections.abc import Iterable, Iterator

from escales.commands.new.new_file import FILE_NAME, NewFile
from escales.commands.new.questions import Question
from escales.problems.problem import Problem
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/new")

AnswersSoFar = dict[str, str]  # the answers so far, by the place of their question


def ask_all(new_file: NewFile, answers: AnswersSoFar) -> None:
    """Ask each question in turn; a group that may be left out is, once a key that it needs is."""
    _say(phrases.welcome)
    left_out: set[str | None] = set()
    for question in new_file.questions:
        if question.group and question.group in left_out:
            continue
        lacking = {problem.key for problem in new_file.problems(answers)}
        needed = question.place in lacking or bool(question.group and question.group in lacking)
        begun = any(place.startswith(f"{question.group}.") for place in answers)
        if question.when_asked and not (needed or begun):
            left_out.add(question.group)
            continue
        _ask(new_file, question, answers, needed=needed)
        if question.field.is_required() and question.place not in answers:
            left_out.add(question.group)


def ask_again(new_file: NewFile, answers: AnswersSoFar) -> None:
    """Ask again until the check is content: some answers are only wrong beside another one."""
    while problems := new_file.problems(answers):
        problem = problems[0]
        if problem.key == FILE_NAME:
            _say(_problem_lines([problem]), f"\n{phrases.name}", f"  {phrases.name_hint}")
            answers[FILE_NAME] = _answer()
            continue
        question = next(q for q in new_file.questions if q.concerns(problem.key))
        _say(_problem_lines([problem]))
        answers.pop(question.place, None)
        _ask(new_file, question, answers, needed=True)


def _ask(new_file: NewFile, question: Question, answers: AnswersSoFar, *, needed: bool) -> None:
    """Ask until the check accepts the answer, or that there is none."""
    duty = phrases.required if needed else phrases.optional
    _say(f"\n{question.field.title} ({duty})", *_explanation(new_file, question, answers))
    while True:
        answer = _answer()
        more = {question.place: answer} if answer else {}
        faults = [p for p in new_file.problems({**answers, **more}) if question.concerns(p.key)]
        if answer:  # what its group still lacks comes with the next questions
            faults = [p for p in faults if not p.code.startswith("missing")]
        if not faults:
            answers.update(more)
            return
        _say(_problem_lines(faults))


def _explanation(new_file: NewFile, question: Question, answers: AnswersSoFar) -> Iterator[str]:
    yield f"  {question.field.description}"
    choices = [f"{term} ({term.label})" for term in question.terms]
    choices = choices or new_file.choices_for(question, new_file.draft(answers))
    if choices:
        yield f"  {phrases.choices.format(choices=', '.join(choices))}"
    elif question.field.examples:
        example = str(question.field.examples[0]).strip("[]")
        yield f"  {phrases.example.format(example=example)}"
    if question.several:
        yield f"  {phrases.several}"


def _problem_lines(problems: Iterable[Problem]) -> str:
    return "\n".join(f"  → {problem.message} [{problem.number}]" for problem in problems)


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join([*lines, ""]))


def _answer() -> str:
    return input("> ").strip()
