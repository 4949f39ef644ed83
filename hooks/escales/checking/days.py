# SPDX-License-Identifier: EUPL-1.2
"""Note the days to come that only the past can have: a publication, a withdrawal, a change."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from escales.problems.problem import Notes
from escales.reading.drafts import MODELS, Draft
from escales.reading.header import Header, Location, Value, dotted
from escales.schema import Facts, Withdrawal, models_of
from escales.schema.annotations import constraints_of
from escales.schema.days import read_day
from escales.schema.facts import NotToCome

WAITS = "agreement-to-come"  # its story is published once it is given: one cause, one message


def check_days(drafts: Iterable[Draft], today: date) -> None:
    for draft in drafts:
        waits = any(problem.code == WAITS for problem in draft.notes.problems)
        if draft.header and not waits:
            model = Withdrawal if draft.is_withdrawn else MODELS[draft.source.kind]
            note_days_to_come(draft.header, model, today, draft.notes)


def note_days_to_come(header: Header, model: type[Facts], today: date, notes: Notes) -> None:
    for location, text in _past_days(header.values, (), model):
        day = read_day(text)
        if day and day > today:
            key = dotted(location)
            if all(problem.key != key for problem in notes.problems):
                notes.add("day-to-come", header.line(location), key, found=text)


def _past_days(
    values: Mapping[str, Value], around: Location, model: type[Facts]
) -> Iterator[tuple[Location, str]]:
    for key, below in _keys_with_days(model):
        value = values.get(key, "")
        here: Location = (*around, key)
        if below is None and isinstance(value, str):
            yield here, value
        elif below and isinstance(value, dict):
            yield from _past_days(value, here, below)
        elif below and isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, dict):
                    yield from _past_days(item, (*here, place), below)


@cache  # asked of every file
def _keys_with_days(model: type[Facts]) -> tuple[tuple[str, type[Facts] | None], ...]:
    """Return the keys that hold such a day, and those of models that have some below."""
    found: list[tuple[str, type[Facts] | None]] = []
    for key, field in model.keys().items():
        below = next(models_of(field.annotation), None)
        marks = (*field.metadata, *constraints_of(field.annotation))
        if any(isinstance(mark, NotToCome) for mark in marks):
            found.append((key, None))
        elif below and _keys_with_days(below):
            found.append((key, below))
    return tuple(found)
