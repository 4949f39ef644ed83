# SPDX-License-Identifier: EUPL-1.2
"""The questions that fill the header of a new file, made from its model."""

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic.fields import FieldInfo

from escales.reading.disk import FileKind
from escales.reading.drafts import MODELS
from escales.reading.header import Location, dotted
from escales.schema import Facts, models_of, takes_several, terms_of
from escales.words.vocabulary import Term

# What only happens to a file that is published already, or written.
NOT_ASKED = {"anciens_slugs", "corrige_le", "relu"}


@dataclass(frozen=True, slots=True)
class Question:
    """A key to fill; the first step of its location is a key of the header itself."""

    location: Location
    field: FieldInfo
    when_asked: bool = False  # whether the check alone knows if the key is needed

    @property
    def name(self) -> str:
        """The key as an option has it: in a list of several mappings, that of the first."""
        return ".".join(step for step in self.location if isinstance(step, str))

    @property
    def place(self) -> str:
        """The key as a problem names it."""
        return dotted(self.location)

    @property
    def group(self) -> str | None:
        """The key under which this one stands."""
        return str(self.location[0]) if len(self.location) > 1 else None

    @property
    def terms(self) -> list[Term]:
        return list(terms_of(self.field.annotation))

    @property
    def several(self) -> bool:
        return takes_several(self.field.annotation)

    def concerns(self, place: str | None) -> bool:
        """Whether a problem at `place` is one of the answer, or of the group that lacks it."""
        return place == self.group or f"{place}.".startswith(f"{self.place}.")


def questions(kind: FileKind) -> list[Question]:
    """Return what is asked for a file of a kind, in the order of its keys."""
    return questions_of(MODELS[kind])


def questions_of(model: type[Facts]) -> list[Question]:
    return list(_below(model, ()))


def _below(model: type[Facts], around: Location) -> Iterator[Question]:
    for key, field in model.keys().items():
        here: Location = (*around, key)
        if key in NOT_ASKED:
            continue
        inner = next(models_of(field.annotation), None)
        if inner is None:
            yield Question(here, field, bool(field.validate_default))
            continue
        entry: Location = (*here, 0) if takes_several(field.annotation) else here
        for question in _below(inner, entry):
            yield Question(question.location, question.field, bool(field.validate_default))
