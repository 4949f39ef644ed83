# SPDX-License-Identifier: EUPL-1.2
"""Ask in the terminal what a header needs; what the check refuses is asked again."""

import sys
from collections.abc import Iterable, Iterator

from escales.commands.new import phrases
from escales.commands.new.questions import Question
from escales.commands.new.sketch import FILE, Sketch
from escales.problems.problem import Problem

Given = dict[str, str]  # the answers so far, by the place of their question


def ask_all(sketch: Sketch, given: Given) -> None:
    """Ask each question in turn; a group that may be left out is, once a key that it needs is."""
    _say(phrases.WELCOME)
    left_out: set[str | None] = set()
    for question in sketch.questions:
        if question.group and question.group in left_out:
            continue
        lacking = {problem.key for problem in sketch.problems(given)}
        needed = question.place in lacking or bool(question.group and question.group in lacking)
        begun = any(place.startswith(f"{question.group}.") for place in given)
        if question.when_asked and not (needed or begun):
            left_out.add(question.group)
            continue
        _ask(sketch, question, given, needed=needed)
        if question.field.is_required() and question.place not in given:
            left_out.add(question.group)


def mend(sketch: Sketch, given: Given) -> None:
    """Ask again until the check is content: some answers are only wrong beside another one."""
    while problems := sketch.problems(given):
        problem = problems[0]
        if problem.key == FILE:
            _say(_told([problem]), f"\n{phrases.NAME}", f"  {phrases.NAME_HINT}")
            given[FILE] = _answer()
            continue
        question = next(q for q in sketch.questions if q.concerns(problem.key))
        _say(_told([problem]))
        given.pop(question.place, None)
        _ask(sketch, question, given, needed=True)


def _ask(sketch: Sketch, question: Question, given: Given, *, needed: bool) -> None:
    """Ask until the check accepts the answer, or that there is none."""
    duty = phrases.REQUIRED if needed else phrases.OPTIONAL
    _say(f"\n{question.field.title} ({duty})", *_explanation(sketch, question, given))
    while True:
        answer = _answer()
        more = {question.place: answer} if answer else {}
        faults = [p for p in sketch.problems({**given, **more}) if question.concerns(p.key)]
        if answer:  # what its group still lacks comes with the next questions
            faults = [p for p in faults if not p.code.startswith("missing")]
        if not faults:
            given.update(more)
            return
        _say(_told(faults))


def _explanation(sketch: Sketch, question: Question, given: Given) -> Iterator[str]:
    yield f"  {question.field.description}"
    choices = [f"{term} ({term.label})" for term in question.terms]
    choices = choices or sketch.known(question, sketch.draft(given))
    if choices:
        yield f"  {phrases.CHOICES.format(choices=', '.join(choices))}"
    elif question.field.examples:
        example = str(question.field.examples[0]).strip("[]")
        yield f"  {phrases.EXAMPLE.format(example=example)}"
    if question.several:
        yield f"  {phrases.SEVERAL}"


def _told(problems: Iterable[Problem]) -> str:
    return "\n".join(f"  → {problem.message} [{problem.number}]" for problem in problems)


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join([*lines, ""]))


def _answer() -> str:
    return input("> ").strip()
