# SPDX-License-Identifier: EUPL-1.2
"""Ask the neighbours for their cards, several at once, each within its own time."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from time import monotonic

from escales.commands.not_fetched import why
from escales.content.elsewhere import Neighbour
from escales.machine.web import NotFetched, fetch
from escales.open_data.neighbours.judging import EMPLOYERS, SCHEMES, STORIES, NotTaken, judge
from escales.open_data.neighbours.published import CATALOGUE, MOST_BYTES, name_in, tables_in
from escales.open_data.neighbours.saved import neighbour_path, save_neighbour
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


def ask_all(root: Path, rules: Rules, patience: float = PATIENCE) -> Iterator[Answer]:
    """Write the file of each neighbour that answers; yield what is to be said, in their order.

    A thread waits for a site, but reads what came only when no other does: two of the largest
    would not fit together in the memory of a small machine.
    """
    pool, turn = ThreadPoolExecutor(SEVERAL), Lock()
    try:
        yield from pool.map(partial(_ask, root, rules, patience, turn), rules.neighbours)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ask(
    root: Path,
    rules: Rules,
    patience: float,
    turn: AbstractContextManager[bool],
    chosen: ChosenNeighbour,
) -> Answer:
    try:
        files = _fetch_all(chosen, monotonic() + patience)
        with turn:
            return _take(root, rules, chosen, files)
    except NotFetched as failed:
        reason = why(failed)
    except NotTaken as refused:
        reason = str(refused)
    there = neighbour_path(root, chosen.slug).exists()
    after = phrases.still_shown if there else phrases.not_shown
    name = chosen.name or chosen.address
    return Answer(phrases.failed.format(name=name, reason=reason, after=after), failed=True)


def _fetch_all(chosen: ChosenNeighbour, end: float) -> dict[str, bytes]:
    """Return the files of a neighbour by their uri; raise NotFetched at the first that fails."""
    uris = (uri for uri in MOST_BYTES if uri != CATALOGUE or not chosen.name)
    return {
        uri: fetch(f"{chosen.address}{uri}", MOST_BYTES[uri], end - monotonic()) for uri in uris
    }


def _take(root: Path, rules: Rules, chosen: ChosenNeighbour, files: Mapping[str, bytes]) -> Answer:
    cards = judge(tables_in(files), chosen.address, rules.today)
    name = chosen.name or name_in(files[CATALOGUE], chosen.address)
    save_neighbour(root, Neighbour(chosen.slug, name, chosen.address, rules.today), cards)
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
