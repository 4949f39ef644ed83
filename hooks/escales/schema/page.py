# SPDX-License-Identifier: EUPL-1.2
"""The front matter of a page written by hand."""

from typing import Annotated

from escales.schema.facts import Facts, key
from escales.values import Address, Listed, Summary, Title


class HandWritten(Facts):
    """A page of docs/ that is no employer."""

    title: Title | None = key(
        "title", "Titre", "Le titre, s’il n’est pas celui du texte.", default=None
    )
    description: Summary | None = key(
        "description", "Description", "Une phrase pour les moteurs de recherche.", default=None
    )
    former_addresses: Annotated[tuple[Address, ...], Listed] = key(
        "anciennes_adresses",
        "Anciennes adresses",
        "Les adresses que la page a eues, sous celle du site : elles mènent encore ici.",
        "[contribuer/ancien-nom]",
        default=(),
    )
