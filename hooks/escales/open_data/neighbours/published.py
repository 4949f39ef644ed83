# SPDX-License-Identifier: EUPL-1.2
"""The files that a site publishes, as its neighbours read them: never the text of a story."""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from escales.open_data.files import FOLDER
from escales.open_data.neighbours.cards import Shown
from escales.open_data.neighbours.judging import NotTaken, Record, Tables
from escales.open_data.neighbours.saved import records_in
from escales.open_data.spreadsheet import read_csv
from escales.open_data.tables import COLLECTIVITY_TABLE, SCHEME_TABLE, STORY_TABLE, Table
from escales.words.phrases import phrases_of

phrases = phrases_of("open_data/neighbours")

CATALOGUE = f"{FOLDER}catalogue.jsonld"
EMPLOYERS = f"{FOLDER}{COLLECTIVITY_TABLE.name}.json"
SCHEMES = f"{FOLDER}{SCHEME_TABLE.name}.json"
STORIES = f"{FOLDER}{STORY_TABLE.csv}.csv"
MOST_BYTES = {  # a thousand stories weigh about a million
    CATALOGUE: 200_000,
    EMPLOYERS: 2_000_000,
    SCHEMES: 4_000_000,
    STORIES: 12_000_000,
}
NAME = TypeAdapter[str](Shown)
NEEDED = ("id", "adresse", "version_schema")
LISTS = [column.name for column in STORY_TABLE.csv_columns if column.many]


def tables_in(files: Mapping[str, bytes]) -> Tables:
    """Return the records of the files, by their uri; those of stories are read one by one.

    Raise NotTaken, now or while stories are read, where a file is another thing.
    """
    employers = _read_json(files[EMPLOYERS], EMPLOYERS, COLLECTIVITY_TABLE)
    schemes = _read_json(files[SCHEMES], SCHEMES, SCHEME_TABLE)
    return Tables(employers, schemes, _stories(files[STORIES]))


def name_in(catalogue: bytes, address: str) -> str:
    """Return the name that a site gives itself, or else that of its machine."""
    before, _, after = phrases_of("open_data")["catalogue"]["title"].partition("{site}")
    try:
        title = json.loads(catalogue)["dct:title"]["@value"]
        return NAME.validate_python(title.removeprefix(before).removesuffix(after))
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError, ValidationError):
        return urlsplit(address).netloc


def _read_json(content: bytes, uri: str, table: Table) -> list[Record]:
    try:
        return records_in(json.loads(content), table.name)
    except (RecursionError, ValueError):
        raise NotTaken(phrases.not_a_table.format(file=uri)) from None


def _stories(content: bytes) -> Iterator[Mapping[str, Any]]:
    try:
        yield from read_csv(content, LISTS, NEEDED)
    except ValueError:
        raise NotTaken(phrases.not_a_table.format(file=STORIES)) from None
