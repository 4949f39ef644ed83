# SPDX-License-Identifier: EUPL-1.2
"""The page of an employer that a received story needs: a new one, or a line more in one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from escales.commands.import_.employers import employer_meant
from escales.commands.new.new_file import NewFile
from escales.commands.new.questions import Question, questions
from escales.reading.disk import FileKind, SourceFile, Tree
from escales.reading.drafts import Draft, read_draft
from escales.schema import Collectivity
from escales.settings.rules import Rules
from escales.words.phrases import phrases_of
from escales.words.vocabulary import CollectivityType

phrases = phrases_of("commands/receive")

PREFIXES = {"employeur": "collectivite", "employeur_accueil": "accueil"}  # and what they stand for
ASKED = ("nom", "type", "siren", "departement", "effectif")
WELCOME = ("departement", "effectif")  # without them, nobody knows how many could have written it
HEADCOUNT = "effectif"
END = re.compile(r"\n---[ \t]*\n")  # of a header


@dataclass(frozen=True, slots=True)
class EmployerPage:
    """A page to write; `answers` are by key, without their prefix."""

    prefix: str
    file: NewFile
    answers: Mapping[str, str]
    draft: Draft
    is_new: bool

    def gaps(self) -> Iterator[tuple[str, str, bool]]:
        """Yield the place of what is missing or wrong, the sentence that says so, if it must be."""
        noted = self.file.problems(self.answers) if self.is_new else self.draft.notes.problems
        for problem in noted:
            key = problem.key if problem.key in ASKED else "nom"
            if self.is_new or key == HEADCOUNT:
                yield f"{self.prefix}.{key}", problem.message, True
        missing = (key for key in WELCOME if self.is_new and key not in self.answers)
        yield from ((f"{self.prefix}.{key}", "", False) for key in missing)


def employer_questions(prefix: str) -> list[Question]:
    """Return what is asked of an employer that the site does not know."""
    asked = (each for each in questions(FileKind.COLLECTIVITY) if each.place in ASKED)
    return [replace(each, location=(prefix, *each.location)) for each in asked]


def employer_pages(
    answers: Mapping[str, str], tree: Tree, drafts: list[Draft], rules: Rules
) -> Iterator[EmployerPage]:
    """Yield the pages that answers make."""
    for prefix, key in PREFIXES.items():
        begins = f"{prefix}."
        own = {p.removeprefix(begins): a for p, a in answers.items() if p.startswith(begins)}
        file = NewFile(FileKind.COLLECTIVITY, tree, drafts, rules)
        if own.get("nom"):
            source = SourceFile(FileKind.COLLECTIVITY, file.path(own), _text(file, own))
            yield EmployerPage(prefix, file, own, read_draft(source), is_new=True)
        elif (count := own.get(HEADCOUNT)) and (found := _without_headcount(answers, key, file)):
            line = f"{HEADCOUNT}: {count}"
            source = replace(found.source, text=END.sub(f"\n{line}\\g<0>", found.source.text, 1))
            yield EmployerPage(prefix, file, own, read_draft(source), is_new=False)


def can_add_headcount(draft: Draft, tree: Tree) -> bool:
    """Whether a page of this site does not say how many agents its employer has."""
    is_ours = draft.source.path not in tree.from_engine
    return (
        is_ours and not draft.value_at((HEADCOUNT,)) and END.search(draft.source.text) is not None
    )


def _without_headcount(answers: Mapping[str, str], key: str, file: NewFile) -> Draft | None:
    employers = [each for each in file.drafts if isinstance(each.facts, Collectivity)]
    slug = employer_meant(answers.get(key, ""), employers)
    return next(
        (e for e in employers if e.source.slug == slug and can_add_headcount(e, file.tree)), None
    )


def _text(file: NewFile, answers: Mapping[str, str]) -> str:
    several = answers.get("type") == CollectivityType.SEVERAL
    told = phrases.several_text if several else phrases.employer_text
    return f"{file.header(answers)}\n{told}\n"
