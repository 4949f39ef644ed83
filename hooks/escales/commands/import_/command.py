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
from escales.commands.import_.employers import employer_meant, names_by_slug
from escales.commands.import_.opening import open_document
from escales.commands.import_.refusal import QuestionnaireRefusedError
from escales.commands.import_.story import free_story_slug, write_story
from escales.commands.import_.tree import lost_links
from escales.mkdocs.configuration_file import read_configuration
from escales.problems.problem import Problem
from escales.reading.disk import MAX_TEXT, FileKind, read_tree
from escales.reading.drafts import Draft, read_draft
from escales.settings.configuration import CONFIGURATION
from escales.words.phrases import phrases_of
from escales.words.spelling import counted, slugify

phrases = phrases_of("documents")

READ = {FileKind.STORY, FileKind.COLLECTIVITY}
# What nobody asks of who tells a story: a file that lacks only this is well imported.
OF_PUBLISHER = {"publie_le", *(f"consentement.{key}" for key in ("accord_le", "portee", "preuve"))}
FIRST = 80  # characters shown of a text that fits nowhere


def run(options: Namespace) -> int:
    try:
        report, problems = import_questionnaire(options.file, options.root)
    except QuestionnaireRefusedError as refused:
        return refuse(refused.sentence(options.file.name))
    sys.stdout.write(report)
    asked = [problem for problem in problems if problem.key not in OF_PUBLISHER]
    return PROBLEMS if asked else OK


def import_questionnaire(file: Path, root: Path) -> tuple[str, list[Problem]]:
    """Write the story of a filled questionnaire; return what to say of it, and what is wrong in it.

    No file is ever overwritten: a name that is taken gets a number, as two persons may well
    choose the same title.
    """
    document, tree = open_document(file), read_tree(root)
    try:
        answers, links = read_answers(document.blocks), lost_links(document.blocks)
        drafts = [read_draft(source) for source in tree.sources if source.kind in READ]
        meant = dict(_employers_meant(answers, drafts))
        text = write_story(answers)
    except RecursionError:
        raise QuestionnaireRefusedError("too-complex") from None
    if not any(answers.values.values()) and not any(answers.sections.values()):
        raise QuestionnaireRefusedError("not-a-questionnaire")
    if len(text.encode()) > MAX_TEXT:
        raise QuestionnaireRefusedError("too-long")
    configuration = read_configuration(root / CONFIGURATION)
    path = f"stories/{free_story_slug(answers.values.get('titre', ''), tree, drafts)}.md"
    if (root / path).parent.is_symlink():
        raise QuestionnaireRefusedError("linked-folder")
    write_new_file(root / path, text)
    problems = [p for p in check_repository(root, configuration) if p.path == path]
    aside = document.aside + Counter(links=links)
    told = [
        phrases.story_written.format(path=path),
        *(phrases.employer_meant.format(said=said, name=name) for said, name in meant.items()),
        *_report(answers, aside, problems),
    ]
    return "\n".join(told) + "\n", problems


def _employers_meant(
    answers: QuestionnaireAnswers, drafts: list[Draft]
) -> Iterator[tuple[str, str]]:
    """Give employers the names that they have on the site; yield those that had another."""
    pages = (draft for draft in drafts if draft.source.kind is FileKind.COLLECTIVITY)
    employers = [draft for draft in pages if draft.is_example is False]
    names = names_by_slug(employers)
    for key in ("collectivite", "accueil"):
        said = answers.values.get(key, "")
        meant = employer_meant(said, employers) if said else None
        if meant and slugify(said) not in {meant, slugify(names[meant])}:
            answers.values[key] = names[meant]
            yield said, names[meant]


def _report(
    answers: QuestionnaireAnswers, aside: Counter[str], problems: list[Problem]
) -> Iterator[str]:
    if what := ", ".join(left_out(aside)):
        yield phrases.left_out.format(what=what)
    if answers.unplaced:
        yield "\n" + phrases.unplaced
        for text in answers.unplaced:
            start = " ".join(text.split("\n"))
            short = start if len(start) <= FIRST else start[:FIRST].rstrip() + "…"
            yield phrases.first_words.format(text=short)
    if contact := answers.values.get("joindre"):
        yield "\n" + phrases.contact.format(contact=contact)
    if problems:
        yield "\n" + phrases.to_do
        yield from (f"{problem} [{problem.number}]" for problem in problems)
    yield "\n" + phrases.next


def left_out(aside: Counter[str]) -> Iterator[str]:
    """Say each kind of what was left aside: with its number, or in words of its own."""
    for kind, said in phrases["aside"].items():
        if number := aside[kind]:
            yield said if isinstance(said, str) else counted(number, *said)
