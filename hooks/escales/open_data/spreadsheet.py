# SPDX-License-Identifier: EUPL-1.2
"""Write records as CSV (RFC 4180), for spreadsheets: no cell of it may act as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from escales.open_data.records import Record
from escales.open_data.schemas import LIST_SEPARATOR
from escales.open_data.tables import Table

# What makes a spreadsheet run a cell (OWASP, "CSV Injection"), in both widths of characters.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


# A spreadsheet in French splits at semicolons: what follows one may begin a cell too.
INNER = re.compile(rf"(?<=[;\t\r\n])(?=[\s\"']*[{re.escape(''.join(FORMULA))}])")


def make_csv(table: Table, records: Iterable[Record]) -> bytes:
    """Return the records in UTF-8 without byte-order mark, separated by commas."""
    return write_rows([column.name for column in table.flat], records).encode()


def write_rows(names: Sequence[str], records: Iterable[Record]) -> str:
    """Write a line of names, then the values of each record, none of which a spreadsheet runs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    for record in records:
        writer.writerow([_cell(record[name]) for name in names])
    return text.getvalue()


def _cell(value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, list):
        return LIST_SEPARATOR.join(_cell(item.replace(LIST_SEPARATOR, "/")) for item in value)
    text = INNER.sub("'", "" if value is None else str(value))
    return f"'{text}" if text.lstrip().startswith(FORMULA) or text.startswith(FORMULA) else text
