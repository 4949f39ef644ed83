# SPDX-License-Identifier: EUPL-1.2
"""Write records as CSV (RFC 4180), so that no spreadsheet runs a cell as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from escales.open_data.records import Record
from escales.open_data.schemas import LIST_SEPARATOR

# A cell that begins so is run as a formula (OWASP, "CSV Injection"); wide characters too.
FORMULA = re.escape("=+-@＝＋－＠")
ACTIVE = re.compile(rf"[\t\r\n]|\s*[{FORMULA}]")
# A French spreadsheet splits at semicolons: a cell may begin after each one too.
INNER = re.compile(rf"(?<=[;\t\r\n])(?=[\s\"']*[{FORMULA}\t\r\n])")


def csv_lines(names: Sequence[str], records: Iterable[Record]) -> Iterator[str]:
    """Yield a line of names, then a line of values for each record."""
    yield _line(names)
    for record in records:
        yield _line([_cell(record[name]) for name in names])


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
