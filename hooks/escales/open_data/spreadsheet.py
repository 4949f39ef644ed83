# SPDX-License-Identifier: EUPL-1.2
"""Write records as CSV (RFC 4180), for spreadsheets: no cell of it may act as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from escales.open_data.records import Record
from escales.open_data.schemas import LIST_SEPARATOR

# What makes a spreadsheet run a cell (OWASP, "CSV Injection"), in both widths of characters.
FORMULA = re.escape("=+-@＝＋－＠")
ACTIVE = re.compile(rf"[\t\r\n]|\s*[{FORMULA}]")
# A spreadsheet in French splits at semicolons: what follows one may begin a cell too.
INNER = re.compile(rf"(?<=[;\t\r\n])(?=[\s\"']*[{FORMULA}\t\r\n])")


def csv_with_header(names: Sequence[str], records: Iterable[Record]) -> str:
    """Write a line of names, then the values of each record, separated by commas."""
    return _csv_text([names]) + csv_rows(names, records)


def csv_rows(names: Sequence[str], records: Iterable[Record]) -> str:
    """Write the values of each record, none of which a spreadsheet runs."""
    return _csv_text([_cell(record[name]) for name in names] for record in records)


def _csv_text(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, list):
        return LIST_SEPARATOR.join([_cell(item.replace(LIST_SEPARATOR, "/")) for item in value])
    text = "" if value is None else str(value)
    if ";" in text or "\n" in text or "\t" in text or "\r" in text:  # few do: this is fast
        text = INNER.sub("'", text)
    return f"'{text}" if ACTIVE.match(text) else text
