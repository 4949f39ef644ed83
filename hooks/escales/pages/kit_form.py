# SPDX-License-Identifier: EUPL-1.2
"""What the form of a document asks: its fields, and one answer for each of its alternatives."""

from typing import NamedTuple

from escales.reading.body import PLACEHOLDER
from escales.reading.marked_parts import choices_of, common_text
from escales.reading.parts import read_parts
from escales.words.spelling import slugify
from escales.words.typography import typeset


class Choice(NamedTuple):
    """A question of the form: `name` is the same in all documents that ask it."""

    number: int
    name: str
    question: str
    answers: tuple[str, ...]


def make_choices(text: str) -> list[Choice]:
    """Return the alternatives of a document, as the form asks them."""
    return [
        Choice(
            number,
            slugify(part.question),
            typeset(part.question[:1].upper() + part.question[1:]),
            tuple(typeset(option.answer) for option in part.options),
        )
        for number, part in enumerate(choices_of(text), 1)
    ]


def fields_of_choices(text: str) -> dict[str, str]:
    """Return the fields that only some answers need, with these: "1-2 3-1"."""
    needs: dict[str, list[str]] = {}
    for number, part in enumerate(choices_of(text), 1):
        for place, option in enumerate(part.options, 1):
            for field in PLACEHOLDER.findall(option.text):
                needs.setdefault(field.strip(), []).append(f"{number}-{place}")
    if not needs:
        return {}
    always = set(map(str.strip, PLACEHOLDER.findall(common_text(text))))
    return {
        field: " ".join(dict.fromkeys(places))
        for field, places in needs.items()
        if field not in always
    }


def is_labelled(text: str) -> bool:
    """Whether a document says more than the act that one signs."""
    return any(part.kind for part in read_parts(text))
