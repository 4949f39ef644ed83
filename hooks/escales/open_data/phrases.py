# SPDX-License-Identifier: EUPL-1.2
"""The French names of the open data, and of its tables."""

from typing import NamedTuple


class NameAndContent(NamedTuple):
    """The title of a table or of the catalogue, and one sentence on what it holds."""

    title: str
    lead: str


CATALOGUE = NameAndContent(
    "Données ouvertes d’Escales",
    "Les récits de micro-mobilité d’agents publics, les dispositifs et les administrations.",
)
STORY_TABLE = NameAndContent(
    "Récits",
    "Les récits que les personnes ont accepté de voir ici ; ce sont des données personnelles.",
)
WITHDRAWAL_TABLE = NameAndContent(
    "Récits retirés",
    "Les récits à effacer des copies : ils figuraient dans ces fichiers, ou ont pu y figurer.",
)
SCHEME_TABLE = NameAndContent(
    "Dispositifs", "Les dispositifs de micro-mobilité, leurs versions et leurs documents."
)
COLLECTIVITY_TABLE = NameAndContent(
    "Administrations", "Les employeurs publics cités, et les dispositifs qu’ils reprennent."
)
PUBLISHER = "Escales"
KEYWORDS = ("mobilité professionnelle", "fonction publique", "ressources humaines", "récits")
