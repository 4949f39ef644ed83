# SPDX-License-Identifier: EUPL-1.2
"""The French titles and descriptions of the pages that the site makes from the content."""

from typing import NamedTuple

from escales.words.vocabulary import PageKind


class TitleAndLead(NamedTuple):
    """The title of a page, and one sentence on what it is for."""

    title: str
    lead: str


class Notice(NamedTuple):
    """The page in place of a story that is no longer published."""

    title: str
    lead: str
    fact: str
    reason: str


BY_CATEGORY = TitleAndLead(
    "Récits par catégorie",
    "A, B ou C : commencez par les récits de personnes de la même catégorie que vous.",
)
BY_DURATION = TitleAndLead(
    "Récits par durée",
    "D’une demi-journée à plus de deux ans : choisissez la durée qui vous ressemble.",
)
BY_SCHEME = TitleAndLead(
    "Récits par dispositif",
    "Ce que chaque dispositif a permis, et ce que d’autres ont vécu sans dispositif.",
)
COLLECTIVITIES = TitleAndLead(
    "Les collectivités",
    "Les employeurs publics cités sur ce site, leurs dispositifs et les récits de leurs agents.",
)
SCHEMES = TitleAndLead(
    "Les dispositifs",
    "Des façons d’organiser une micro-mobilité, à comprendre, à reprendre et à adapter.",
)

ALL_STORIES = "Tous les récits"
ALL_STORIES_TITLE = "Les récits"
BY_CATEGORY_TITLE = "Récits de {label}"
BY_DURATION_TITLE = "Récits par durée : {label}"
BY_SCHEME_TITLE = "Récits par dispositif : {label}"
NO_SCHEME = "Hors dispositif"
COLLECTIVITY = "Collectivité"
CELL_TITLE = "{category}, {band}"
LIST_DESCRIPTION = (
    "{title} : récits de micro-mobilité d’agents publics, du plus récent au plus ancien."
)
COLLECTIVITY_DESCRIPTION = "{name} : ses récits de micro-mobilité et ses dispositifs."
KIT_DESCRIPTION = "{title} : document du kit « {scheme} », à adapter."
AGREEMENT_DESCRIPTION = (
    "{title} : ce que l’on accepte en publiant son récit, et comment le retirer."
)
WITHDRAWN = Notice(
    "Récit retiré",
    "Ce récit a été retiré.",
    "Ce récit a été retiré le {on}. Son texte n’est plus publié ici.",
    "La personne qui l’avait confié n’a pas à s’en justifier.",
)
ENDED = Notice(
    "Récit qui n’est plus publié",
    "Ce récit n’est plus publié.",
    "Ce récit n’est plus publié ici depuis le {on}.",
    "L’accord de publication est arrivé à son terme.",
)
# The pages whose weight the site publishes, one of each kind.
WEIGHED_HOME = "L’accueil"
WEIGHED_STORY = "Le dernier récit"
WEIGHED_SCHEME = "Un dispositif"
WEIGHED_DOCUMENT = "Un document à reprendre"
WEIGHED_COLLECTIVITY = "Une collectivité"
PAGE = "{title}, page {number}"
SITE = "Escales"
STORIES_FEED = "Escales — {title}"
VERSIONS_FEED = "Escales : les versions de « {title} »"
VERSION = "Version {version}"
FICTION = "Exemple de fiction : {title}"
DATASET = "Récits de micro-mobilité d’agents publics"

# The words on the picture that networks show beside a link, by kind of page.
CARDS = {
    PageKind.STORY: "Le récit d’une micro-mobilité",
    PageKind.LIST: "Des micro-mobilités à parcourir",
    PageKind.SCHEME: "Un dispositif à reprendre",
    PageKind.DOCUMENT: "Un document à reprendre",
    PageKind.COLLECTIVITY: "Une collectivité et ses mobilités",
    PageKind.PAGE: "Les micro-mobilités professionnelles en commun",
}
CARD = "{words}, sur Escales"


def nth_page(title: str, number: int) -> str:
    return title if number == 1 else PAGE.format(title=title, number=number)
