# SPDX-License-Identifier: EUPL-1.2
"""Ask the neighbours for their cards, several at once, each within its own time."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic

from escales.commands.not_fetched import why
from escales.content.elsewhere import Neighbour
from escales.machine.web import NotFetched, fetch
from escales.open_data.neighbours.judging import EMPLOYERS, SCHEMES, STORIES, NotTaken, judge
from escales.open_data.neighbours.published import CATALOGUE, MOST_BYTES, name_in, tables_in
from escales.open_data.neighbours.saved import MOST_BYTES as SAVED_BYTES
from escales.open_data.neighbours.saved import (
    TooOld,
    copy_uri,
    judge_saved,
    neighbour_path,
    save_neighbour,
)
from escales.settings.neighbours import ChosenNeighbour
from escales.settings.rules import Rules
from escales.words.phrases import phrases_of
from escales.words.spelling import counted

phrases = phrases_of("commands/gather")

SEVERAL = 8  # neighbours asked at once
PATIENCE = 30  # seconds for a neighbour, all its files together


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be said of a neighbour; `warnings` are about records that were left out."""

    sentence: str
    warnings: tuple[str, ...] = ()
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """A gathering: `own_address` is that of this site, or ""; `patience` is for each neighbour.

    A thread waits for a site, but reads what came in its turn: two of the largest would not fit
    together in the memory of a small machine.
    """

    root: Path
    rules: Rules
    own_address: str = ""
    patience: float = PATIENCE
    turn: AbstractContextManager[bool] = field(default_factory=Lock)


def ask_all(gathering: Round) -> Iterator[Answer]:
    """Write the file of each neighbour that answers; yield what is to be said, in their order."""
    pool = ThreadPoolExecutor(SEVERAL)
    try:
        yield from pool.map(partial(_ask, gathering), gathering.rules.neighbours)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ask(gathering: Round, chosen: ChosenNeighbour) -> Answer:
    file = neighbour_path(gathering.root, chosen.slug)
    try:
        files = _fetch_all(chosen, monotonic() + gathering.patience)
        with gathering.turn:
            return _take(gathering, chosen, files)
    except NotFetched as failed:
        reason = why(failed)
    except NotTaken as refused:
        reason = str(refused)
    if gathering.own_address and not file.exists():
        _take_own_copy(gathering, chosen)
    after = phrases.still_shown if file.exists() else phrases.not_shown
    name = chosen.name or chosen.address
    return Answer(phrases.failed.format(name=name, reason=reason, after=after), failed=True)


def _take_own_copy(gathering: Round, chosen: ChosenNeighbour) -> None:
    """Take what this very site last published of a neighbour, if it did."""
    with suppress(NotFetched, NotTaken, TooOld):
        address = f"{gathering.own_address}{copy_uri(chosen.slug)}"
        content = fetch(address, SAVED_BYTES, gathering.patience)
        with gathering.turn:
            judged = judge_saved(content, chosen, gathering.rules.today)
            save_neighbour(gathering.root, *judged)


def _fetch_all(chosen: ChosenNeighbour, end: float) -> dict[str, bytes]:
    """Return the files of a neighbour by their uri; raise NotFetched at the first that fails."""
    uris = (uri for uri in MOST_BYTES if uri != CATALOGUE or not chosen.name)
    return {
        uri: fetch(f"{chosen.address}{uri}", MOST_BYTES[uri], end - monotonic()) for uri in uris
    }


def _take(gathering: Round, chosen: ChosenNeighbour, files: Mapping[str, bytes]) -> Answer:
    today = gathering.rules.today
    cards = judge(tables_in(files), chosen.address, today)
    name = chosen.name or name_in(files[CATALOGUE], chosen.address)
    save_neighbour(gathering.root, Neighbour(chosen.slug, name, chosen.address, today), cards)
    numbers = {
        kind.table: counted(len(found), *kind.names)
        for kind, found in (
            (STORIES, cards.stories),
            (SCHEMES, cards.schemes),
            (EMPLOYERS, cards.employers),
        )
    }
    warnings = (phrases.left_out.format(name=name, reason=reason) for reason in cards.refused)
    return Answer(phrases.taken.format(name=name, **numbers), tuple(warnings))
