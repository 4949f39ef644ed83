# SPDX-License-Identifier: EUPL-1.2
"""Write in the page of an employer which scheme it took up, and touch nothing else of it."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from escales.commands.take.refusal import RefusedError
from escales.problems.problem import Notes
from escales.reading.header import Header, split_header
from escales.words.phrases import phrases_of

phrases = phrases_of("commands/take")

KEY = "reutilise"
FENCE = re.compile(r"-{3,}\s*")
ITEM = re.compile(r"(?P<indent> *)-(?P<gap> +)")
MOVING = ("version", "origine")  # what a newer version changes; the rest is the adopter's own


@dataclass(frozen=True, slots=True)
class Adopted:
    """What a page says of a scheme taken up; `origin` is the page it came from, in https."""

    scheme: str
    version: str
    since: int
    origin: str | None = None

    @property
    def values(self) -> dict[str, str]:
        values = {"dispositif": self.scheme, "version": self.version, "depuis": str(self.since)}
        return {**values, "origine": json.dumps(self.origin)} if self.origin else values


def with_adoption(text: str, adopted: Adopted, path: str, former: str = "") -> str:
    """Return the text of a page that says so; `former` is a name that the scheme had before.

    Raise RefusedError when its header is written in a way that a person had better change.
    """
    header, _, _ = split_header(text, Notes(path))
    adoptions = header.values.get(KEY) if header else None
    if header is None or (adoptions and not isinstance(adoptions, list)):
        raise RefusedError(phrases.by_hand.format(path=path, **adopted.values))
    lines = text.split("\n")
    names = {adopted.scheme, former} - {""}
    for place, each in enumerate(adoptions or ()):
        if isinstance(each, dict) and each.get("dispositif") in names:
            return _updated(lines, header, place, adopted, path)
    return _added(lines, header, adopted, path)


def without_adoptions(text: str, schemes: Sequence[str]) -> str:
    """Return the text of a page where only the schemes that are named are still taken up."""
    header, _, _ = split_header(text, Notes(""))
    adoptions = header.values.get(KEY) if header else None
    if header is None or not isinstance(adoptions, list):
        return text
    lines = text.split("\n")
    start, end = _block(lines, header)
    starts = [header.line((KEY, place)) - 1 for place in range(len(adoptions))]
    if not starts or starts[0] == start:
        return text  # on one line: the check says what it names
    left: list[str] = []
    for place, each in enumerate(adoptions):
        if isinstance(each, dict) and each.get("dispositif") in schemes:
            left += lines[starts[place] : [*starts[1:], end][place]]
    kept = [lines[start], *left] if left else []
    return "\n".join([*lines[:start], *kept, *lines[end:]])


def _block(lines: Sequence[str], header: Header) -> tuple[int, int]:
    """Return where the list of schemes begins and ends: from its key to the next one."""
    start = header.lines[(KEY,)] - 1
    end = start + 1
    while end < len(lines) and not _is_key(lines[end]):
        end += 1
    return start, end


def _is_key(line: str) -> bool:
    """Whether a line begins another key of the header, a comment, or ends it."""
    return FENCE.fullmatch(line) is not None or re.match(r"[^\s-]", line) is not None


def _added(
    lines: list[str],
    header: Header,
    adopted: Adopted,
    path: str,
) -> str:
    item = [f"{key}: {value}" for key, value in adopted.values.items()]
    if (KEY,) not in header.lines:
        end = _end_of_header(lines)
        return "\n".join([*lines[:end], f"{KEY}:", *_indented(item, "  ", " "), *lines[end:]])
    start, end = _block(lines, header)
    if not header.values[KEY]:
        return "\n".join(
            [*lines[:start], f"{KEY}:", *_indented(item, "  ", " "), *lines[start + 1 :]]
        )
    shape = ITEM.match(lines[header.line((KEY, 0)) - 1])
    if shape is None:
        raise RefusedError(phrases.by_hand.format(path=path, **adopted.values))
    while not lines[end - 1].strip():
        end -= 1
    new = _indented(item, shape["indent"], shape["gap"])
    return "\n".join([*lines[:end], *new, *lines[end:]])


def _updated(lines: list[str], header: Header, place: int, adopted: Adopted, path: str) -> str:
    """Change the lines of a scheme that say another name, version or origin."""
    first = header.line((KEY, place)) - 1
    shape = ITEM.match(lines[first])
    if shape is None:
        raise RefusedError(phrases.by_hand.format(path=path, **adopted.values))
    new = {key: adopted.values[key] for key in ("dispositif", *MOVING) if key in adopted.values}
    for key, value in new.items():
        at = header.lines.get((KEY, place, key))
        if at is not None:
            line = lines[at - 1]
            before = line[: line.index(key)]
            lines[at - 1] = f"{before}{key}: {value}"
        else:
            after = header.line((KEY, place, "version"))
            indent = " " * len(shape[0])
            lines.insert(after, f"{indent}{key}: {value}")
    return "\n".join(lines)


def _indented(item: Sequence[str], indent: str, gap: str) -> list[str]:
    first, *others = item
    below = " " * (len(indent) + 1 + len(gap))
    return [f"{indent}-{gap}{first}", *(f"{below}{line}" for line in others)]


def _end_of_header(lines: Sequence[str]) -> int:
    """Return the index of the line that ends the header."""
    fences = [number for number, line in enumerate(lines) if FENCE.fullmatch(line)]
    return fences[1]
