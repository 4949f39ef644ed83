# SPDX-License-Identifier: EUPL-1.2
"""Turn a filled questionnaire into a story of the repository, and say what is left to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from escales.checking.load import check
from escales.commands.import_.answers import QuestionnaireAnswers, read_answers
from escales.commands.import_.opening import QuestionnaireRefusedError, open_document
from escales.commands.import_.story import story_slug, write_story
from escales.commands.import_.tree import lost_links, plain_text
from escales.documents import questionnaire_phrases as phrases
from escales.problems.problem import Problem
from escales.reading.disk import MAX_TEXT, FileKind, read_tree
from escales.reading.drafts import read_draft
from escales.words.addresses import RESERVED
from escales.words.spelling import counted

FIRST = 80  # characters shown of a text that fits nowhere
MOST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a questionnaire: the path of the story, what is told, what is wrong in it."""

    path: str
    report: str
    problems: list[Problem]


def import_questionnaire(file: Path, root: Path) -> Imported:
    """Write the story of a filled questionnaire under `root`; raise RefusedError.

    No file is ever overwritten: a name that is taken gets a number, as two persons may well
    choose the same title.
    """
    document = open_document(file)
    answers = read_answers(document.blocks)
    if not any(answers.values.values()) and not any(answers.sections.values()):
        raise QuestionnaireRefusedError("not-a-questionnaire")
    if sum(len(plain_text(block)) for block in document.blocks) > MAX_TEXT:
        raise QuestionnaireRefusedError("too-complex")
    path = _write(write_story(answers), story_slug(answers), root)
    problems = [problem for problem in check(root) if problem.path == path]
    lost = [
        counted(number, *words)
        for number, words in (
            (document.pictures, phrases.PICTURES),
            (lost_links(document.blocks), phrases.LINKS),
        )
        if number
    ]
    lost += [phrases.BOXES] if document.boxes else []
    return Imported(path, "\n".join(_report(path, answers, lost, problems)) + "\n", problems)


def _write(text: str, slug: str, root: Path) -> str:
    """Write a new file of stories/ under a free name, and return its path."""
    tree = read_tree(root)
    drafts = [read_draft(source) for source in tree.sources if source.kind is FileKind.STORY]
    taken = {draft.source.slug for draft in drafts} | RESERVED["stories"]
    taken |= {slug for draft in drafts if draft.facts for slug in draft.facts.former_slugs}
    names = (f"{slug}-{n}" if n > 1 else slug for n in range(1, MOST_NAMES))
    free = next(n for n in names if n not in taken and not tree.exists(f"stories/{n}.md"))
    path = root / f"stories/{free}.md"
    if path.parent.is_symlink():
        raise QuestionnaireRefusedError("linked-folder")
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as new:
        new.write(text)
    return f"stories/{free}.md"


def _report(
    path: str, answers: QuestionnaireAnswers, lost: list[str], problems: list[Problem]
) -> Iterator[str]:
    yield phrases.STORY_WRITTEN.format(path=path)
    if lost:
        yield phrases.LEFT_OUT.format(what=", ".join(lost))
    if answers.unplaced:
        yield "\n" + phrases.UNPLACED
        for text in answers.unplaced:
            start = " ".join(text.split("\n"))
            short = start if len(start) <= FIRST else start[:FIRST].rstrip() + "…"
            yield phrases.FIRST_WORDS.format(text=short)
    if problems:
        yield "\n" + phrases.TO_DO
        yield from (f"{problem} [{problem.number}]" for problem in problems)
    yield "\n" + phrases.NEXT
