# SPDX-License-Identifier: EUPL-1.2
"""Note what identifies a person in a file, and ask about the words that may tell of one."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from types import MappingProxyType
from typing import TypeAlias

from escales.checking.privacy.as_shown import (
    SEPARATOR,
    as_shown,
    spelled,
    split_links,
)
from escales.checking.privacy.identifiers import (
    NAME,
    Finding,
    find_author,
    find_identifiers,
    find_sensitive_words,
    prepare,
)
from escales.problems.problem import Notes
from escales.reading.disk import FileKind
from escales.reading.drafts import MODELS, Draft
from escales.reading.header import Location, Value, dotted
from escales.schema import SearchedKeys, searched_below
from escales.schema.lists import as_list
from escales.schema.values import YES
from escales.words.spelling import SLUG, slugify
from escales.words.vocabulary import Topic

PROOF, SIGNATURE, REVIEWED = ("consentement", "preuve"), ("signature",), ("relu",)
TOPICS: Mapping[str, Topic] = MappingProxyType({str(topic): topic for topic in Topic})
ALLOWED_ON_PAGES = {"handle", "network"}  # a page may say where to follow the project
# A site gives the name of who publishes it (LCEN, article 1-1).
BY_LAW = ("docs/mentions-legales.md", "name")
PUBLISHED_AS_WRITTEN = {FileKind.SCHEME, FileKind.KIT, FileKind.COLLECTIVITY}
COMMENT = re.compile(r"(?:^|\s)#+[ \t]*(?P<said>[^\s].*)")
APART = "\n\n\n"  # no finding goes from a text to the next

Place: TypeAlias = Location | int  # a key of the header, or a line of the body
LineAndKey: TypeAlias = tuple[int, Location]  # a line, and nothing else in the body
PlacedFinding: TypeAlias = tuple[Finding, int, Location]


def check_privacy(draft: Draft) -> None:
    """Judge the texts of a file; a withdrawn story has none any more."""
    story = draft.source.kind is FileKind.STORY
    if draft.is_withdrawn:
        return
    body, addresses = split_links(draft.body.text)
    header = [*_searched_texts(draft)]
    below = [(draft.body.line + line, address) for line, address in addresses]
    below += _comments(draft, [text for _, text in header])
    places, texts = zip(*header, *below, (draft.body.line, body), strict=True)
    shown, starts = _shown(texts)
    reading = prepare(APART.join(shown), starts[len(header)])
    identifiers = find_identifiers(reading, story=story)
    questions = find_sensitive_words(reading) if story and not draft.is_example else []
    if identifiers or questions:
        place = _places(draft, reading.text, places, starts)
        _note(draft, ((finding, *place(finding)) for finding in identifiers))
        _ask(draft, ((finding, *place(finding)) for finding in questions))
    if story and not draft.is_example:
        _ask_who_signs(draft, dict(zip(places, shown, strict=True)).get(SIGNATURE, ""))
        if draft.value_at(REVIEWED):
            _note_useless(draft, {finding.kind for finding in questions})


def _shown(texts: Iterable[str]) -> tuple[Sequence[str], Sequence[int]]:
    """Return texts as they are shown, read at once, and where each begins when they stand apart."""
    shown = as_shown(SEPARATOR.join(texts)).split(SEPARATOR)  # a third of the time
    return shown, [*accumulate((len(text) + len(APART) for text in shown), initial=0)]


def _places(
    draft: Draft, text: str, places: Sequence[Place], starts: Sequence[int]
) -> Callable[[Finding], LineAndKey]:
    """Return a function from a finding of `text` to its place, of the parts that begin there."""
    first = starts[len(places) - 1]  # of the body
    lines = [match.end() for match in re.finditer("\n", text[first:])]

    def place(finding: Finding) -> LineAndKey:
        part = places[bisect_right(starts, finding.start) - 1]
        if isinstance(part, int):
            return part + bisect_right(lines, finding.start - first), ()
        return draft.line(part) if part else 1, part

    return place


def check_page(text: str, notes: Notes) -> None:
    """Note what identifies a person in a page of docs/, but who answers for the site by law."""
    body, addresses = split_links(text)
    lines, texts = zip((0, body), *addresses, strict=True)
    shown, starts = _shown(texts)
    reading = prepare(APART.join(shown))
    for finding in find_identifiers(reading, story=False):
        if finding.kind not in ALLOWED_ON_PAGES and (notes.path, finding.kind) != BY_LAW:
            part = bisect_right(starts, finding.start) - 1
            below = reading.text.count("\n", starts[part], finding.start)
            notes.add(f"personal-{finding.kind}", 1 + lines[part] + below, found=finding.shown)


def _searched_texts(draft: Draft) -> Iterator[tuple[Location, str]]:
    """Yield the name of a file, and the texts of its header that the schema does not mark."""
    yield (), spelled(draft.source.slug)
    if draft.header is not None:
        yield from _texts(draft.header.values, (), _searched_keys(draft.source.kind))


def _comments(draft: Draft, values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the comments of a header that is published as it is written, for others to take."""
    if draft.source.kind not in PUBLISHED_AS_WRITTEN:
        return
    for number, line in enumerate(draft.source.text.split("\n")[: draft.body.line - 1], 1):
        comment = COMMENT.search(line)
        if comment and not any(comment["said"] in value for value in values):
            yield number, comment["said"]


@cache
def _searched_keys(kind: FileKind) -> SearchedKeys:
    return searched_below(MODELS[kind].keys())


def _texts(value: Value, location: Location, keys: SearchedKeys) -> Iterator[tuple[Location, str]]:
    """Yield the texts below a location; a key that is no field may say anything."""
    if isinstance(value, str):
        yield location, spelled(value) if SLUG.fullmatch(value) else value
    elif isinstance(value, dict):
        for key, inner in value.items():
            below = keys.get(key, {})
            if below is not None:
                yield from _texts(inner, (*location, key), below)
    else:
        for place, inner in enumerate(value):
            yield from _texts(inner, (*location, place), keys)


def _is_public(draft: Draft) -> bool:
    """Whether its author chose to sign by name."""
    return slugify(str(draft.value_at(("nom_public",)))) == YES


def _is_own(finding: Finding, location: Location, draft: Draft) -> bool:
    """Whether the schema says it already, or it is the name by which an author chose to sign."""
    signed = location == SIGNATURE and _is_public(draft)
    return (finding.kind == NAME and signed) or (finding.kind == "email" and location == PROOF)


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


def _ask_who_signs(draft: Draft, signature: str) -> None:
    """Ask whether a signature is a name, where its author did not choose to sign by name."""
    name = None if _is_public(draft) else find_author(signature)
    if name is not None:
        draft.notes.add("signature-name", draft.line(SIGNATURE), *SIGNATURE, found=name)


def _note_useless(draft: Draft, topics: set[str]) -> None:
    for topic in _reviewed(draft):
        if topic not in topics:
            line = draft.line(REVIEWED)
            draft.notes.add("topic-not-told", line, "relu", found=topic)
