# SPDX-License-Identifier: EUPL-1.2
"""Read the front matter of a file: values still text, and the line of every key."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from frontmatter.default_handlers import YAMLHandler

from escales.machine.text_yaml import LOADER
from escales.problems.problem import Notes

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Location: TypeAlias = tuple[str | int, ...]  # ("journal", 0, "version")

BOUNDARY = re.compile(r"^---[ \t\u00a0]*$", re.MULTILINE)
HANDLER = YAMLHandler(fm_boundary=BOUNDARY)

# No-break spaces copied from a word processor, where YAML wants plain ones.
STRUCTURE = re.compile(
    r"^[ \u00a0\u202f]*(?:-[ \u00a0\u202f]+)?(?:[^\W\d][\w-]*[ \u00a0\u202f]*:[ \u00a0\u202f]*)?",
    re.MULTILINE,
)
NO_BREAK_SPACES = str.maketrans("\u00a0\u202f", "  ")

KEY = re.compile(r"(?P<key>[^\W\d][\w-]*)[ ]*:")
SQUEEZED = re.compile(r"[ ]*(?P<key>[^\W\d][\w-]*):[^\s:/]")  # "duree:3 jours"
MOST_REPAIRS = 20

DEEPEST = 4  # a list of mappings is the deepest that any front matter goes
MOST_PLACES = 1000  # keys and items: the longest journal of a scheme has a few hundred

# What a value that YAML cannot read may begin with, and the problem that it is.
OPENINGS = {
    '"': "yaml-quote",
    "'": "yaml-quote",
    "*": "yaml-alias",
    "&": "yaml-anchor",
    "!": "yaml-tag",
}


@dataclass(slots=True)
class Header:
    """Front matter as written. `lines` gives the line of each location; `faulty` ones are noted."""

    values: dict[str, Value]
    lines: dict[Location, int]
    first_line: int
    faulty: set[Location] = field(default_factory=set)

    def line(self, location: Location) -> int:
        """Return the line of a location, or of the nearest one around it."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, self.first_line)


def dotted(location: Location) -> str:
    """Name a location as people count: "journal.1.version" is in the first entry."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in location)


def split_header(text: str, notes: Notes) -> tuple[Header | None, str, int]:
    """Return the header (None when it cannot be read), the body, and the body's first line."""
    blank = len(text) - len(text.lstrip())
    start = text.count("\n", 0, blank) + 1
    if not HANDLER.detect(text[blank:]):
        notes.add("header-missing", start)
        return None, text, start
    try:
        source, body = HANDLER.split(text[blank:])
    except ValueError:
        notes.add("header-unclosed", start)
        return None, "", start
    body_line = start + source.count("\n") + 1
    return read_header(source, start, notes), body, body_line - 1


def read_header(source: str, first_line: int, notes: Notes) -> Header | None:
    """Read a header; a value that YAML cannot read is noted and replaced: the rest is read."""
    if "\u00a0" in source or "\u202f" in source:
        source = STRUCTURE.sub(lambda match: match[0].translate(NO_BREAK_SPACES), source)
    repaired: dict[int, str] = {}  # the keys whose value was replaced, by line
    for _ in range(MOST_REPAIRS):
        attempt = Notes(notes.path)
        try:
            header = _Reader(source, Header({}, {}, first_line), attempt).read()
        except yaml.MarkedYAMLError as error:
            number, code, found = _explain(error, source.split("\n"))
        except _TooLongError:
            notes.add("header-too-long", first_line, limit=MOST_PLACES)
            return None
        except yaml.reader.ReaderError as error:
            number, code, found = source.count("\n", 0, error.position), "yaml-syntax", ""
        else:
            notes.problems += attempt.problems
            if header:
                header.faulty |= {(key,) for key in repaired.values()}
            return header
        if number in repaired:
            return None
        notes.add(code, first_line + number, found=found)
        lines = source.split("\n")
        match = KEY.match(lines[number])
        if match is None:
            return None
        lines[number] = f"{match['key']}: noted"
        source = "\n".join(lines)
        repaired[number] = match["key"]
    return None


