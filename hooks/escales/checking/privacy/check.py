# SPDX-License-Identifier: EUPL-1.2
"""Note what identifies a person in a file, and ask about the words that may tell of one."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from types import MappingProxyType
from typing import TypeAlias

from pydantic.fields import FieldInfo

from escales.checking.privacy.as_shown import as_shown
from escales.checking.privacy.identifiers import (
    Finding,
    find_identifiers,
    find_sensitive_words,
    prepare,
)
from escales.problems.problem import Notes
from escales.reading.disk import FileKind
from escales.reading.drafts import MODELS, Draft
from escales.reading.header import Location, Value, dotted
from escales.schema import is_searched, keys_below
from escales.schema.values import YES
from escales.schema.written_lists import as_list
from escales.words.spelling import slugify
from escales.words.vocabulary import Topic

PROOF, SIGNATURE, REVIEWED = ("consentement", "preuve"), ("signature",), ("relu",)
TOPICS: Mapping[str, Topic] = MappingProxyType({str(topic): topic for topic in Topic})
ALLOWED_ON_PAGES = {"handle", "network"}  # a page may say where to follow the project
# A site gives the name of who publishes it (LCEN, article 1-1).
BY_LAW = ("docs/mentions-legales.md", "name")
APART = "\n\n"  # no finding goes from a text to the next

LineAndKey: TypeAlias = tuple[int, Location]  # a line, and nothing else in the body
PlacedFinding: TypeAlias = tuple[Finding, int, Location]


def check_privacy(draft: Draft) -> None:
    """Judge the texts of a file; a withdrawn story has none any more."""
    story = draft.source.kind is FileKind.STORY
    if draft.is_withdrawn:
        return
    texts = [(location, as_shown(text)) for location, text in _searched_texts(draft)]
    starts = [0, *accumulate(len(text) + len(APART) for _, text in texts)]
    reading = prepare(
        APART.join([*(text for _, text in texts), as_shown(draft.body.text)]), starts[-1]
    )
    identifiers = find_identifiers(reading, story=story)
    questions = find_sensitive_words(reading) if story and not draft.is_example else []
    if identifiers or questions:
        place = _places(draft, reading.text, [location for location, _ in texts], starts)
        _note(draft, ((finding, *place(finding)) for finding in identifiers))
        _ask(draft, ((finding, *place(finding)) for finding in questions))
    if story and draft.value_at(REVIEWED) and not draft.is_example:
        _note_useless(draft, {finding.kind for finding in questions})


def _places(
    draft: Draft, text: str, locations: list[Location], starts: list[int]
) -> Callable[[Finding], LineAndKey]:
    """Return a function from a finding of `text` to its place; the last start is the body's."""
    lines = [match.end() for match in re.finditer("\n", text[starts[-1] :])]

    def place(finding: Finding) -> LineAndKey:
        part = bisect_right(starts, finding.start) - 1
        if part < len(locations):
            return draft.line(locations[part]), locations[part]
        return draft.body.line + bisect_right(lines, finding.start - starts[-1]), ()

    return place


def check_page(text: str, notes: Notes) -> None:
    """Note what identifies a person in a page of docs/, but who answers for the site by law."""
    reading = prepare(as_shown(text))
    for finding in find_identifiers(reading, story=False):
        if finding.kind not in ALLOWED_ON_PAGES and (notes.path, finding.kind) != BY_LAW:
            line = reading.text.count("\n", 0, finding.start) + 1
            notes.add(f"personal-{finding.kind}", line, found=finding.shown)


def _searched_texts(draft: Draft) -> Iterator[tuple[Location, str]]:
    """Yield the texts of a header, all but those of fields that the schema marks as safe."""
    if draft.header is not None:
        yield from _texts(draft.header.values, (), MODELS[draft.source.kind].keys())


def _texts(
    value: Value, location: Location, fields: Mapping[str, FieldInfo]
) -> Iterator[tuple[Location, str]]:
    """Yield the texts below a location; a key that is no field may say anything."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            field = fields.get(key)
            if field is None or is_searched(field):
                yield from _texts(inner, (*location, key), keys_below(field))
    else:
        for place, inner in enumerate(value):
            yield from _texts(inner, (*location, place), fields)


def _is_own(finding: Finding, location: Location, draft: Draft) -> bool:
    """Whether the schema says it already, or it is the name by which an author chose to sign."""
    signed = location == SIGNATURE and slugify(str(draft.value_at(("nom_public",)))) == YES
    return (finding.kind == "name" and signed) or (finding.kind == "email" and location == PROOF)


def _note(draft: Draft, findings: Iterable[PlacedFinding]) -> None:
    for finding, line, location in findings:
        if not _is_own(finding, location, draft):
            code, key = f"personal-{finding.kind}", dotted(location) or None
            draft.notes.add(code, line, key, found=finding.shown)


def _ask(draft: Draft, findings: Iterable[PlacedFinding]) -> None:
    """Ask once a line about each topic, unless it was read again."""
    confirmed, asked = set(_reviewed(draft)), set()
    for finding, line, location in findings:
        topic = TOPICS[finding.kind]
        if topic not in confirmed and (topic, line) not in asked and location != PROOF:
            asked.add((topic, line))
            key, details = dotted(location) or None, {"subject": topic.within, "topic": topic}
            draft.notes.add("sensitive-topic", line, key, found=finding.shown, **details)


def _reviewed(draft: Draft) -> Iterator[Topic]:
    """Yield the topics read again, even where the header holds a fault elsewhere."""
    names = {slugify(str(name)) for name in as_list(draft.value_at(REVIEWED)) or ()}
    yield from (topic for topic in Topic if {slugify(topic), slugify(topic.label)} & names)


def _note_useless(draft: Draft, topics: set[str]) -> None:
    for topic in _reviewed(draft):
        if topic not in topics:
            line = draft.line(REVIEWED)
            draft.notes.add("topic-not-told", line, "relu", found=topic)
