# SPDX-License-Identifier: EUPL-1.2
"""What `docs/accessibilite.yml` says: the state of each criterion of the RGAA, and the audit."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ValidationInfo, field_validator, model_validator

from escales.schema.facts import Facts, field
from escales.schema.rgaa import rgaa
from escales.schema.values import Day, Text, Url, choose, refuse
from escales.words.vocabulary import CriterionState

HOW = "Dites comment cela a été vérifié : le nom du test, ou qui a regardé, quand et avec quoi."
MOST_LISTED = 5  # criteria, in a sentence


def _one_or_more(value: Any) -> Any:  # noqa: ANN401  # pydantic hands over any value
    return [value] if isinstance(value, str) else value


OneOrMoreTexts = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more)]


class Criterion(Facts):
    """The state of one criterion."""

    state: Annotated[CriterionState, BeforeValidator(choose(CriterionState))] = field(
        "etat", "État", "Ce que l’on sait du critère.", "pas encore audité"
    )
    checked_by: OneOrMoreTexts = field("verifie_par", "Vérifié par", HOW, default=())
    note: Text | None = field(
        "note", "Note", "Une précision ; pour un critère non conforme, ce qui bloque.", default=None
    )

    @model_validator(mode="after")
    def _checked_by_somebody(self) -> Self:
        if self.state is not CriterionState.UNKNOWN and not self.checked_by:
            refuse("missing-key", at="verifie_par")
        return self


class Audit(Facts):
    """An audit: without one, the site can only say that it does not conform."""

    done_on: Day = field("fait_le", "Fait le", "Le jour où l’audit s’est achevé.", "2027-03-02")
    by: Text = field("par", "Par", "Qui l’a mené.", "Société d’audit")
    pages: OneOrMoreTexts = field("pages", "Pages", "Les pages vérifiées.", "Accueil", min_length=1)
    environment: OneOrMoreTexts = field(
        "environnement",
        "Environnement",
        "Les navigateurs et les technologies d’assistance.",
        "Firefox et NVDA",
        min_length=1,
    )
    tools: OneOrMoreTexts = field("outils", "Outils", "Les outils de l’audit.", default=())
    report: Url | None = field(
        "rapport",
        "Rapport",
        "L’adresse du rapport.",
        "https://ville.example/rapport/",
        default=None,
    )


class Accessibility(Facts):
    """The state of the whole site."""

    stated_on: Day = field("etablie_le", "Établie le", "Le jour de la déclaration.", "2026-11-23")
    updated_on: Day | None = field(
        "mise_a_jour_le", "Mise à jour le", "Le jour de sa dernière mise à jour.", default=None
    )
    audit: Audit | None = field("audit", "Audit", "L’audit, quand il a eu lieu.", default=None)
    burdens: OneOrMoreTexts = field(
        "derogations", "Dérogations", "Ce qui demanderait une charge disproportionnée.", default=()
    )
    exempt: OneOrMoreTexts = field(
        "exemptions", "Exemptions", "Ce qui n’est pas soumis à l’obligation.", default=()
    )
    criteria: dict[str, Criterion] = field(
        "criteres", "Critères", "Les critères du RGAA, tous, par leur numéro."
    )

    @field_validator("criteria")
    @classmethod
    def _all_of_them(
        cls, criteria: dict[str, Criterion], info: ValidationInfo
    ) -> dict[str, Criterion]:
        reference = rgaa()
        for number, criterion in criteria.items():
            if number not in reference.numbers:
                refuse("criterion-unknown", at=number, found=number, version=reference.version)
            if info.data.get("audit") and criterion.state is CriterionState.UNKNOWN:
                refuse("audit-unfinished", at=number, found=number)
        if missing := [number for number in reference.numbers if number not in criteria]:
            listed = ", ".join(missing[:MOST_LISTED])
            refuse("criterion-missing", found=f"{listed}…" if missing[MOST_LISTED:] else listed)
        return criteria
