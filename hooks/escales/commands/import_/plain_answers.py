# SPDX-License-Identifier: EUPL-1.2
"""Bring what people answer in their words to what the header of a story says."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from escales.schema import Story, terms_of
from escales.schema.values import NO, YES
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify
from escales.words.vocabulary import Category, Term, Topic, Viewpoint

# What says that there is nothing to say, as slugs: a dash or a slash has none.
NOTHING = {"", "aucun", "aucune", "neant", "rien", "sans", "sans-objet", "so", "s-o", "na", "n-a"}
NOTHING |= {"je-ne-sais-pas", "ne-sais-pas", "ne-sait-pas", "nsp", "pas-de-reponse", "sans-reponse"}
NOTHING |= {"non-concerne", "non-concernee", "je-prefere-ne-pas-repondre", "vide"}
NO_OTHER = {"non", "idem", "le-meme", "la-meme", "meme", "la-meme-administration", "pareil"}
SELF = {"moi", "moi-meme", "c-est-moi", "agent", "agente", "l-agent", "l-agente", "la-personne"}
SELF |= {"l-agent-qui-est-parti", "l-agente-qui-est-partie", "la-personne-qui-est-partie"}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def plain_answer(key: str, text: str) -> str:
    """Return what an answer says as the field `key` says it; nothing when it says nothing."""
    slug = slugify(text)
    if slug in NOTHING or (key in {"accueil", "dispositif"} and slug in NO_OTHER):
        return ""
    return READERS.get(key, str)(text)


def choice_slugs(key: str) -> frozenset[str]:
    """Return the slugs and the labels of what may be chosen; nothing where one writes freely."""
    if key in {"nom_public", "reconnaissable"}:
        return frozenset({YES, NO})
    terms = _terms(key)
    said = _viewpoints() if key == "point_de_vue" else {}
    return frozenset(slugify(name) for term in terms for name in (term, term.label)) | set(said)


def _terms(key: str) -> list[Term]:
    fields = Story.keys()
    return list(terms_of(fields[key].annotation)) if key in fields else []


def _of_list(key: str) -> Callable[[str], str]:
    """Return the reader of a closed list: « agent de catégorie C » has one of its words."""
    terms = _terms(key)

    def read(text: str) -> str:
        slug = slugify(text)
        if slug in choice_slugs(key):
            return text
        said = f"-{slug}-".replace("-cat-", "-categorie-")
        names = {t: {slugify(t), slugify(t.label)} - {slugify(t) for t in Category} for t in terms}
        found = [term for term, said_as in names.items() if any(f"-{n}-" in said for n in said_as)]
        return found[0].label if len(found) == 1 else text

    return read


def _viewpoint(text: str) -> str:
    said = _viewpoints() | dict.fromkeys(SELF, Viewpoint.AGENT.label)
    return said.get(slugify(text)) or _of_list("point_de_vue")(text)


def _viewpoints() -> dict[str, str]:
    """Return the labels of viewpoints, by the slug of how the form says each."""
    said = phrases_of("form")["choices"]["point_de_vue"]
    return {slugify(said[term.value]): term.label for term in Viewpoint if term.value in said}


def _yes(text: str) -> str:
    """Return « oui » or nothing: no is what a story says by itself."""
    return {YES: YES, NO: ""}.get(slugify(text).partition("-")[0], text)


def _year(text: str) -> str:
    """Return the year in which it began, when only one is named."""
    found = set(YEAR.findall(text))
    return found.pop() if len(found) == 1 else text


def _topics(text: str) -> str:
    said = slugify(text)
    return ", ".join(t for t in Topic if slugify(t.label) in said or slugify(t) in said.split("-"))


READERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "categorie": _of_list("categorie"),
        "statut": _of_list("statut"),
        "point_de_vue": _viewpoint,
        "nom_public": _yes,
        "annee": _year,
        "relu": _topics,
    }
)
