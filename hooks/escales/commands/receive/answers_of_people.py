# SPDX-License-Identifier: EUPL-1.2
"""Bring what people answer to the places of the header of a story, and apart how to reach them."""

import re
from collections.abc import Mapping

from escales.commands.import_.plain_answers import plain_answer
from escales.form import letter_words
from escales.schema.values import NO, YES
from escales.words.spelling import slugify

CONTACT = "joindre"
RECOGNISABLE = "consentement.reconnaissable"


def as_values(answers: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """Return the values by place, and how to reach who answers."""
    values: dict[str, str] = {}
    for key, said in answers.items():
        text = said.strip()
        if key == "reconnaissable":
            values |= _recognisable(text)
        elif key != CONTACT and (value := plain_answer(key, text)):
            values[key] = value
    private = re.escape(letter_words()["private"])
    contact = re.sub(rf"\s*{private}", "", answers.get(CONTACT, "")).strip()
    return values, contact


def _recognisable(text: str) -> dict[str, str]:
    answer = slugify(text).split("-")[0]
    return {RECOGNISABLE: answer} if answer in {YES, NO} else {}
