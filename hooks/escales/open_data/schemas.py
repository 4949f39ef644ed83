# SPDX-License-Identifier: EUPL-1.2
"""Describe the published files for programs: JSON Schema (2020-12) and Table Schema (2.0)."""

from collections.abc import Iterable
from typing import Any

from escales.open_data.column_types import Column
from escales.open_data.tables import SCHEMA_VERSION, DataFile, Table

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
DURATION = r"^P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T\d+H)?$"
LIST_SEPARATOR = "|"

Schema = dict[str, Any]


def json_schema(file: DataFile, address: str) -> Schema:
    """Return the schema of a whole JSON file; `address` is that of the folder of the files."""
    lists = {
        table.name: {
            "title": table.phrase["title"],
            "description": table.phrase["lead"],
            "type": "array",
            "items": _object(table.columns),
        }
        for table in file.tables
    }
    return {
        "$schema": JSON_SCHEMA,
        "$id": address + file.schema,
        "title": file.phrase["title"],
        "description": file.phrase["lead"],
        "version": SCHEMA_VERSION,
        **_closed({"$schema": {"type": "string", "const": address + file.schema}, **lists}),
    }


def table_schema(table: Table) -> Schema:
    """Return the schema of a CSV file."""
    return {
        "$schema": TABLE_SCHEMA,
        "name": table.csv,
        "title": table.phrase["title"],
        "description": table.phrase["lead"],
        "version": SCHEMA_VERSION,
        "fields": [_field(column) for column in table.csv_columns],
        "primaryKey": ["id"],
        "missingValues": [""],
    }


def _object(columns: Iterable[Column]) -> Schema:
    return _closed({column.name: _property(column) for column in columns})


def _closed(properties: Schema) -> Schema:
    """Return the schema of an object that has all these keys and no other."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _property(column: Column) -> Schema:
    shape = _shape(column)
    if column.many:
        shape = {"type": "array", "items": shape}
    elif column.optional:
        shape["type"] = [shape["type"], "null"]
        if column.terms:
            shape["enum"].append(None)
    return {
        "title": column.label,
        "description": column.hint,
        **shape,
        "examples": [column.example],
    }


def _shape(column: Column) -> Schema:
    """Return the schema of one value that is not null."""
    match column.type:
        case "object":
            return _object(column.inner)
        case "date":
            return {"type": "string", "format": "date"}
        case "duration":
            return {"type": "string", "pattern": DURATION}
    shape: Schema = {"type": column.type}
    return shape | ({"enum": list(column.terms)} if column.terms else {})


def _field(column: Column) -> Schema:
    constraints: Schema = {} if column.many or column.optional else {"required": True}
    if column.name == "id":
        constraints["unique"] = True
    if column.terms:
        constraints["enum"] = list(column.terms)
    if column.type == "duration":
        constraints["pattern"] = DURATION
    kind = "string" if column.type == "duration" else column.type
    as_list = {"type": "list", "itemType": kind, "delimiter": LIST_SEPARATOR}
    return {
        "name": column.name,
        "title": column.label,
        "description": column.hint,
        **(as_list if column.many else {"type": kind}),
        "example": LIST_SEPARATOR.join(column.example) if column.many else column.example,
        **({"constraints": constraints} if constraints else {}),
    }
