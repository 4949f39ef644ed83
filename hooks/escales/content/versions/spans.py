# SPDX-License-Identifier: EUPL-1.2
"""What changed inside a passage, word by word; and which passage took the place of another."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from escales.reading.passages import Passage

WORD = re.compile(r"[\w’'-]+|\s+|[^\w\s]")
LETTERS = re.compile(r"[\w’'-]+")
MOST_WORDS = 1500  # in a passage: a longer one is told as a whole
MOST_PAIRS = 2500  # that are weighed; beyond, passages are paired in their order
ALIKE = 0.4  # the least share of words in common of two wordings of a passage


class Span(NamedTuple):
    """Some words of a passage, and whether the other wording lacks them."""

    text: str
    changed: bool = False


Spans = tuple[Span, ...]
Pair = tuple[Passage | None, Passage | None]


def compare_words(before: str, after: str) -> tuple[Spans, Spans]:
    """Return two wordings of a passage, what differs apart from what is common."""
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return (Span(before, changed=True),), (Span(after, changed=True),)
    spans_before, spans_after = list[Span](), list[Span]()
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        changed = kind != "equal"
        spans_before.append(Span("".join(old[start:end]), changed))
        spans_after.append(Span("".join(new[new_start:new_end]), changed))
    return _joined(spans_before), _joined(spans_after)


def _joined(spans: Sequence[Span]) -> Spans:
    """Join what stands together; a space alone between two changes goes with them."""
    found: list[Span] = []
    for place, (text, changed) in enumerate(spans):
        between = not text.strip() and place + 1 < len(spans) and bool(found)
        goes = changed or (between and found[-1].changed)
        if text and found and found[-1].changed == goes:
            found[-1] = Span(found[-1].text + text, goes)
        elif text:
            found.append(Span(text, goes))
    return tuple(span for each in found for span in _trimmed(each))


def _trimmed(span: Span) -> Iterator[Span]:
    """Yield a change without the spaces around it, which are none."""
    text = span.text
    if not span.changed or not text.strip():
        yield Span(text)
        return
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    parts = Span(text[:start]), Span(text[start:end], changed=True), Span(text[end:])
    yield from (part for part in parts if part.text)


def pair(before: Sequence[Passage], after: Sequence[Passage]) -> Iterator[Pair]:
    """Yield which passage took the place of which, in order; None where one came, or went."""
    if len(before) * len(after) > MOST_PAIRS:
        for was, now in zip_longest(before, after):
            yield from pair([was] if was else [], [now] if now else [])
        return
    nearest = _nearest(before, after)
    if nearest is None:
        yield from ((passage, None) for passage in before)
        yield from ((None, passage) for passage in after)
        return
    i, j = nearest
    yield from pair(before[:i], after[:j])
    yield before[i], after[j]
    yield from pair(before[i + 1 :], after[j + 1 :])


def _nearest(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[int, int] | None:
    """Return the places of the two passages that are most alike, or None when none are."""
    if not before or not after:
        return None
    old, new = ([set(LETTERS.findall(each.text)) for each in side] for side in (before, after))
    likeness, i, j = max(
        (_likeness(words, others), -i, -j)
        for i, words in enumerate(old)
        for j, others in enumerate(new)
    )
    return (-i, -j) if likeness >= ALIKE else None


def _likeness(words: set[str], others: set[str]) -> float:
    return 2 * len(words & others) / (len(words) + len(others) or 1)
