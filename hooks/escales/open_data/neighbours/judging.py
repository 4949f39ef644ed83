# SPDX-License-Identifier: EUPL-1.2
"""Judge what a neighbour says, record by record: what is not right is left out, and counted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar
from urllib.parse import urljoin

from pydantic import ValidationError

from escales.open_data.neighbours.cards import Card, EmployerCard, SchemeCard, StoryCard
from escales.open_data.tables import SCHEMA_VERSION
from escales.schema.values import VERSION
from escales.words.phrases import phrases_of
from escales.words.spelling import SLUG, counted

phrases = phrases_of("open_data/neighbours")

MOST_EMPLOYERS, MOST_SCHEMES, MOST_STORIES = 3_000, 300, 10_000
LONGEST_VALUE = 1_000  # signs: none is so long, and none longer is looked at
DEEPEST = 4  # lists and objects, one in another
MOST_SENTENCES = 5
DATA = "donnees/"  # the folder that relative addresses start from
A_DAY_AHEAD = timedelta(days=1)  # it may be tomorrow there

Record = Mapping[str, Any]
C = TypeVar("C", bound=Card)


class NotTaken(Exception):  # noqa: N818  # it says what happened
    """Nothing is taken of what a neighbour says; the text says why, in French."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of records, at most so many; their pages stand in `folder`."""

    table: str
    folder: str
    most: int

    @property
    def names(self) -> tuple[str, str]:
        one, many = phrases["names"][self.table]
        return one, many


EMPLOYERS = Kind("administrations", "collectivites", MOST_EMPLOYERS)
SCHEMES = Kind("dispositifs", "dispositifs", MOST_SCHEMES)
STORIES = Kind("recits", "recits", MOST_STORIES)


@dataclass(frozen=True, slots=True)
class Tables:
    """The records of a neighbour, as they came; each is read once."""

    employers: Iterable[Record]
    schemes: Iterable[Record]
    stories: Iterable[Record]


class Refusals:
    """How many records of each kind were left out, and at which key."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._counts: dict[tuple[Kind, str], list[int]] = {}

    def add(self, kind: Kind, key: str, row: int) -> None:
        """Note a record by its place in its table, counted from 1."""
        self._counts.setdefault((kind, key), [row, 0])[1] += 1

    def __iter__(self) -> Iterator[str]:
        """Yield a few sentences. None quotes what the neighbour wrote: it may be anything."""
        for (kind, key), (first, count) in list(self._counts.items())[:MOST_SENTENCES]:
            text = phrases.elsewhere if key == "adresse" else phrases.refused
            number = counted(count, *kind.names)
            yield text.format(number=number, key=key, first=first, address=self._address)
        others = list(self._counts.values())[MOST_SENTENCES:]
        if others:
            yield phrases.more_refused.format(number=sum(count for _, count in others))


@dataclass(slots=True)
class Cards:
    """What is right, by its id there; `refused` counts the rest by reason."""

    refused: Refusals
    employers: dict[str, EmployerCard] = field(default_factory=dict)
    schemes: dict[str, SchemeCard] = field(default_factory=dict)
    stories: dict[str, StoryCard] = field(default_factory=dict)


def judge(tables: Tables, address: str, today: date) -> Cards:
    """Return what is right; raise NotTaken when the records are too many, or of another kind.

    `address` is the one of the neighbour: every page that a card leads to stands below it.
    """
    cards = Cards(Refusals(address))
    for _, card in _read(tables.employers, EMPLOYERS, EmployerCard, address, cards.refused):
        cards.employers[card.id] = card
    for _, scheme in _read(tables.schemes, SCHEMES, SchemeCard, address, cards.refused):
        cards.schemes[scheme.id] = scheme
    for row, story in _read(tables.stories, STORIES, StoryCard, address, cards.refused):
        if wrong := _wrong_reference(story, cards) or _to_come(story, today):
            cards.refused.add(STORIES, wrong, row)
        else:
            cards.stories[story.id] = story
    return cards


def _read(
    records: Iterable[Record], kind: Kind, model: type[C], address: str, refused: Refusals
) -> Iterator[tuple[int, C]]:
    pages, seen = re.compile(f"{re.escape(address)}{kind.folder}/{SLUG.pattern}/"), set[str]()
    for row, record in enumerate(records, start=1):
        if row > kind.most:
            raise NotTaken(phrases.too_many.format(number=counted(kind.most, *kind.names)))
        _stop_at_another_version(record)
        try:
            card = model.model_validate(_picked(record, model, address))
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]["loc"]
            refused.add(kind, str(first[0]) if first else "", row)
            continue
        wrong = "adresse" if pages.fullmatch(card.address) is None else ""
        if wrong := wrong or ("id" if card.id in seen else ""):
            refused.add(kind, wrong, row)
            continue
        seen.add(card.id)
        yield row, card


def _picked(record: Record, model: type[Card], address: str) -> dict[str, Any]:
    """Return the values of a card, as front matter has them; what is empty is left out."""
    picked = {key: _as_text(record[key]) for key in model.keys() if record.get(key) is not None}  # noqa: SIM118  # not a mapping
    filled = {key: value for key, value in picked.items() if value != ""}
    if isinstance(link := filled.get("adresse"), str) and link.startswith("../"):
        filled["adresse"] = urljoin(f"{address}{DATA}", link)  # of a site without an address
    return filled


def _as_text(value: Any, depth: int = 0) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return a value as YAML would give it; None, which no type takes, for one without measure."""
    match value:
        case bool():
            return "oui" if value else "non"
        case int():
            return str(value)
        case str():
            return value if len(value) <= LONGEST_VALUE else None
        case dict() if depth < DEEPEST:
            return {str(k): _as_text(v, depth + 1) for k, v in value.items() if v is not None}
        case list() if depth < DEEPEST:
            return [_as_text(one, depth + 1) for one in value[:LONGEST_VALUE]]
    return None


def _stop_at_another_version(record: Record) -> None:
    """Stop where columns have another meaning: the first number says so."""
    version = record.get("version_schema")
    if version is None:
        return
    major = SCHEMA_VERSION.partition(".")[0]
    if not isinstance(version, str) or VERSION.fullmatch(version) is None:
        raise NotTaken(phrases.no_version)
    if version.partition(".")[0] != major:
        raise NotTaken(phrases.other_version.format(version=version, own=SCHEMA_VERSION))


def _wrong_reference(story: StoryCard, cards: Cards) -> str:
    """Return the key of a story that leads to nothing that is right, or ""."""
    if story.employer not in cards.employers:
        return "collectivite"
    if story.host and story.host not in cards.employers:
        return "accueil"
    return "dispositif" if story.scheme and story.scheme not in cards.schemes else ""


def _to_come(story: StoryCard, today: date) -> str:
    return "publie_le" if story.published_on > today + A_DAY_AHEAD else ""
