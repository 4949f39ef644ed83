# SPDX-License-Identifier: EUPL-1.2
"""Read the front matter of a file: values still text, and the line of every key."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import yaml
from frontmatter.default_handlers import YAMLHandler

from escales.machine.text_yaml import LOADER
from escales.problems.problem import Notes
from escales.reading.advice import explain_error, line_to_write
from escales.reading.hidden_characters import without_hidden_characters
from escales.reading.hyphens import BOUNDARY, with_hyphens

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Location: TypeAlias = tuple[str | int, ...]  # ("journal", 0, "version")

HANDLER = YAMLHandler(fm_boundary=BOUNDARY)
# No-break spaces copied from a word processor, where YAML wants plain ones.
STRUCTURE = re.compile(
    r"^[ \u00a0\u202f]*(?:-[ \u00a0\u202f]+)?(?:[^\W\d][\w-]*[ \u00a0\u202f]*:[ \u00a0\u202f]*)?",
    re.MULTILINE,
)
NO_BREAK_SPACES = str.maketrans("\u00a0\u202f", "  ")

KEY = re.compile(r"(?P<key>[^\W\d][\w-]*)[ ]*:")
MOST_REPAIRS = 20

DEEPEST = 4  # a list of mappings is the deepest that any front matter goes
MOST_PLACES = 1000  # keys and items: the longest journal of a scheme has a few hundred


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
    rest = with_hyphens(text[blank:], start, notes)
    if not HANDLER.detect(rest):
        notes.add("header-missing", start)
        return None, text, start
    try:
        source, body = HANDLER.split(rest)
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
            number, code, found = explain_error(error, source.split("\n"))
        except _EndlessError as endless:
            notes.add(endless.code, endless.line, None, **endless.values)
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
        lines = source.split("\n")
        notes.add(code, first_line + number, found=found, expected=line_to_write(lines, number))
        match = KEY.match(lines[number])
        if match is None:
            return None
        lines[number] = f"{match['key']}: noted"
        source = "\n".join(lines)
        repaired[number] = match["key"]
    return None


class _EndlessError(Exception):
    """A header has more than any reader would go through: too much, or the same without end."""

    def __init__(self, code: str, line: int, **values: object) -> None:
        super().__init__(code)
        self.code, self.line, self.values = code, line, values


class _Reader:
    """Walks the events of YAML, where aliases, anchors, tags and duplicate keys still show.

    They are untyped: the stubs do not know what the C parser gives.
    """

    def __init__(self, source: str, header: Header, notes: Notes) -> None:
        self.next: Callable[[], Any] = LOADER(source).get_event
        self.source_lines = source.split("\n")
        self.may_lose_text = "#" in source
        self.escaping = "\\" in source  # "\u202e" in quotes is a character that does not show
        self.anchors = set[str]()
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
            raise _EndlessError("header-too-long", self.header.first_line, limit=MOST_PLACES)
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
            return self._shown(event) if self.escaping else str(event.value).strip()
        raise yaml.MarkedYAMLError(problem="a key that is no text", problem_mark=event.start_mark)

    def _value(self, event: Any, at: Location) -> Value:
        if event.anchor or getattr(event, "tag", None):
            self._refuse_features(event, at)
        if len(at) > DEEPEST:
            raise yaml.MarkedYAMLError(problem="nested too deep", problem_mark=event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            if self.may_lose_text and not event.style and event.value:
                self._refuse_lost_text(event, at)
            return self._text(event)
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

    def _text(self, event: Any) -> str:
        """Return a text with its lines apart, which YAML folds: each may be an item of a list."""
        start, end = event.start_mark, event.end_mark
        if event.style in {"|", '"', "'"} or start.line == end.line:
            return self._shown(event) if self.escaping else str(event.value).strip()
        lines = self.source_lines[start.line : end.line + 1]
        lines[-1] = lines[-1][: end.column]
        lines[0] = "" if event.style else lines[0][start.column :]
        return "\n".join(line.strip() for line in lines).strip()

    def _shown(self, event: Any) -> str:
        """Return a text without what does not show, which quotes let one write by its number."""
        text = without_hidden_characters(event.value, notes := Notes(self.notes.path))
        line = self._line(event)
        self.notes.problems += [replace(problem, line=line) for problem in notes.problems]
        return text.strip()

    def _refuse_features(self, event: Any, at: Location) -> None:
        if isinstance(event, yaml.AliasEvent):
            if event.anchor in self.anchors:
                raise _EndlessError("yaml-alias", self._line(event), found=event.anchor)
            if any(known[:1] == at[:1] for known in self.header.faulty):
                self.header.faulty.add(at)  # told already
                return
        elif event.anchor:
            self.anchors.add(event.anchor)
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
        expected = line_to_write(self.source_lines, event.start_mark.line)
        line = self._line(event)
        self.notes.add(code, line, dotted(at) or None, found=found, expected=expected)
