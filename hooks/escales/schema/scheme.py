# SPDX-License-Identifier: EUPL-1.2
"""The front matter of a scheme: what an administration must know before it takes one up."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, ValidationInfo, field_validator

from escales.schema import shapes
from escales.schema.circuit import Contact, Step
from escales.schema.durations import Duration
from escales.schema.facts import Facts, field, unless
from escales.schema.law import LAW, LAW_TITLE, LawReading
from escales.schema.provenance import Change, Source
from escales.schema.values import (
    DurationField,
    OneLineList,
    Phrase,
    Reference,
    Sentence,
    ShareField,
    Slug,
    Summary,
    Title,
    Version,
    Year,
    YesNo,
    choose,
    refuse,
)
from escales.words.vocabulary import Category, Instrument, Licence, Maturity, Perimeter, Status


class Range(Facts):
    """The shortest and the longest duration of a scheme."""

    shortest: DurationField | None = field(
        "min", "Au moins", "La plus courte durée prévue.", "une demi-journée", default=None
    )
    longest: DurationField = field("max", "Au plus", "La plus longue durée prévue.", "2 ans")

    @field_validator("longest")
    @classmethod
    def _in_order(cls, longest: Duration, info: ValidationInfo) -> Duration:
        shortest = info.data.get("shortest")
        if shortest and shortest.units > longest.units:
            refuse("wrong-range", found=str(shortest), other=str(longest))
        return longest

    def __str__(self) -> str:
        if self.shortest is None:
            return f"{self.longest} au plus"
        start = str(self.shortest)
        return f"{'D’' if start.startswith('u') else 'De '}{start} à {self.longest}"

    @property
    def within(self) -> str:
        """The range, inside a sentence."""
        words = str(self)
        return words[0].lower() + words[1:]


NOT_FOR_AN_IDEA = "facultatif pour une idée."
PERIMETER_HELP = f"Entre qui la mobilité se fait ; {NOT_FOR_AN_IDEA}"
INSTRUMENTS_HELP = f"Les actes juridiques sur lesquels il repose ; {NOT_FOR_AN_IDEA}"
LAW_HELP = f"Quels textes de droit ont été lus, quand, et relus par qui ; {NOT_FOR_AN_IDEA}"
SOURCES_HELP = f"D’où viennent les faits ; {NOT_FOR_AN_IDEA}"

# To editors: what an idea may do without.
IDEA = shapes.one_of([Maturity.IDEA], [Maturity.IDEA, Maturity.IDEA.label])
UNLESS_AN_IDEA = ("perimetre", "instruments", LAW, "sources")


class Scheme(Facts):
    """A way to organise short mobilities, that another administration may take up.

    An idea, which nobody has tried yet, needs neither acts nor sources.
    """

    model_config = ConfigDict(
        json_schema_extra={"allOf": [unless(key, maturite=IDEA) for key in UNLESS_AN_IDEA]}
    )

    title: Title = field(
        "titre", "Titre", "Le nom complet du dispositif.", "Pacte de micro-mobilité"
    )
    acronym: Phrase | None = field(
        "sigle", "Sigle", "Le sigle, s’il y en a un.", "MATP", default=None
    )
    summary: Summary = field(
        "resume",
        "Résumé",
        "Ce que le dispositif permet, de 40 à 240 caractères.",
        "Un agent appuie le projet d’une autre direction, à temps partiel et pour un temps donné.",
    )
    bearer: Reference = field(
        "porteur",
        "Porté par",
        "L’administration qui porte le dispositif.",
        "departement-de-l-isere",
    )
    maturity: Annotated[Maturity, BeforeValidator(choose(Maturity))] = field(
        "maturite", "Maturité", "Où en est le dispositif.", "prefiguration"
    )
    since: Year | None = field("depuis", "Depuis", "L’année de lancement.", "2018", default=None)
    perimeter: Annotated[
        tuple[Annotated[Perimeter, BeforeValidator(choose(Perimeter))], ...], OneLineList
    ] = field(
        "perimetre", "Périmètre", PERIMETER_HELP, "[interne]", default=(), validate_default=True
    )
    durations: Range | None = field(
        "durees", "Durée", "La plus courte et la plus longue durée, si on les sait.", default=None
    )
    share: ShareField | None = field(
        "quotite", "Part du temps", "La part du temps de travail.", "10-40 %", default=None
    )
    categories: Annotated[
        tuple[Annotated[Category, BeforeValidator(choose(Category))], ...], OneLineList
    ] = field("categories", "Catégories", "Pour quelles catégories.", "[A, B, C]", default=())
    statuses: Annotated[
        tuple[Annotated[Status, BeforeValidator(choose(Status))], ...], OneLineList
    ] = field("statuts", "Statuts", "Pour quels statuts.", "[titulaire, cdi]", default=())
    instruments: Annotated[
        tuple[Annotated[Instrument, BeforeValidator(choose(Instrument))], ...], OneLineList
    ] = field(
        "instruments",
        "Actes",
        INSTRUMENTS_HELP,
        "[lettre-de-mission]",
        default=(),
        validate_default=True,
    )
    law: LawReading | None = field(LAW, LAW_TITLE, LAW_HELP, default=None, validate_default=True)
    choose_if: tuple[Sentence, ...] = field(
        "a_choisir_si",
        "À choisir si…",
        "La suite de « à choisir si », en quelques mots : une situation par ligne.",
        "une équipe a besoin d’une compétence pendant plusieurs mois",
        default=(),
    )
    effort: Sentence | None = field(
        "effort",
        "Effort",
        "Ce que sa mise en place demande, et à qui ; dites si c’est votre estimation.",
        "Deux rencontres et une lettre à écrire (notre estimation)",
        default=None,
    )
    delay: Sentence | None = field(
        "delai",
        "Délai",
        "Le temps qu’il faut entre la demande et le départ ; dites si c’est votre estimation.",
        "Deux à quatre semaines (notre estimation)",
        default=None,
    )
    circuit: tuple[Step, ...] = field(
        "circuit",
        "Circuit",
        "Qui signe quoi, et quand : les étapes dans l’ordre. La page en fait un dessin.",
        default=(),
    )
    contact: Contact | None = field(
        "a_qui_demander",
        "À qui demander",
        "Un service du porteur qui a publié comment le joindre.",
        default=None,
    )
    validated: YesNo = field(
        "valide_par_le_porteur",
        "Validé par le porteur",
        "« oui » seulement si l’administration qui le porte a relu et validé la fiche.",
        "non",
        default=False,
    )
    version: Version = field("version", "Version", "La version de la fiche.", "0.1.0")
    journal: tuple[Change, ...] = field(
        "journal", "Journal", "Ce qui a changé, version par version.", min_length=1
    )
    licence: Annotated[Licence, BeforeValidator(choose(Licence))] = field(
        "licence", "Licence", "La licence de la fiche et de ses documents.", "etalab-2.0"
    )
    sources: tuple[Source, ...] = field(
        "sources", "Sources", SOURCES_HELP, default=(), validate_default=True
    )
    former_slugs: Annotated[tuple[Slug, ...], OneLineList] = field(
        "anciens_slugs",
        "Anciennes adresses",
        "Les anciens noms du dossier, le premier en tête : leurs adresses mènent encore ici.",
        "[mon-ancien-dispositif]",
        default=(),
    )

    @field_validator("perimeter", "instruments", "law", "sources")
    @classmethod
    def _told_unless_an_idea(cls, value: object, info: ValidationInfo) -> object:
        maturity = info.data.get("maturity")
        if not value and maturity not in {None, Maturity.IDEA}:
            refuse("missing-key", expected=str(cls.model_fields[str(info.field_name)].description))
        return value

    @field_validator("journal")
    @classmethod
    def _tells_this_version(
        cls, journal: tuple[Change, ...], info: ValidationInfo
    ) -> tuple[Change, ...]:
        version = info.data.get("version")
        if version and version not in {change.version for change in journal}:
            refuse("journal-behind", found=version)
        return journal

    @property
    def changed_on(self) -> date:
        """The day of the last change in the journal."""
        return max(change.on for change in self.journal)

    def changes_after(self, version: str) -> list[Change]:
        """Return the changes of later versions, the oldest first."""
        return sorted(
            (change for change in self.journal if _order(change.version) > _order(version)),
            key=lambda change: _order(change.version),
        )


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in version.split("."))
