# SPDX-License-Identifier: EUPL-1.2
"""Bring what people answer in their words to what the header of a story says."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from escales.form import letter_words
from escales.schema.values import NO, YES
from escales.words.spelling import slugify
from escales.words.vocabulary import Topic

# What says that there is nothing to say.
NOTHING = {"", "aucun", "aucune", "neant", "non", "rien", "idem", "sans-objet", "ne-sais-pas"}
NOTHING |= {"je-ne-sais-pas", "nsp", "pas-de-reponse", "non-concerne", "le-meme", "la-meme"}
CONTACT = "joindre"
RECOGNISABLE = "consentement.reconnaissable"
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def as_values(answers: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return the values by place, and how to reach who answers."""
    values: dict[str, str] = {}
    for key, said in answers.items():
        text = said.strip()
        if key == "reconnaissable":
            values |= _recognisable(text)
        elif key == CONTACT or slugify(text) in NOTHING:
            continue
        elif value := READERS.get(key, str)(text):
            values[key] = value
    private = re.escape(letter_words()["private"])
    contact = re.sub(rf"\s*{private}", "", answers.get(CONTACT, "")).strip()
    return values, contact


def _recognisable(text: str) -> dict[str, str]:
    answer = slugify(text).split("-")[0]
    return {RECOGNISABLE: answer} if answer in {YES, NO} else {}


def _yes(text: str) -> str:
    return YES if slugify(text).split("-")[0] == YES else ""


def _year(text: str) -> str:
    """Return the first year that is named: that in which it began."""
    found = YEAR.search(text)
    return found[0] if found else text


def _topics(text: str) -> str:
    said = slugify(text)
    return ", ".join(t for t in Topic if slugify(t.label) in said or slugify(t) in said.split("-"))


READERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"nom_public": _yes, "annee": _year, "relu": _topics}
)
