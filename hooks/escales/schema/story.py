# SPDX-License-Identifier: EUPL-1.2
"""The front matter of a story."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, ValidationInfo, field_validator

from escales.schema.consent import Consent
from escales.schema.facts import Facts, field, unless
from escales.schema.values import (
    Day,
    DurationField,
    OneLineList,
    Phrase,
    Reference,
    ShareField,
    Signature,
    Slug,
    Summary,
    Title,
    Year,
    YesNo,
    choose,
    refuse,
    refuse_before,
)
from escales.words.vocabulary import Category, Scope, Status, Topic, Viewpoint

CONSENT_HELP = (
    "Ce que la personne a accepté, une fois l’accord signé ; obligatoire pour un vrai récit."
)
CONSENT_EXAMPLE = '{accord_le: 2026-11-02, portee: [site], preuve: "DRH, dossier 2026-14"}'
CORRECTION_HINT = "Corrigez l’une des deux dates."
YEAR_HINT = "Corrigez l’année ou la date de publication."
CONSENT_HINT = "Attendez l’accord pour publier, ou corrigez les dates."


class Story(Facts):
    """A testimony, of one voice."""

    model_config = ConfigDict(json_schema_extra=unless("consentement", "exemple"))

    other_keys = ("retrait_le",)

    title: Title = field(
        "titre",
        "Titre",
        "Ce que vous diriez à voix haute, de 10 à 90 caractères.",
        "Trois mois à la médiathèque, et retour",
    )
    summary: Summary = field(
        "resume",
        "Résumé",
        "Une ou deux phrases pour les listes, de 40 à 240 caractères.",
        "Un agent des espaces verts prête main-forte à la médiathèque pendant un trimestre.",
    )
    example: YesNo = field(
        "exemple",
        "Exemple de fiction",
        "« oui » pour un récit imaginé : sa page le dit, et il n’entre dans aucun chiffre.",
        "non",
        default=False,
    )
    category: Annotated[Category, BeforeValidator(choose(Category))] = field(
        "categorie", "Catégorie", "La catégorie de la personne qui raconte.", "B"
    )
    status: Annotated[Status, BeforeValidator(choose(Status))] | None = field(
        "statut", "Statut", "Le statut de la personne qui raconte.", "titulaire", default=None
    )
    collectivity: Reference = field(
        "collectivite",
        "Employeur d’origine",
        "L’employeur d’origine : un fichier du dossier docs/collectivites.",
        "ville-de-grenoble",
    )
    host: Reference | None = field(
        "accueil",
        "Employeur d’accueil",
        "L’employeur d’accueil, s’il n’est pas celui d’origine.",
        "grenoble-alpes-metropole",
        default=None,
    )
    duration: DurationField = field(
        "duree", "Durée", "La durée de la mobilité ; les jours sont des jours travaillés.", "4 mois"
    )
    share: ShareField | None = field(
        "quotite", "Part du temps", "La part du temps de travail.", "20 %", default=None
    )
    scheme: Reference | None = field(
        "dispositif",
        "Dispositif",
        "Le dispositif suivi, s’il y en a un : un dossier de schemes.",
        "matp",
        default=None,
    )
    viewpoint: Annotated[Viewpoint, BeforeValidator(choose(Viewpoint))] = field(
        "point_de_vue",
        "Qui raconte",
        "La place d’où l’on raconte ; sans précision, la personne en mobilité.",
        "manager-accueil",
        default=Viewpoint.AGENT,
    )
    experience: Slug | None = field(
        "experience",
        "Expérience",
        "Le même mot pour tous les récits d’une même expérience.",
        "renfort-mediatheque",
        default=None,
    )
    year: Year = field("annee", "Année de début", "L’année où la mobilité a commencé.", "2025")
    published_on: Day = field("publie_le", "Publié le", "Le jour de publication.", "2026-11-23")
    corrected_on: Day | None = field(
        "corrige_le",
        "Corrigé le",
        "Le jour de la dernière correction d’un récit déjà publié ; sa page le dit.",
        "2026-12-01",
        default=None,
    )
    signature: Signature = field(
        "signature",
        "Signature",
        "Un rôle ; un nom seulement si la personne a choisi de signer du sien.",
        "Agente d’accueil, catégorie C",
    )
    public_name: YesNo = field(
        "nom_public",
        "Nom public",
        "« oui » quand la personne veut signer de son nom.",
        "non",
        default=False,
    )
    skills: Annotated[tuple[Phrase, ...], OneLineList] = field(
        "competences",
        "Compétences",
        "Jusqu’à six compétences exercées ou acquises, en quelques mots chacune.",
        "[accueil du public, tri d’archives]",
        default=(),
        max_length=6,
    )
    reviewed: Annotated[
        tuple[Annotated[Topic, BeforeValidator(choose(Topic))], ...], OneLineList
    ] = field(
        "relu",
        "Relu",
        "Les sujets que la vérification a cru voir, et que vous avez relus : le récit n’en dit rien"
        " d’une personne que l’on peut reconnaître.",
        "[sante]",
        default=(),
    )
    consent: Consent | None = field(
        "consentement",
        "Accord de publication",
        CONSENT_HELP,
        CONSENT_EXAMPLE,
        default=None,
        validate_default=True,
    )
    former_slugs: Annotated[tuple[Slug, ...], OneLineList] = field(
        "anciens_slugs",
        "Anciennes adresses",
        "Les anciens noms du fichier, le premier en tête : leurs adresses mènent encore ici.",
        "[mon-ancien-titre]",
        default=(),
    )

    @field_validator("published_on")
    @classmethod
    def _published_after_it_began(cls, published_on: date, info: ValidationInfo) -> date:
        began = info.data.get("year")
        if began and published_on.year < began:
            found, other = f"annee: {began}", str(published_on)
            refuse("wrong-order", found=found, other=other, expected=YEAR_HINT)
        return published_on

    @field_validator("corrected_on")
    @classmethod
    def _corrected_after_publication(
        cls, corrected_on: date | None, info: ValidationInfo
    ) -> date | None:
        published_on = info.data.get("published_on")
        refuse_before(corrected_on, published_on, ("publie_le", "corrige_le"), CORRECTION_HINT)
        return corrected_on

    @field_validator("consent")
    @classmethod
    def _agreed_before_publication(
        cls, consent: Consent | None, info: ValidationInfo
    ) -> Consent | None:
        facts = info.data  # without the fields at fault
        true = facts.get("example") is False
        if consent is None and true:
            refuse("missing-key", expected=CONSENT_HELP)
        if consent and true and Scope.SITE not in consent.scope:
            refuse("site-not-agreed", at="portee")
        published_on = facts.get("published_on")
        if consent and published_on and consent.agreed_on > published_on:
            refuse(
                "wrong-order",
                found=f"accord_le: {consent.agreed_on}",
                other=f"publie_le: {published_on}",
                expected=CONSENT_HINT,
                at="accord_le",
            )
        if consent and facts.get("public_name") and not consent.recognisable:
            refuse("name-not-agreed", at="reconnaissable")
        return consent

    @property
    def changed_on(self) -> date:
        """The day of the last correction, or of publication."""
        return self.corrected_on or self.published_on
