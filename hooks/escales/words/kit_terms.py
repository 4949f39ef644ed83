# SPDX-License-Identifier: EUPL-1.2
"""The closed lists of the documents of a kit."""

from escales.words.vocabulary import Term


class Moment(Term):
    """When a document of a kit serves, in the order of use."""

    BEFORE = "avant", "Avant"
    DURING = "pendant", "Pendant"
    AFTER = "apres", "Après"


class Setting(Term):
    """Between whom a document of a kit serves."""

    AT_HOME = "chez-vous", "Chez vous, sans autre employeur"
    BETWEEN_EMPLOYERS = "entre-employeurs", "Entre employeurs"


class PartLabel(Term):
    """What a part of a document says that it is; without a label, it is the text of the act."""

    INSTRUCTION = "consigne", "Consigne"
    RULE = "regle-de-droit", "Règle de droit"
    GUARANTEE = "garantie-proposee", "Garantie proposée"
    CHOICE = "au-choix", "Au choix"
    CLAUSE = "clause-a-ne-pas-modifier", "Clause à ne pas modifier"  # of earlier documents


# The fields that describe who fills a kit: the same in every kit, kept from one to the next.
STRUCTURE = ("nom-employeur", "adresse-employeur", "signataire-elu", "signataire-administratif")
