# SPDX-License-Identifier: EUPL-1.2
"""The French of what the check says of crowds, beside its sentences."""

AGENTS = "agent", "agents"
OTHERS = "autre récit semblable", "autres récits semblables"
NO_BROADER = (
    "Aucune fiche du site ne réunit assez d’employeurs : ajoutez-en une, de type « plusieurs »."
)
