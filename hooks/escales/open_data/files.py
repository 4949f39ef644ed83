# SPDX-License-Identifier: EUPL-1.2
"""Make every file of the open data: the records, their schemas, and the catalogue of them all."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from escales.content.library import Library
from escales.open_data.dcat import make_dcat
from escales.open_data.records import (
    collectivity_records,
    open_stories,
    scheme_records,
    story_row,
    withdrawal_records,
)
from escales.open_data.schemas import json_schema, table_schema
from escales.open_data.spreadsheet import csv_with_header
from escales.open_data.table_content import TableContent, write_records, write_stories
from escales.open_data.tables import (
    COLLECTIVITY_TABLE,
    DATA_FILES,
    SCHEME_TABLE,
    STORY_TABLE,
    TABLES,
    WITHDRAWAL_TABLE,
)
from escales.words.vocabulary import Format

FOLDER = "donnees/"

Content = Iterable[bytes]  # of a file, in pieces to be read once


def make_open_data(
    library: Library, formats: Sequence[Format], address: str
) -> Iterator[tuple[str, Content]]:
    """Yield the uri and the content of each file.

    `address` is that of the site, with its last slash; when it is empty, addresses are relative
    to the folder of the files.
    """
    root, folder = (address, address + FOLDER) if address else ("../", "./")
    stories = open_stories(library)
    records = {
        STORY_TABLE.name: [story_row(newest, root) for newest in stories[:1]],
        WITHDRAWAL_TABLE.name: withdrawal_records(library),
        SCHEME_TABLE.name: scheme_records(library, formats, root),
        COLLECTIVITY_TABLE.name: collectivity_records(library, root),
    }
    contents = {table.name: write_records(table, records[table.name]) for table in TABLES[1:]}
    contents[STORY_TABLE.name] = write_stories(stories, root)
    for name, content in _data_files(folder, contents):
        yield FOLDER + name, content
    for name, schema in _schemas(folder):
        yield FOLDER + name, [_indented_json(schema).encode()]
    records_by_file = [
        (file, [record for table in file.tables for record in records[table.name]])
        for file in DATA_FILES
    ]
    yield f"{FOLDER}catalogue.jsonld", [_indented_json(make_dcat(records_by_file, folder)).encode()]


def _data_files(folder: str, contents: Mapping[str, TableContent]) -> Iterator[tuple[str, Content]]:
    """Yield the name and the content of each file that holds records."""
    for file in DATA_FILES:
        lists = {table.name: contents[table.name].records for table in file.tables}
        yield file.name, _json_file(folder + file.schema, lists)
    for table in TABLES:
        if table.csv:
            names = csv_with_header(table.names, ()).encode()
            yield f"{table.csv}.csv", chain([names], contents[table.name].rows)


def _json_file(schema: str, lists: Mapping[str, Content]) -> Iterator[bytes]:
    yield f'{{\n  "$schema": {json.dumps(schema, ensure_ascii=False)}'.encode()
    for name, records in lists.items():
        pieces = filter(None, records)
        first = next(pieces, b"")
        yield f',\n  "{name}": ['.encode() + first.removeprefix(b",")
        yield from pieces
        yield b"\n  ]" if first else b"]"
    yield b"\n}\n"


def _schemas(folder: str) -> Iterator[tuple[str, Any]]:
    """Yield the name and the content of what describes each file."""
    for file in DATA_FILES:
        yield file.schema, json_schema(file, folder)
    for table in TABLES:
        if table.csv:
            yield f"{table.csv}.tableschema.json", table_schema(table)


def _indented_json(value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
