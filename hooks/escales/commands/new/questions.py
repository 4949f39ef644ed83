# SPDX-License-Identifier: EUPL-1.2
"""The questions that fill the header of a new file, made from its model."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic.fields import FieldInfo

from escales.reading.disk import FileKind
from escales.reading.drafts import MODELS
from escales.reading.header import Location, dotted
from escales.schema import Facts, models_of, takes_several, terms_of
from escales.schema.facts import field
from escales.schema.values import Reference
from escales.words.vocabulary import Term

# What only happens to a file that is published already, or written.
NOT_ASKED = {"anciens_slugs", "corrige_le"}
ONCE_WRITTEN = {"relu"}  # asked by the check, when the text calls for it

# What is asked first, in this order: the rest may be left for later.
FIRST = {
    FileKind.STORY: (
        *("titre", "resume", "categorie", "collectivite", "duree", "annee", "signature"),
        *("consentement.accord_le", "consentement.portee", "consentement.preuve"),
    ),
    FileKind.SCHEME: ("titre", "porteur", "resume", "maturite", "durees.max"),
    FileKind.COLLECTIVITY: ("nom", "type", "exemple", "siren", "departement", "effectif"),
    FileKind.KIT: ("dispositif", "titre", "usage", "pour"),
}
# What a file may be written without: its keys stand there, empty, and the check asks for them.
MAY_WAIT: Mapping[FileKind, set[str]] = {
    FileKind.STORY: {"consentement"},
    FileKind.SCHEME: {"perimetre", "instruments", "lecture_du_droit", "sources"},
}
# What the command writes by itself, unless an option says otherwise.
BY_ITSELF: Mapping[FileKind, set[str]] = {
    FileKind.STORY: {"publie_le"},
    FileKind.SCHEME: {"version", "journal", "licence"},
}


@dataclass(frozen=True, slots=True)
class Question:
    """A key to fill; the first step of its location is a key of the header itself."""

    location: Location
    field: FieldInfo
    heading: str = ""  # the label of the key of the header
    when_asked: bool = False  # whether the check alone knows if its group is needed

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

    def is_needed(self, lacking: Iterable[str | None]) -> bool:
        """Whether it is one of the keys that lack, or one that their group cannot do without."""
        places = {self.place, self.group if self.field.is_required() else None}
        return any(key in places for key in lacking if key)

    def concerns(self, place: str | None) -> bool:
        """Whether a problem at `place` is one of the answer, or of the group that lacks it."""
        return place == self.group or f"{place}.".startswith(f"{self.place}.")


class KitPlace(Facts):
    """Where a document of a kit goes, which its header does not say."""

    scheme: Reference = field(
        "dispositif", "Dispositif", "Celui que le document sert à mettre en place.", "matp"
    )


def questions(kind: FileKind) -> list[Question]:
    """Return what may be said of a file of a kind, in the order of its keys."""
    if kind is FileKind.KIT:  # its fields are described in the file itself
        of_kit = [one for one in questions_of(MODELS[kind]) if one.group is None]
        return [*questions_of(KitPlace), *of_kit]
    return questions_of(MODELS[kind])


def asked_first(kind: FileKind) -> list[Question]:
    by_name = {question.name: question for question in questions(kind)}
    return [by_name[name] for name in FIRST[kind]]


def asked_next(kind: FileKind) -> list[Question]:
    """Return what may be left for later, in the order of its keys."""
    others = set(FIRST[kind]) | BY_ITSELF.get(kind, set()) | ONCE_WRITTEN
    return [one for one in questions(kind) if one.name not in others and one.group not in others]


def questions_of(model: type[Facts]) -> list[Question]:
    return list(_below(model, ()))


def _below(model: type[Facts], around: Location) -> Iterator[Question]:
    for key, described in model.keys().items():
        here: Location = (*around, key)
        if key in NOT_ASKED:
            continue
        inner = next(models_of(described.annotation), None)
        if inner is None:
            yield Question(here, described, str(described.title))
            continue
        entry: Location = (*here, 0) if takes_several(described.annotation) else here
        for question in _below(inner, entry):
            heading, when_asked = str(described.title), bool(described.validate_default)
            yield Question(question.location, question.field, heading, when_asked)
