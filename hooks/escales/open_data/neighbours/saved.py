# SPDX-License-Identifier: EUPL-1.2
"""The file of a neighbour in voisins/: its cards as they were last gathered, one a line.

It is never committed, and nothing in it is believed because of where it is: it is judged again.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from escales.content.elsewhere import Neighbour, Neighbourhood
from escales.machine.whole_files import read_at_most, write_whole
from escales.open_data.neighbours.cards import Card, Shown
from escales.open_data.neighbours.elsewhere import neighbourhood_of
from escales.open_data.neighbours.judging import (
    DATA,
    EMPLOYERS,
    SCHEMES,
    STORIES,
    Cards,
    NotTaken,
    Record,
    Tables,
    judge,
)
from escales.schema.values import AnyDay
from escales.settings.neighbours import ChosenNeighbour

FOLDER = "voisins"
FORMAT = 1
KEPT = timedelta(days=30)  # that cards stay when their site is silent
MOST_BYTES = 30_000_000
NAME, DAY = TypeAdapter[str](Shown), TypeAdapter[date](AnyDay)


class TooOld(Exception):  # noqa: N818  # it says what it is
    """Nothing was gathered for thirty days."""


def neighbour_path(root: Path, slug: str) -> Path:
    return root / FOLDER / f"{slug}.json"


def save_neighbour(root: Path, neighbour: Neighbour, cards: Cards) -> None:
    """Write what was gathered, in the place of what was; raise OSError."""
    path = neighbour_path(root, neighbour.slug)
    path.parent.mkdir(exist_ok=True)
    write_whole(path, "".join(_lines(neighbour, cards)).encode())


def forget_others(root: Path, neighbours: Iterable[ChosenNeighbour]) -> None:
    """Delete the files of sites that are no longer neighbours."""
    kept = {neighbour_path(root, one.slug) for one in neighbours}
    for path in (root / FOLDER).glob("*.json"):
        if path not in kept:
            path.unlink()


def read_neighbour(root: Path, chosen: ChosenNeighbour, today: date) -> Neighbourhood:
    """Return what was gathered of a neighbour.

    Raise FileNotFoundError when nothing was, TooOld, or NotTaken when the file is not right.
    """
    content = read_at_most(neighbour_path(root, chosen.slug), MOST_BYTES + 1)
    return neighbourhood_of(*judge_saved(content, chosen, today))


def judge_saved(content: bytes, chosen: ChosenNeighbour, today: date) -> tuple[Neighbour, Cards]:
    """Return what is right of such a file; raise TooOld, or NotTaken when it is another thing."""
    try:
        saved = json.loads(content) if len(content) <= MOST_BYTES else None
        if not isinstance(saved, dict) or saved["format"] != FORMAT:
            raise NotTaken
        gathered_on = DAY.validate_python(saved["pris_le"])
        name = NAME.validate_python(chosen.name or saved["nom"])
        is_same = saved["adresse"] == chosen.address
        tables = Tables(*(records_in(saved, kind.table) for kind in (EMPLOYERS, SCHEMES, STORIES)))
    except (KeyError, RecursionError, ValueError, ValidationError):
        raise NotTaken from None
    if not is_same:
        raise NotTaken
    if abs(today - gathered_on) > KEPT:
        raise TooOld
    neighbour = Neighbour(chosen.slug, name, chosen.address, gathered_on)
    return neighbour, judge(tables, chosen.address, today)


def copies_to_publish(
    root: Path, neighbourhood: Neighbourhood
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the uri and the content of the copies that a site publishes of what it gathered.

    The next gather may start from an empty folder: it takes there what a silent neighbour last
    said, where it would else have to trust what proposals may write to, the cache of a forge.
    """
    for neighbour in neighbourhood.neighbours:
        yield copy_uri(neighbour.slug), _copy(root, neighbour)


def copy_uri(slug: str) -> str:
    return f"{DATA}{FOLDER}/{slug}.json"


def _copy(root: Path, neighbour: Neighbour) -> Iterator[bytes]:
    """Judge the file once more, so that nothing is published but what is right."""
    chosen = ChosenNeighbour(neighbour.slug, neighbour.address, neighbour.name)
    content = read_at_most(neighbour_path(root, neighbour.slug), MOST_BYTES)
    yield from map(str.encode, _lines(*judge_saved(content, chosen, neighbour.gathered_on)))


def records_in(content: Any, table: str) -> list[Record]:  # noqa: ANN401  # whatever JSON holds
    """Return the records of a table; raise ValueError when it holds none."""
    records = content.get(table) if isinstance(content, dict) else None
    if not isinstance(records, list) or not all(isinstance(one, dict) for one in records):
        raise ValueError(table)
    return records


def _lines(neighbour: Neighbour, cards: Cards) -> Iterator[str]:
    head = {
        "format": FORMAT,
        "adresse": neighbour.address,
        "nom": neighbour.name,
        "pris_le": neighbour.gathered_on.isoformat(),
    }
    yield json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    tables: dict[str, dict[str, Any]] = {
        EMPLOYERS.table: cards.employers,
        SCHEMES.table: cards.schemes,
        STORIES.table: cards.stories,
    }
    for table, records in tables.items():
        yield f',\n "{table}": ['
        yield ",".join(f"\n{_line(card)}" for card in records.values())
        yield "]"
    yield "\n}\n"


def _line(card: Card) -> str:
    return card.model_dump_json(by_alias=True, exclude_defaults=True)
