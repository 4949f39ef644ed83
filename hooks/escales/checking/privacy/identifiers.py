# SPDX-License-Identifier: EUPL-1.2
"""Find in a text what leads to a person, and the words to read again."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from escales.checking.privacy.checksums import CHECKSUMS
from escales.checking.privacy.lexicon import (
    UNTIED,
    Clues,
    Identifier,
    PrivacyLexicon,
    TopicWords,
    compiled,
    privacy_lexicon,
)
from escales.reading.lines import matches_from, positions_of

DIGITS = "0123456789"
SIGN = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ÿ]")
GROUP = re.compile(r"\$([1-9])")
NAME = "name"
REST = re.compile(r"(?<=[A-ZÀ-ÖØ-ÞŒ])[A-Za-zÀ-ÖØ-öø-ÿœ’'-]+")  # of a name, its first letter aside
AROUND_NAME = " ,;:(–—-"
EVENTS = "events"  # words with someone near, before or after
SOMEONE = "elle"  # in place of a name
END = "^"  # what a pattern of what stands before ends with
BEFORE = 40  # signs read before a finding
AROUND = 160  # signs read on each side of a clue: more than any identifier takes
GAP = 4  # from a digit to the next of the same number, at most
NEAR = 60  # likewise, for a number, and for the words of a topic
HIDDEN = "•"


@dataclass(frozen=True, slots=True)
class Finding:
    """What stands from `start` to `end`; `shown` is what the public may see of it."""

    kind: str
    start: int
    end: int
    shown: str


@dataclass(frozen=True, slots=True)
class PreparedText:
    """A text, as it is and plain, both without the addresses of the web."""

    text: str
    plain: str
    whole: str  # plain, addresses included
    words: frozenset[str]
    numbers: Sequence[Sequence[int]]  # the places of the digits of each

    def on_one_line(self, start: int, end: int) -> str:
        return self.text[start:end].replace("\n", " ")

    def has(self, clues: Clues) -> bool:
        if clues.digits:
            return any(len(number) >= clues.digits for number in self.numbers)
        if not clues.words.isdisjoint(self.words):
            return True
        # Its last sign alone is found ten times as fast as a whole clue.
        for clue in clues.signs:
            if clue[-1] in self.whole and clue in self.whole:
                return True
        return clues.capitals is not None and any(True for _ in self._capitals(clues))

    def places(self, clues: Clues) -> Iterator[int]:
        """Yield where a search is worth its time."""
        if clues.digits:
            for number in self.numbers:
                yield from number if len(number) >= clues.digits else ()
        for word in clues.words & self.words:
            yield from positions_of(word, self.whole)
        for sign in clues.signs:
            yield from positions_of(sign, self.whole)
        yield from self._capitals(clues)

    def _capitals(self, clues: Clues) -> Iterator[int]:
        """Yield where an abbreviation begins that only its capital tells from a word."""
        if clues.capitals is not None:
            first = clues.capitals.pattern[0]
            matches = matches_from(first, clues.capitals, self.text)
            yield from (match.start() for match in matches)


def prepare(text: str, markdown: int | None = None) -> PreparedText:
    """Prepare a text; from `markdown` on, it has links, which are judged apart."""
    words = privacy_lexicon()
    folded = whole = plain = words.fold(text)
    spans = [match.span() for pattern in words.web for match in pattern.finditer(plain)]
    if markdown is not None and ("@" in plain or "tel:" in plain):
        refused = [match.span() for match in words.refused.finditer(plain, markdown)]
        whole, spans = _without(whole, refused), spans + refused
    if spans:
        plain, text = _without(plain, spans), _without(text, spans)
    return PreparedText(text, plain, whole, words.words_of(folded), _numbers(plain))


def _numbers(plain: str) -> Sequence[Sequence[int]]:
    """Return the places of all digits, those that are near one another together."""
    numbers: list[list[int]] = []
    last = -GAP - 1
    for place in sorted(place for digit in DIGITS for place in positions_of(digit, plain)):
        if place - last > GAP:
            numbers.append([])
        numbers[-1].append(place)
        last = place
    return numbers


def find_identifiers(reading: PreparedText, *, story: bool = True) -> list[Finding]:
    """Return what identifies a person, in order; outside of a story, an office may be reached."""
    findings: list[Finding] = []
    for each in privacy_lexicon().identifiers:
        pattern = each.pattern if story else each.elsewhere
        if pattern is not None and reading.has(each.clues):
            new = list(_matches(each, compiled(pattern), reading))
            taken = sorted((other.start, other.end) for other in findings) if new else []
            findings += [one for one in new if _is_free(one.start, one.end, taken)]
    return sorted(findings, key=lambda finding: finding.start)


def find_author(signature: str) -> str | None:
    """Return what seems to be a name in a signature, but for its first letters."""
    match = privacy_lexicon().signed.search(signature)
    if match is None or any(each.kind == NAME for each in find_identifiers(prepare(signature))):
        return None
    return REST.sub(HIDDEN * 3, match[0].strip(AROUND_NAME))


def find_sensitive_words(reading: PreparedText) -> list[Finding]:
    """Return the words to read again, in order: they may tell of someone."""
    words = privacy_lexicon()
    findings = []
    for topic in words.topics:
        end = 0
        if reading.has(topic.clues):
            for start, stop in sorted(_topic_spans(topic, reading, words)):
                if start >= end:  # once for "tombée malade", which holds "malade"
                    findings.append(
                        Finding(topic.slug, start, stop, reading.on_one_line(start, stop))
                    )
                    end = stop
    return sorted(findings, key=lambda finding: (finding.start, finding.kind))


def _topic_spans(
    topic: TopicWords, reading: PreparedText, words: PrivacyLexicon
) -> Iterator[tuple[int, int]]:
    text = f" {reading.plain}"  # a pattern begins with what stands before the word
    for start, end in _windows(reading.places(topic.clues), NEAR):
        spans = [
            match.span(1)
            for tie, pattern in topic.words.items()
            for match in compiled(pattern).finditer(text, start, end + 1)
            if tie == UNTIED or _is_tied(tie, reading, match.start(1) - 1, match.end(1) - 1, words)
        ]
        if spans:
            innocent = [
                match.span(1) for match in compiled(topic.innocent).finditer(text, start, end + 1)
            ]
            free = (span for span in spans if _is_free(*span, innocent))
            yield from ((begun - 1, ended - 1) for begun, ended in free)


def _is_tied(tie: str, reading: PreparedText, start: int, end: int, words: PrivacyLexicon) -> bool:
    """Whether the sentence ties a word, from `start` to `end`, to someone."""
    before = words.end.split(reading.plain[max(0, start - words.width) : start])[-1]
    around = [reading.text[start - len(before) : start]]
    if tie == EVENTS:
        after = words.end.split(reading.plain[end : end + words.after], maxsplit=1)[0]
        around.append(reading.text[end : end + len(after)])
    sides = [f" {words.fold(words.someone.sub(SOMEONE, side))}{END}" for side in around]
    return any(compiled(tied).search(side) for tied in words.ties[tie] for side in sides)


def _matches(
    each: Identifier, pattern: re.Pattern[str], reading: PreparedText
) -> Iterator[Finding]:
    text = reading.whole if each.web else reading.text if each.raw else reading.plain
    # A window may begin within a word: « comme » is no « Mme », so patterns see what stands before.
    for offset, stop in _windows(reading.places(each.clues), NEAR if each.clues.digits else AROUND):
        for match in pattern.finditer(text, offset, stop):
            if not _is_innocent(each, match):
                masked = _mask(each.shown, match, reading.on_one_line(*match.span()))
                yield Finding(each.kind, *match.span(), masked)


def _is_innocent(each: Identifier, match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - BEFORE) : match.start()] + END + match[0]
    return bool(
        (each.checksum and not CHECKSUMS[each.checksum](match[0]))
        or (each.before and compiled(each.before).search(before))
        or (each.innocent and compiled(each.innocent).match(match[0]))
    )


def _mask(shown: str, match: re.Match[str], text: str) -> str:
    """Tell enough of a finding to recognise it in one's own text, and too little to use it."""
    if "$" in shown:
        return GROUP.sub(lambda group: match[int(group[1])] or "", shown)
    first, last = (int(number) for number in shown.split())
    signs = len(SIGN.findall(text))
    places = iter(range(signs))

    def hide(sign: re.Match[str]) -> str:
        return sign[0] if not first <= next(places) < signs - last else HIDDEN

    return SIGN.sub(hide, text)


def _windows(places: Iterable[int], around: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a text around some places of it, apart from one another."""
    start = end = None
    for place in sorted(places):
        if start is None or end is None or place - around > end:
            if start is not None and end is not None:
                yield start, end
            start = max(0, place - around)
        end = place + around
    if start is not None and end is not None:
        yield start, end


def _is_free(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing of what is taken, in order, lies there."""
    place = bisect_left(taken, (end, 0))
    return place == 0 or taken[place - 1][1] <= start


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Hide what stands there; each sign keeps its place."""
    parts, end = [], 0
    for start, stop in sorted(spans):
        first = max(start, end)
        if stop > first:
            parts += [text[end:first], "_" * (stop - first)]
            end = stop
    return "".join([*parts, text[end:]])
