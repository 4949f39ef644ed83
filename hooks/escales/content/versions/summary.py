# SPDX-License-Identifier: EUPL-1.2
"""Say in a sentence or two what became of a document, for whoever reads no further."""

from collections.abc import Iterator, Sequence

from escales.content.versions.changes import (
    DocumentChange,
    FactChange,
    FileChange,
    PassageChange,
)
from escales.content.versions.spans import Spans
from escales.schema import Scheme
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("content/versions")

TITLE = str(Scheme.keys()["titre"].title)  # the same in a document of a kit
SHORT = 60  # signs of a value that a sentence quotes
MOST_FACTS = 2  # that are told each in its sentence
MOST_PLACES = 3


def summary_of(change: DocumentChange) -> str:
    """Return what became of a document: "2 passages modifiés, dans « Les étapes »."."""
    return " ".join(_sentences(change))


def words_of(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def _sentences(change: DocumentChange) -> Iterator[str]:
    if change.is_picture:
        pictures = {
            FileChange.ADDED: phrases.picture_added,
            FileChange.REMOVED: phrases.picture_removed,
        }
        yield pictures.get(change.kind, phrases.picture_changed)
    elif change.kind is FileChange.ADDED:
        yield phrases.added
    elif change.kind is FileChange.REMOVED:
        yield phrases.removed
    else:
        yield from _what_changed(change)


def _what_changed(change: DocumentChange) -> Iterator[str]:
    titled = change.title != change.old_title
    if titled:
        yield phrases.renamed.format(old=change.old_title, new=change.title)
    if change.kind is FileChange.RENAMED:
        yield phrases.moved
    if change.passages:
        yield _passages(change.passages)
    facts = [fact for fact in change.facts if not titled or fact.label != TITLE]
    yield from _facts(facts)
    if change.too_long:
        yield phrases.too_long
    elif not change.passages and not facts:
        if change.relinked:
            yield phrases.relinked
        elif change.kind is FileChange.RENAMED:
            yield phrases.same_text
        elif not titled:
            yield phrases.layout


def _passages(passages: Sequence[PassageChange]) -> str:
    kinds = [
        ("changed", sum(bool(each.before and each.after) - each.moved for each in passages)),
        ("added", sum(not each.before for each in passages)),
        ("removed", sum(not each.after for each in passages)),
        ("moved", sum(each.moved for each in passages)),
    ]
    there = [(kind, number) for kind, number in kinds if number]
    told = [
        counted(number, *(phrases["more"] if place else phrases["passages"])[kind])
        for place, (kind, number) in enumerate(there)
    ]
    said = ", ".join(told[:-1]) + (" et " if told[:-1] else "") + told[-1]
    places = list(dict.fromkeys(each.place for each in passages if each.place))
    if not places:
        return phrases.no_place.format(passages=said)
    shown = ", ".join(phrases.place.format(place=place) for place in places[:MOST_PLACES])
    if len(places) > MOST_PLACES:
        others = counted(len(places) - MOST_PLACES, *phrases["others"])
        shown = phrases.more_places.format(places=shown, more=others)
    return phrases.places.format(passages=said, places=shown)


def _facts(facts: Sequence[FactChange]) -> Iterator[str]:
    told = [fact for fact in facts if _is_short(fact)][:MOST_FACTS]
    for fact in told:
        (value,) = fact.values
        before, after = (words_of(spans).removesuffix(".") for spans in (value.before, value.after))
        way = phrases.fact if before and after else phrases.fact_added
        way = way if after else phrases.fact_removed
        yield way.format(label=fact.label, before=before, after=after)
    if others := [fact.label for fact in facts if fact not in told]:
        way = phrases.other_facts if told else phrases.facts
        yield way.format(labels=", ".join(others))


def _is_short(fact: FactChange) -> bool:
    return len(fact.values) == 1 and all(
        len(words_of(spans)) <= SHORT for spans in (fact.values[0].before, fact.values[0].after)
    )
