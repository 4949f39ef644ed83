# SPDX-License-Identifier: EUPL-1.2
"""The French footers of the documents."""

FOOTER = "{title}. Modèle d’Escales pour « {scheme} », version {version}, {licence}. {address}"
AGREEMENT_FOOTER = (
    "{title}. Modèle d’Escales, à adapter ; aucune administration ne l’a validé. {address}"
)
