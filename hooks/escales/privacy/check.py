# SPDX-License-Identifier: EUPL-1.2
"""Note what identifies a person in a file, and ask its author about what nobody should tell."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from escales.drafts import Draft
from escales.header import Location, dotted
from escales.privacy.findings import Finding, ask, find, read
from escales.read import Kind
from escales.spelling import slugify
from escales.values import YES
from escales.vocabulary import Topic

PROOF, SIGNATURE, REVIEWED = ("consentement", "preuve"), ("signature",), ("relu",)
TOLD = (("titre",), ("resume",), SIGNATURE, ("competences",), PROOF)  # by the author, in a header
TOPICS: Mapping[str, Topic] = MappingProxyType({str(topic): topic for topic in Topic})
APART = "\n\n"  # no finding goes from a text to the next


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a file, from `start` on in what is read at once."""

    location: Location
    start: int


def check_privacy(draft: Draft) -> None:
    """Judge what a file tells; a withdrawn story tells nothing any more."""
    story = draft.source.kind is Kind.STORY
    if story and draft.written(("retrait_le",)):
        return
    asks = story and not draft.is_example  # nobody is recognised in fiction
    topics = set(_check_header(draft, story=story, asks=asks))
    topics |= set(_check_body(draft, story=story, asks=asks))
    if asks:
        _note_useless(draft, topics)


def _check_header(draft: Draft, *, story: bool, asks: bool) -> Iterator[Topic]:
    told = TOLD if story else [(key,) for key in draft.header.values] if draft.header else ()
    written = [pair for location in told for pair in _texts(draft.written(location), location)]
    texts, start = [], 0
    for location, text in written:
        texts.append(Text(location, start))
        start += len(text) + len(APART)
    reading = read(APART.join(text for _, text in written))
    starts = [text.start for text in texts]

    def place(finding: Finding) -> Location:
        return texts[bisect_right(starts, finding.start) - 1].location

    for finding in find(reading, story=story):
        location = place(finding)
        if not _is_own(finding, location, draft):
            _note(draft, finding, draft.line(location), location)
    if asks:
        found = ((finding, place(finding)) for finding in ask(reading))
        asked = [(f, draft.line(at), at) for f, at in found if at != PROOF]
        yield from _ask(draft, asked)


def _check_body(draft: Draft, *, story: bool, asks: bool) -> Iterator[Topic]:
    reading = read(draft.body.text, links=True)
    found = find(reading, story=story)
    questions = ask(reading) if asks else []
    if not found and not questions:
        return
    starts = [match.end() for match in re.finditer("\n", draft.body.text)]
    first = draft.body.line

    def line(finding: Finding) -> int:
        return first + bisect_right(starts, finding.start)

    for finding in found:
        _note(draft, finding, line(finding), ())
    yield from _ask(draft, [(finding, line(finding), ()) for finding in questions])


def _texts(value: Any, location: Location) -> Iterator[tuple[Location, str]]:  # noqa: ANN401  # any shape that YAML has
    """Yield the texts of a header, below a location."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*location, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*location, place))


def _is_own(finding: Finding, location: Location, draft: Draft) -> bool:
    """Whether it is told already, or is the name by which an author chose to sign."""
    signed = location == SIGNATURE and slugify(str(draft.written(("nom_public",)))) == YES
    return (finding.kind == "name" and signed) or (finding.kind == "email" and location == PROOF)


def _note(draft: Draft, finding: Finding, line: int, location: Location) -> None:
    draft.notes.add(f"personal-{finding.kind}", line, dotted(location) or None, found=finding.shown)


def _ask(draft: Draft, found: Iterable[tuple[Finding, int, Location]]) -> Iterator[Topic]:
    """Ask once a line about each topic, unless it was read again; yield those that are told."""
    confirmed = set(_reviewed(draft))
    asked = set()
    for finding, line, location in found:
        topic = TOPICS[finding.kind]
        yield topic
        if topic in confirmed or (topic, line) in asked:
            continue
        asked.add((topic, line))
        key, subject = dotted(location) or None, topic.label[0].lower() + topic.label[1:]
        draft.notes.add(
            "sensitive-topic", line, key, found=finding.shown, subject=subject, topic=topic
        )


def _reviewed(draft: Draft) -> Iterator[Topic]:
    """Yield the topics read again, even where the header holds a fault elsewhere."""
    written = draft.written(REVIEWED)
    listed = written.split(",") if isinstance(written, str) else written or ()
    names = {slugify(str(name)) for name in listed}
    yield from (topic for topic in Topic if {slugify(topic), slugify(topic.label)} & names)


def _note_useless(draft: Draft, topics: set[Topic]) -> None:
    for topic in _reviewed(draft):
        if topic not in topics:
            line = draft.line(REVIEWED)
            draft.notes.add("topic-not-told", line, "relu", found=topic)