def _explain(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, str, str]:
    """Return the line from 0, the code, and the word at fault, of an error of YAML."""
    problem, context, mark = error.problem or "", error.context or "", error.problem_mark
    if error.context_mark and any(word in context for word in ("quoted", "flow", "simple key")):
        mark = error.context_mark  # where the fault begins, not where YAML gives up
    number = min(mark.line if mark else 0, len(lines) - 1)
    line = lines[number]
    if squeezed := SQUEEZED.match(line):
        return number, "yaml-space", squeezed["key"]
    if "mapping values are not allowed" in problem:
        return number, "yaml-colon" if line.count(":") > 1 else "yaml-indent", ""
    if "\t" in line:
        return number, "yaml-tab", ""
    value = line.partition(":")[2].strip()
    return number, OPENINGS.get(value[:1], "yaml-syntax"), value[1:].split(" ")[0]


class _TooLongError(Exception):
    """A header has more places than any reader would go through."""


class _Reader:
    """Walks the events of YAML, where aliases, anchors, tags and duplicate keys still show.

    They are untyped: the stubs do not know what the C parser gives.
    """

    def __init__(self, source: str, header: Header, notes: Notes) -> None:
        self.next: Callable[[], Any] = LOADER(source).get_event
        self.source_lines = source.split("\n") if "#" in source else []
        self.header = header
        self.notes = notes
        self.places = 0

    def read(self) -> Header | None:
        self.next()  # the stream begins
        if not isinstance(self.next(), yaml.DocumentStartEvent):
            self.notes.add("header-not-mapping", self.header.first_line)
            return None
        root = self.next()
        if not isinstance(root, yaml.MappingStartEvent):
            self.notes.add("header-not-mapping", self._line(root))
            return None
        self.header.values = self._mapping(())
        dots: Any = None  # a line of three, with which only YAML ends a header
        while event := self.next():  # what follows a document is a fault of syntax
            if isinstance(event, yaml.DocumentEndEvent) and event.explicit:
                dots = event.start_mark
            if isinstance(event, yaml.DocumentStartEvent):
                self.notes.add("header-not-mapping", self._line(event))
        if dots:
            raise yaml.MarkedYAMLError(problem="two ends", problem_mark=dots)
        return self.header

    def _line(self, event: Any) -> int:
        return int(self.header.first_line + event.start_mark.line)

    def _note_line(self, here: Location, event: Any) -> None:
        """Note the line of a location, or of the first of two that have the same name."""
        self.places += 1
        if self.places > MOST_PLACES:
            raise _TooLongError
        self.header.lines.setdefault(here, self._line(event))

    def _mapping(self, at: Location) -> dict[str, Value]:
        values: dict[str, Value] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self._key(event, at)
            here = (*at, key)
            if key in values:
                first = self.header.lines[here]
                self.notes.add("duplicate-key", self._line(event), dotted(here), other=first)
            self._note_line(here, event)
            values.setdefault(key, self._value(self.next(), here))
        return values

    def _key(self, event: Any, at: Location) -> str:
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor or event.tag:
                self._refuse_features(event, at)
            return str(event.value).strip()
        raise yaml.MarkedYAMLError(problem="a key that is no text", problem_mark=event.start_mark)

    def _value(self, event: Any, at: Location) -> Value:
        if event.anchor or getattr(event, "tag", None):
            self._refuse_features(event, at)
        if len(at) > DEEPEST:
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            if self.source_lines and not event.style and event.value:
                self._refuse_lost_text(event, at)
            return str(event.value).strip()
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(at)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(item := self.next(), yaml.SequenceEndEvent):
                here = (*at, len(items))
                self._note_line(here, item)
                items.append(self._value(item, here))
            return items
        return ""

    def _refuse_features(self, event: Any, at: Location) -> None:
        for code, found in (
            ("yaml-alias", event.anchor if isinstance(event, yaml.AliasEvent) else None),
            ("yaml-anchor", None if isinstance(event, yaml.AliasEvent) else event.anchor),
            ("yaml-tag", (getattr(event, "tag", None) or "").replace("tag:yaml.org,2002:", "!!")),
        ):
            if found:
                self._fault(code, event, at, found)

    def _refuse_lost_text(self, event: Any, at: Location) -> None:
        """Note a comment after an unquoted value: "Le bureau #12" would lose its number."""
        rest = self.source_lines[event.end_mark.line][event.end_mark.column :]
        if rest.lstrip().startswith("#"):
            self._fault("yaml-comment", event, at, "")

    def _fault(self, code: str, event: Any, at: Location, found: str) -> None:
        self.header.faulty.add(at)
        self.notes.add(code, self._line(event), dotted(at) or None, found=found)
