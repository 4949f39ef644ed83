# SPDX-License-Identifier: EUPL-1.2
"""Make every file of the open data: the records, their schemas, and the catalogue of them all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from escales.library import Library
from escales.open_data.catalogue import make_catalogue
from escales.open_data.records import (
    Record,
    collectivity_records,
    scheme_records,
    story_records,
    withdrawal_records,
)
from escales.open_data.schemas import json_schema, table_schema
from escales.open_data.spreadsheet import make_csv
from escales.open_data.tables import DATA_FILES
from escales.vocabulary import Format

FOLDER = "donnees/"


def make_open_data(
    library: Library, formats: Sequence[Format], address: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the uri and the content of each file.

    `address` is that of the site, with its last slash; when it is empty, addresses are relative
    to the folder of the files.
    """
    root, folder = (address, address + FOLDER) if address else ("../", "./")
    records = {
        "recits": story_records(library, root),
        "retires": withdrawal_records(library),
        "dispositifs": scheme_records(library, formats, root),
        "collectivites": collectivity_records(library, root),
    }
    for file in DATA_FILES:
        lists = {table.name: records[table.name] for table in file.tables}
        yield FOLDER + file.name, _lines(folder + file.schema, lists)
        yield FOLDER + file.schema, _json(json_schema(file, folder))
        for table in file.tables:
            if table.csv:
                yield f"{FOLDER}{table.csv}.csv", make_csv(table, records[table.name])
                yield f"{FOLDER}{table.csv}.tableschema.json", _json(table_schema(table))
    held = [
        (file, [record for table in file.tables for record in records[table.name]])
        for file in DATA_FILES
    ]
    yield f"{FOLDER}catalogue.jsonld", _json(make_catalogue(held, folder))


def _lines(schema: str, lists: Mapping[str, Sequence[Record]]) -> bytes:
    """Write a record a line, so that two versions compare, as fast as one line for all."""
    parts = [b'"$schema": ' + _inline(schema)]
    for name, records in lists.items():
        written = b",\n    ".join(map(_inline, records))
        parts.append(
            _inline(name) + b": [" + (b"\n    " + written + b"\n  " if records else b"") + b"]"
        )
    return b"{\n  " + b",\n  ".join(parts) + b"\n}\n"


def _inline(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _json(value: Any) -> bytes:  # noqa: ANN401  # whatever JSON holds
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
