# SPDX-License-Identifier: EUPL-1.2
"""A content file that is not checked yet: what could be read of it, and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from escales.problems.problem import Notes, Problem
from escales.reading.body import Body, read_body
from escales.reading.conflicts import without_conflicts
from escales.reading.disk import FileKind, SourceFile
from escales.reading.header import Header, Location, split_header
from escales.reading.hidden_characters import without_hidden_characters
from escales.reading.validation import validate
from escales.reading.withdrawn import is_withdrawn, read_withdrawal
from escales.schema import Collectivity, Facts, KitDocument, Scheme, Story, Withdrawal
from escales.words.spelling import slugify

MODELS: dict[FileKind, type[Facts]] = {
    FileKind.STORY: Story,
    FileKind.SCHEME: Scheme,
    FileKind.KIT: KitDocument,
    FileKind.COLLECTIVITY: Collectivity,
    FileKind.AGREEMENT: KitDocument,
}


@dataclass(slots=True)
class Draft:
    """A file as far as it could be read: `header` and `facts` are None when they are at fault.

    `text_problems` are reported after those of its header, which other files may add to.
    """

    source: SourceFile
    header: Header | None
    body: Body
    facts: Any  # the facts of its kind
    notes: Notes
    text_problems: tuple[Problem, ...] = ()
    targets: tuple[str, ...] = ()

    def copy(self) -> "Draft":
        """Return the same draft with notes of its own, to check it without changing this one."""
        notes = Notes(self.source.path)
        notes.problems += self.notes.problems
        return Draft(
            self.source, self.header, self.body, self.facts, notes, self.text_problems, self.targets
        )

    def value_at(self, location: Location) -> Any:  # noqa: ANN401  # any shape that YAML has
        """Return what the header says at a location, right or wrong, or None."""
        value: Any = self.header.values if self.header else None
        for step in location:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is a story that its author withdrew."""
        return self.source.kind is FileKind.STORY and is_withdrawn(self.header)

    @property
    def has_left(self) -> bool:
        """Whether it is a story that is no longer on the site, for any reason."""
        return self.is_withdrawn or isinstance(self.facts, Withdrawal)

    @property
    def is_example(self) -> bool | None:
        """Whether it says that it is fiction; None when what it says cannot be understood."""
        answer = self.value_at(("exemple",))
        return {"oui": True, "non": False}.get(slugify(str(answer))) if answer else False

    def line(self, location: Location) -> int:
        """Return the line of a location of the header."""
        return self.header.line(location) if self.header else 1


def read_draft(source: SourceFile) -> Draft:
    """Read a file and validate its header, without looking at any other file."""
    notes = Notes(source.path)
    written = without_conflicts(source.text, notes)
    header, text, line = split_header(without_hidden_characters(written, notes), notes)
    if header and source.kind is FileKind.STORY and is_withdrawn(header):
        gone = read_withdrawal(source.slug, header, text, notes)
        return Draft(source, header, Body(line=line), gone, notes)
    fields = source.kind in {FileKind.KIT, FileKind.AGREEMENT}
    footnotes = source.kind in {FileKind.KIT, FileKind.SCHEME}
    body = read_body(text, line, notes, fields=fields, footnotes=footnotes)
    facts = validate(MODELS[source.kind], header, notes) if header else None
    return Draft(source, header, body, facts, notes)


def by_slug(kind: FileKind, drafts: Iterable[Draft]) -> dict[str, Draft]:
    return {draft.source.slug: draft for draft in drafts if draft.source.kind is kind}
