# SPDX-License-Identifier: EUPL-1.2
"""What is asked of an administration before its site is written, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo, field_validator

from escales.commands.new.questions import Question, questions_of
from escales.problems.problem import Notes, Problem
from escales.reading.disk import FileKind, read_tree
from escales.reading.drafts import read_draft
from escales.reading.engine_content import engine_root
from escales.reading.header import Header
from escales.reading.validation import validate
from escales.schema import Facts, Scheme
from escales.schema.facts import field
from escales.schema.publisher import NEIGHBOURS, Email
from escales.schema.values import OneLineList, Phrase, Reference, Sentence, Siren, choose, refuse
from escales.settings.configuration import CONFIGURATION
from escales.settings.neighbours import SiteAddress
from escales.words.choices import write_one_of
from escales.words.spelling import nearest, slugify
from escales.words.vocabulary import CollectivityType, Forge, Term

KIND_HELP = "La sorte d’employeur, pour sa fiche."


class Colour(Term):
    """The colours of Material that white is read on; its name there is the detail."""

    INDIGO = "indigo", "Indigo", "indigo"
    VIOLET = "violet", "Violet", "deep-purple"
    BROWN = "brun", "Brun", "brown"
    SLATE = "ardoise", "Ardoise", "blue-grey"


class SiteFacts(Facts):
    """What is known of a new site; whatever is left out is filled in later, in its files."""

    name: Phrase = field(
        "nom", "Nom du site", "Celui qui est en haut de chaque page.", "Passages 29"
    )
    publisher: Sentence = field(
        "editeur",
        "Qui publie",
        "La structure qui publie le site, et qui en répond.",
        "Département des Trois Rives",
    )
    contact: Email | None = field(
        "contact",
        "Contact",
        "L’adresse électronique qui reçoit les récits et les demandes de retrait.",
        "recits@trois-rives.example",
        default=None,
    )
    siren: Siren | None = field(
        "siren",
        "SIREN",
        "Celui de la structure qui publie\u00a0: sa fiche d’employeur est alors écrite.",
        "213801855",
        default=None,
    )
    kind: Annotated[CollectivityType, BeforeValidator(choose(CollectivityType))] | None = field(
        "type", "Type", KIND_HELP, "commune", default=None, validate_default=True
    )
    forge: Annotated[Forge, BeforeValidator(choose(Forge))] | None = field(
        "forge",
        "Forge",
        "Où le dépôt sera gardé\u00a0: elle vérifiera chaque proposition, et publiera le site.",
        "gitlab",
        default=None,
    )
    colour: Annotated[Colour, BeforeValidator(choose(Colour))] | None = field(
        "couleur",
        "Couleur",
        "Celle de l’en-tête et des liens\u00a0; sans réponse, un bleu-vert.",
        "indigo",
        default=None,
    )
    schemes: Annotated[tuple[Reference, ...], OneLineList] = field(
        "dispositifs",
        "Dispositifs",
        "Ceux que le site montre tels qu’ils viennent avec le moteur.",
        "matp",
        default=(),
    )

    @field_validator("kind", mode="before")
    @classmethod
    def _kind_of_a_known_employer(cls, kind: object, info: ValidationInfo) -> object:
        if kind is None and info.data.get("siren"):
            refuse("missing-key", expected=KIND_HELP)
        return kind


class HubFacts(SiteFacts):
    """What is known of a site that shows what others tell, and takes no story itself."""

    neighbours: Annotated[tuple[SiteAddress, ...], OneLineList] = field(
        NEIGHBOURS,
        "Voisins",
        "Les adresses des sites qu’il réunit, faits avec Escales eux aussi.",
        "[https://recits.voisin.example/, https://haltes.example/]",
        min_length=1,
    )


@dataclass(frozen=True, slots=True)
class NewSite:
    """What is asked; `schemes` are those that come with the engine, by slug: their titles."""

    model: type[SiteFacts]
    questions: tuple[Question, ...]
    schemes: Mapping[str, str]

    @property
    def first(self) -> tuple[Question, ...]:
        return self.questions

    @property
    def others(self) -> tuple[Question, ...]:
        return ()

    def facts(self, answers: Mapping[str, str]) -> SiteFacts | None:
        """Return the facts, or None when an answer is wrong."""
        return self._read(answers, Notes(CONFIGURATION))

    def problems(self, answers: Mapping[str, str]) -> list[Problem]:
        notes = Notes(CONFIGURATION)
        facts = self._read(answers, notes)
        for slug in facts.schemes if facts else ():
            if slug not in self.schemes:
                near = nearest(slug, self.schemes)
                expected = write_one_of(self.schemes, near)
                notes.add("not-in-list", key="dispositifs", found=slug, expected=expected)
        return notes.problems

    def choices(self, question: Question, answers: Mapping[str, str]) -> list[str]:  # noqa: ARG002  # as others choose
        """Return the schemes that one may take."""
        if question.place != "dispositifs":
            return []
        return [f"{slug} ({title})" for slug, title in self.schemes.items()]

    def waiting(self, answers: Mapping[str, str]) -> list[str]:  # noqa: ARG002  # as others wait
        return []

    def mend(self, answer: str, faults: Sequence[Problem], answers: Mapping[str, str]) -> bool:  # noqa: ARG002  # likewise
        return False

    def _read(self, answers: Mapping[str, str], notes: Notes) -> SiteFacts | None:
        return validate(self.model, Header(dict(answers), {}, 1), notes)


def new_site(*, hub: bool = False) -> NewSite:
    """Return what is asked, with the schemes that come with the engine."""
    sources = (s for s in read_tree(engine_root()).sources if s.kind is FileKind.SCHEME)
    drafts = map(read_draft, sources)
    titles = {d.source.slug: d.facts.title for d in drafts if isinstance(d.facts, Scheme)}
    model = HubFacts if hub else SiteFacts
    return NewSite(model, tuple(questions_of(model)), titles)


def employer_slug(facts: SiteFacts) -> str:
    """Return the name of the page of the employer that publishes."""
    return slugify(facts.publisher) or "editeur"
