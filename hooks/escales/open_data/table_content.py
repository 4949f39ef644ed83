# SPDX-License-Identifier: EUPL-1.2
"""Write what a table holds, in pieces: its records in JSON, a line each, and its rows in CSV."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from escales.content.library import StoryWithNames
from escales.open_data.records import Record, story_record, story_row
from escales.open_data.spreadsheet import csv_rows
from escales.open_data.tables import STORY_TABLE, Table

JSON = json.JSONEncoder(ensure_ascii=False)


class TableContent(NamedTuple):
    """What a table holds, each record of JSON after a comma, and each row of CSV."""

    records: Iterable[bytes]
    rows: Iterable[bytes]


def write_records(table: Table, records: Sequence[Record]) -> TableContent:
    """Write a few records."""
    rows = [csv_rows(table.names, records).encode()] if table.csv else []
    return TableContent([_json_lines(records)], rows)


def write_stories(stories: Sequence[StoryWithNames], root: str) -> TableContent:
    """Write stories, of which there may be thousands: each one when it is asked for.

    `root` leads to the site.
    """
    return TableContent(
        (_json_lines([story_record(story, root)]) for story in stories),
        (csv_rows(STORY_TABLE.names, [story_row(story, root)]).encode() for story in stories),
    )


def _json_lines(records: Iterable[Record]) -> bytes:
    return "".join([f",\n    {JSON.encode(record)}" for record in records]).encode()
