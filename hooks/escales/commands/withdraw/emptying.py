# SPDX-License-Identifier: EUPL-1.2
"""Write what is left of a story in place of it, and delete what only it showed."""

import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from escales.problems.problem import Notes
from escales.reading.header import Header, Value
from escales.reading.validation import validate
from escales.reading.withdrawn import LEFT_BEHIND, WITHDRAWN, stated_consent
from escales.schema import Withdrawal
from escales.schema.lists import as_list
from escales.words.spelling import SLUG

FORMER = "anciens_slugs"


def remaining_header(header: Header | None, on: date) -> Withdrawal:
    """Return what may stay of a header; what is wrong in it goes with the rest."""
    values = header.values if header else {}
    sound_values: dict[str, Value] = {WITHDRAWN: str(on)}
    for key in Withdrawal.keys().keys() & values.keys() - {WITHDRAWN}:
        attempt = {**sound_values, key: _sound(key, values[key])}
        sound_values = attempt if _read(attempt) else sound_values
    remaining = Withdrawal.model_validate(sound_values)
    consent = stated_consent(header)
    if remaining.was_open is None and consent and not consent.is_open and not remaining.example:
        return remaining.model_copy(update={"was_open": False})
    return remaining


def withdrawn_on(header: Header | None) -> date | None:
    """Return the day on which a story says that it was withdrawn."""
    day = header.values.get(WITHDRAWN) if header else None
    read = _read({WITHDRAWN: day}) if isinstance(day, str) else None
    return read.withdrawn_on if read else None


def is_empty(header: Header | None, text: str) -> bool:
    """Whether a withdrawn story has nothing more to lose."""
    return header is not None and not text.strip() and not header.values.keys() & LEFT_BEHIND


def write_remaining(remaining: Withdrawal) -> str:
    return "\n".join(["---", *_lines(remaining), "---", ""])


def replace_file(text: str, file: Path, pictures: Iterable[Path]) -> None:
    """Replace a file at once, and delete pictures; nothing is touched before all is written.

    The pictures go first: were it stopped in between, the story would still name them.
    """
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.parent, prefix=".", suffix=".new", delete=False
    ) as beside:
        new = Path(beside.name)
        try:
            beside.write(text)
            beside.flush()
            os.fsync(beside.fileno())
            shutil.copymode(file, new)
            for picture in pictures:
                picture.unlink()
            new.replace(file)
        except BaseException:
            new.unlink(missing_ok=True)
            raise


def _lines(remaining: Withdrawal) -> Iterator[str]:
    yield f"{WITHDRAWN}: {remaining.withdrawn_on}"
    if remaining.published_on:
        yield f"publie_le: {remaining.published_on}"
    if remaining.example:
        yield "exemple: oui"
    if remaining.was_open is not None:
        yield f"donnees_ouvertes: {'oui' if remaining.was_open else 'non'}"
    if remaining.former_slugs:
        yield f"{FORMER}: [{', '.join(remaining.former_slugs)}]"


def _sound(key: str, value: Value) -> Value:
    """Leave out the former names that cannot be addresses, and keep the others."""
    if key != FORMER:
        return value
    items = as_list(value)
    return [item for item in items if isinstance(item, str) and SLUG.fullmatch(item)]


def _read(values: dict[str, Value]) -> Withdrawal | None:
    return validate(Withdrawal, Header(values, {}, 1), Notes(""))
