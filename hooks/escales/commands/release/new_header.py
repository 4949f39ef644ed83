# SPDX-License-Identifier: EUPL-1.2
"""Write a new version in the header of a scheme: its number, and its line in the journal.

Nothing else of the file changes, down to the way its lines end.
"""

import json
import re
from collections.abc import Sequence
from datetime import date

from escales.problems.problem import Notes
from escales.reading.disk import NEW_LINE
from escales.reading.header import Header, split_header
from escales.reading.sources import order_of

BOM = "\ufeff"
VERSION_LINE = re.compile(r"(?P<before>version[ ]*:[ ]*)(?P<value>[^#\r\n]*?)(?P<after>[ ]*)")
ITEM = re.compile(r"(?P<indent>[ ]*)-(?P<gap>[ ]+)(?P<key>[\w-]+)[ ]*:")
END = re.compile(f"({NEW_LINE.pattern}|\n)")


class OddHeader(Exception):  # noqa: N818  # reads as what it says, and is caught by name
    """The journal is written in a way that only a person can add to."""


def with_version(text: str, version: str, on: date, changes: str) -> str:
    """Return the text of a scheme with a new version; raise OddHeader where that is not simple."""
    start = len(text) - len(text.removeprefix(BOM))
    parts = END.split(text[start:])
    lines, ends = parts[::2], parts[1::2]
    header = _header(text)
    number = header.line(("version",)) - 1
    lines[number] = _renumbered(lines[number], version)
    added, place = _journal_lines(header, lines, [version, str(on), changes])
    end = ends[0] if ends else "\n"
    whole = [line + last for line, last in zip(lines, [*ends, ""], strict=True)]
    whole[place:place] = [f"{line}{end}" for line in added]
    written = text[:start] + "".join(whole)
    if not _says_only_more(header, _header(written), version):
        raise OddHeader
    return written


def _header(text: str) -> Header:
    plain = NEW_LINE.sub("\n", text.removeprefix(BOM))
    header, _, _ = split_header(plain, Notes(""))
    if header is None:
        raise OddHeader
    return header


def _renumbered(line: str, version: str) -> str:
    found = VERSION_LINE.fullmatch(line)
    if found is None:
        raise OddHeader
    quote = next((sign for sign in "\"'" if found["value"].startswith(sign)), "")
    return f"{found['before']}{quote}{version}{quote}{found['after']}"


def _journal_lines(
    header: Header, lines: Sequence[str], values: Sequence[str]
) -> tuple[list[str], int]:
    """Return the lines of a new entry, and before which line they go."""
    journal = header.values.get("journal")
    if not isinstance(journal, list) or not journal:
        raise OddHeader
    numbers = [header.line(("journal", place)) - 1 for place in range(len(journal))]
    items = [ITEM.match(lines[number]) for number in numbers]
    model = items[0]
    if model is None or None in items or len(set(numbers)) < len(numbers):
        raise OddHeader  # between brackets, on one line
    inner = model["indent"] + " " + model["gap"]
    version, on, changes = values
    text = json.dumps(changes, ensure_ascii=False)
    added = [
        f"{model['indent']}-{model['gap']}version: {version}",
        f"{inner}date: {on}",
        f"{inner}changements: {text}",
    ]
    if len(journal) > 1 and _is_newest_first(journal):
        return added, numbers[0]
    return added, _end_of_item(lines, numbers[-1], len(model["indent"]))


def _is_newest_first(journal: Sequence[object]) -> bool:
    versions = [
        order_of(str(entry.get("version", ""))) for entry in journal if isinstance(entry, dict)
    ]
    return versions[0] > versions[-1]


def _end_of_item(lines: Sequence[str], start: int, indent: int) -> int:
    """Return the line after an item: the next that stands as far left as its dash."""
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
            return number
    raise OddHeader


def _says_only_more(before: Header, after: Header, version: str) -> bool:
    """Whether nothing was lost: the same, another version, and a line more in the journal."""
    old, new = dict(before.values), dict(after.values)
    old_journal, new_journal = old.pop("journal"), new.pop("journal")
    del old["version"], new["version"]
    if old != new or not isinstance(old_journal, list) or not isinstance(new_journal, list):
        return False
    kept = [each for each in new_journal if each in old_journal]
    same = after.values["version"] == version and len(new_journal) == len(old_journal) + 1
    return same and kept == old_journal
