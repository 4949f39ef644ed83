# SPDX-License-Identifier: EUPL-1.2
"""Make every file of the open data: the records, their schemas and their catalogue."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from escales.content.library import Library
from escales.open_data.dcat import make_dcat
from escales.open_data.records import (
    Record,
    collectivity_records,
    open_stories,
    scheme_records,
    story_record,
    story_row,
    withdrawal_records,
)
from escales.open_data.schemas import json_schema, table_schema
from escales.open_data.spreadsheet import csv_lines
from escales.open_data.tables import (
    COLLECTIVITY_TABLE,
    DATA_FILES,
    SCHEME_TABLE,
    STORY_TABLE,
    TABLES,
    WITHDRAWAL_TABLE,
    DataFile,
)
from escales.settings.site import Settings
from escales.words.vocabulary import Format

FOLDER = "donnees/"
JSON = json.JSONEncoder(ensure_ascii=False)

Content = Iterable[bytes]  # the pieces of a file, to read once


def make_open_data(
    library: Library, formats: Sequence[Format], settings: Settings
) -> Iterator[tuple[str, Content]]:
    """Yield the uri and the content of each file.

    When the site has no address, those that the files give are relative to their folder.
    """
    address = settings.address
    root, folder = (address, address + FOLDER) if address else ("../", "./")
    stories = open_stories(library)
    records: dict[str, Sequence[Record]] = {
        WITHDRAWAL_TABLE.name: withdrawal_records(library),
        SCHEME_TABLE.name: scheme_records(library, formats, root),
        COLLECTIVITY_TABLE.name: collectivity_records(library, root),
    }
    # There may be thousands of stories: the record of each is made as it is written.
    with_stories = {STORY_TABLE.name: (story_record(story, root) for story in stories), **records}
    for file in DATA_FILES:
        yield FOLDER + file.name, _json_file(folder + file.schema, file, with_stories)
    with_rows = {STORY_TABLE.name: (story_row(story, root) for story in stories), **records}
    for table in TABLES:
        if table.csv:
            lines = csv_lines(table.names, with_rows[table.name])
            yield f"{FOLDER}{table.csv}.csv", (line.encode() for line in lines)
    for name, schema in _schemas(folder):
        yield FOLDER + name, [_indented_json(schema)]
    newest = {STORY_TABLE.name: [story_row(story, root) for story in stories[:1]], **records}
    yield f"{FOLDER}catalogue.jsonld", [_indented_json(make_dcat(newest, folder, settings))]


def _json_file(
    schema: str, file: DataFile, records: Mapping[str, Iterable[Record]]
) -> Iterator[bytes]:
    """Write a record a line."""
    yield f'{{\n  "$schema": {JSON.encode(schema)}'.encode()
    for table in file.tables:
        yield f',\n  "{table.name}": ['.encode()
        before, end = "", "]"
        for record in records[table.name]:
            yield f"{before}\n    {JSON.encode(record)}".encode()
            before, end = ",", "\n  ]"
        yield end.encode()
    yield b"\n}\n"


def _schemas(folder: str) -> Iterator[tuple[str, Any]]:
    """Yield the name and the content of the schema of each file."""
    for file in DATA_FILES:
        yield file.schema, json_schema(file, folder)
    for table in TABLES:
        if table.csv:
            yield f"{table.csv}.tableschema.json", table_schema(table)


def _indented_json(value: Any) -> bytes:  # noqa: ANN401  # whatever JSON holds
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
