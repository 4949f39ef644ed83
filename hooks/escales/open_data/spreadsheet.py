# SPDX-License-Identifier: EUPL-1.2
"""Write and read records as CSV (RFC 4180): no spreadsheet runs a cell as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from escales.open_data.records import Record
from escales.open_data.schemas import LIST_SEPARATOR

# A cell that begins so is run as a formula (OWASP, "CSV Injection"); wide characters too.
FORMULA = re.escape("=+-@＝＋－＠")
ACTIVE = re.compile(rf"[\t\r\n]|\s*[{FORMULA}]")
# A French spreadsheet splits at semicolons: a cell may begin after each one too.
INNER = re.compile(rf"(?<=[;\t\r\n])(?=[\s\"']*[{FORMULA}\t\r\n])")
MARKED = re.compile(rf"(?<=[;\t\r\n])'(?=[\s\"']*[{FORMULA}\t\r\n])")


def csv_lines(names: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    """Yield a line of names, then a line of values for each record."""
    yield _line(names)
    for record in records:
        yield _line([_cell(record[name]) for name in names])


def read_csv(
    content: bytes, lists: Sequence[str], needed: Iterable[str]
) -> Iterator[Mapping[str, str | list[str]]]:
    """Yield the record of each line, without our marks; `lists` are the columns of several values.

    Raise ValueError where it is no CSV, or lacks one of the columns needed.
    """
    text = io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="")
    rows = csv.DictReader(text, strict=True)
    try:
        if not set(needed) <= set(rows.fieldnames or ()):
            raise ValueError(rows.fieldnames)
        for row in rows:
            cells = {name: text or "" for name, text in row.items() if isinstance(name, str)}
            several = {name: _items(cells[name]) for name in lists if cells.get(name)}
            yield {**{name: _plain(text) for name, text in cells.items()}, **several}
    except csv.Error as error:
        raise ValueError from error


def _items(cell: str) -> list[str]:
    return [_plain(item) for item in cell.split(LIST_SEPARATOR)]


def _plain(text: str) -> str:
    """Return what a cell says, without what keeps spreadsheets from running it."""
    text = text[1:] if text.startswith("'") and ACTIVE.match(text[1:]) else text
    return MARKED.sub("", text) if "'" in text else text


def _line(cells: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue()


def _cell(value: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    if isinstance(value, list):
        return LIST_SEPARATOR.join([_cell(item.replace(LIST_SEPARATOR, "/")) for item in value])
    text = "" if value is None else str(value)
    if ";" in text or "\n" in text or "\t" in text or "\r" in text:
        text = INNER.sub("'", text)
    return f"'{text}" if ACTIVE.match(text) else text
