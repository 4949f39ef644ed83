# SPDX-License-Identifier: EUPL-1.2
"""Turn a filled questionnaire into a story of the repository, and say what is left to do."""

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from escales.commands.check import check_repository
from escales.commands.console import OK, PROBLEMS, refuse, write_new_file
from escales.commands.import_.answers import QuestionnaireAnswers, read_answers
from escales.commands.import_.opening import open_document
from escales.commands.import_.refusal import QuestionnaireRefusedError
from escales.commands.import_.story import free_story_slug, write_story
from escales.commands.import_.tree import lost_links
from escales.mkdocs.configuration_file import read_configuration
from escales.problems.problem import Problem
from escales.reading.disk import MAX_TEXT, FileKind, read_tree
from escales.reading.drafts import read_draft
from escales.settings.configuration import CONFIGURATION
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("documents")

FIRST = 80  # characters shown of a text that fits nowhere


def run(options: Namespace) -> int:
    try:
        report, problems = import_questionnaire(options.file, options.root)
    except QuestionnaireRefusedError as refused:
        return refuse(refused.sentence(options.file.name))
    sys.stdout.write(report)
    return PROBLEMS if problems else OK


def import_questionnaire(file: Path, root: Path) -> tuple[str, list[Problem]]:
    """Write the story of a filled questionnaire; return what to say of it, and what is wrong in it.

    No file is ever overwritten: a name that is taken gets a number, as two persons may well
    choose the same title.
    """
    document = open_document(file)
    try:
        answers = read_answers(document.blocks)
        text, links = write_story(answers), lost_links(document.blocks)
    except RecursionError:
        raise QuestionnaireRefusedError("too-complex") from None
    if not any(answers.values.values()) and not any(answers.sections.values()):
        raise QuestionnaireRefusedError("not-a-questionnaire")
    if len(text.encode()) > MAX_TEXT:
        raise QuestionnaireRefusedError("too-long")
    configuration = read_configuration(root / CONFIGURATION)
    path = _write(text, answers.values.get("titre", ""), root)
    problems = [p for p in check_repository(root, configuration) if p.path == path]
    aside = document.aside + Counter(links=links)
    return "\n".join(_report(path, answers, aside, problems)) + "\n", problems


def _write(text: str, title: str, root: Path) -> str:
    """Write a new file of stories/ under a free name, and return its path."""
    tree = read_tree(root)
    drafts = [read_draft(source) for source in tree.sources if source.kind is FileKind.STORY]
    path = f"stories/{free_story_slug(title, tree, drafts)}.md"
    if (root / path).parent.is_symlink():
        raise QuestionnaireRefusedError("linked-folder")
    write_new_file(root / path, text)
    return path


def _report(
    path: str, answers: QuestionnaireAnswers, aside: Counter[str], problems: list[Problem]
) -> Iterator[str]:
    yield phrases.story_written.format(path=path)
    if what := ", ".join(left_out(aside)):
        yield phrases.left_out.format(what=what)
    if answers.unplaced:
        yield "\n" + phrases.unplaced
        for text in answers.unplaced:
            start = " ".join(text.split("\n"))
            short = start if len(start) <= FIRST else start[:FIRST].rstrip() + "…"
            yield phrases.first_words.format(text=short)
    if problems:
        yield "\n" + phrases.to_do
        yield from (f"{problem} [{problem.number}]" for problem in problems)
    yield "\n" + phrases.next


def left_out(aside: Counter[str]) -> Iterator[str]:
    """Say each kind of what was left aside: with its number, or in words of its own."""
    for kind, said in phrases["aside"].items():
        if number := aside[kind]:
            yield said if isinstance(said, str) else counted(number, *said)
