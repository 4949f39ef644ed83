# SPDX-License-Identifier: EUPL-1.2
"""What may become of a document from a version to another, of its header and of its passages."""

from dataclasses import dataclass
from enum import Enum

from escales.content.versions.spans import Spans
from escales.words.addresses import PICTURE


class FileChange(Enum):
    """What became of a file; the value is how the manifest says it."""

    ADDED = "ajouté"
    CHANGED = "modifié"
    REMOVED = "retiré"
    RENAMED = "renommé"


@dataclass(frozen=True, slots=True)
class PassageChange:
    """A passage that changed: `before` is empty when it came, `after` when it went.

    `place` is the heading above it, or the label of the field that it is a value of. `moved` says
    that it stands elsewhere in the document, and says the same.
    """

    place: str
    before: Spans
    after: Spans
    moved: bool = False


@dataclass(frozen=True, slots=True)
class FactChange:
    """A field of a header, by its label, and the values of it that changed."""

    label: str
    values: tuple[PassageChange, ...]


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What became of a file of a scheme; paths are below its folder, None where it is not there.

    `relinked` says whether a link leads elsewhere, `too_long` that its text was not compared.
    """

    kind: FileChange
    title: str
    path: str | None
    old_path: str | None
    old_title: str = ""
    facts: tuple[FactChange, ...] = ()
    passages: tuple[PassageChange, ...] = ()
    relinked: bool = False
    too_long: bool = False

    @property
    def is_picture(self) -> bool:
        return PICTURE.search(self.path or self.old_path or "") is not None
