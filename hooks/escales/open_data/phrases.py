# SPDX-License-Identifier: EUPL-1.2
"""The French names of what is published as open data."""

from typing import NamedTuple


class Phrase(NamedTuple):
    """What a table or a catalogue is called, and what it holds in one sentence."""

    title: str
    lead: str


CATALOGUE = Phrase(
    "Données ouvertes d’Escales",
    "Les récits de micro-mobilité d’agents publics, les dispositifs et les administrations.",
)
STORIES = Phrase(
    "Récits",
    "Les récits que les personnes ont accepté de voir ici ; ce sont des données personnelles.",
)
WITHDRAWALS = Phrase(
    "Récits retirés",
    "Les récits à effacer des copies : ils figuraient dans ces fichiers, ou ont pu y figurer.",
)
SCHEMES = Phrase(
    "Dispositifs", "Les dispositifs de micro-mobilité, leurs versions et leurs documents."
)
COLLECTIVITIES = Phrase(
    "Administrations", "Les employeurs publics cités, et les dispositifs qu’ils reprennent."
)
PUBLISHER = "Escales"
KEYWORDS = ("mobilité professionnelle", "fonction publique", "ressources humaines", "récits")
