# SPDX-License-Identifier: EUPL-1.2
"""Write what a table holds, in pieces: its records in JSON, a line each, and its rows in CSV."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from escales.content.library import Named
from escales.open_data.records import Record, story_record, story_row
from escales.open_data.spreadsheet import write_values
from escales.open_data.tables import STORIES, Table

JSON = json.JSONEncoder(ensure_ascii=False)


class Listing(NamedTuple):
    """What a table holds, each record of JSON after a comma, and each row of CSV."""

    records: Iterable[bytes]
    rows: Iterable[bytes]


def list_records(table: Table, records: Sequence[Record]) -> Listing:
    """Write a few records."""
    rows = [write_values(table.names, records).encode()] if table.csv else []
    return Listing([_write_records(records)], rows)


def list_stories(stories: Sequence[Named], root: str) -> Listing:
    """Write stories, of which there may be thousands: each one when it is asked for.

    `root` leads to the site.
    """
    return Listing(
        (_write_records([story_record(story, root)]) for story in stories),
        (write_values(STORIES.names, [story_row(story, root)]).encode() for story in stories),
    )


def _write_records(records: Iterable[Record]) -> bytes:
    return "".join([f",\n    {JSON.encode(record)}" for record in records]).encode()
