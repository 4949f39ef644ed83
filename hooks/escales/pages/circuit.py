# SPDX-License-Identifier: EUPL-1.2
"""The drawing of who signs what, and when: a line for each role, a row for each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from textwrap import wrap

from escales.content.library import Entry, Library
from escales.schema import KitDocument, Scheme, Step
from escales.words.kit_terms import Setting

WIDTH = 358  # of the text on a phone of 390 px: there, a letter is as high as its `font-size`
MARGIN = 22  # where the numbers of the steps stand
LINE, ROW = 14, 30  # heights of a line of a name, and of a step
LETTER = 6.3  # the width of one


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a role takes part in a step."""

    x: float
    signs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A step: its number, where it stands, its stops from left to right."""

    number: int
    y: int
    step: Step
    stops: tuple[Stop, ...]
    document: Entry[KitDocument] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A role, its name on several lines."""

    x: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A way through the circuit, from the first step to the last, in one setting."""

    setting: Setting | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    top: int  # where the names end

    @property
    def height(self) -> int:
        return self.top + ROW * len(self.rows) + LINE


def paths_of(scheme: Entry[Scheme], library: Library) -> list[Path]:
    """Return the path of each setting that the steps name, or the only one."""
    steps = scheme.facts.circuit
    settings = [each for each in Setting if any(step.setting is each for step in steps)]
    kit = {document.slug: document for document in library.kits.get(scheme.slug, ())}
    ways: list[tuple[Setting | None, list[Step]]] = [
        (each, [s for s in steps if s.setting in {None, each}]) for each in settings
    ]
    return [_draw(*way, kit) for way in (ways or [(None, list(steps))]) if way[1]]


def _draw(
    setting: Setting | None, steps: Sequence[Step], kit: Mapping[str, Entry[KitDocument]]
) -> Path:
    names = list(dict.fromkeys(name for step in steps for name in (*step.signers, *step.others)))
    apart = (WIDTH - MARGIN) / len(names)
    places = {name: round(MARGIN + apart * (at + 0.5), 1) for at, name in enumerate(names)}
    columns = tuple(Column(x, _lines(name, apart)) for name, x in places.items())
    top = LINE * max(len(column.lines) for column in columns) + LINE
    heights = count(top + ROW // 2, ROW)
    rows = tuple(
        Row(number, y, step, _stops(step, places), kit.get(step.document or ""))
        for number, (y, step) in enumerate(zip(heights, steps, strict=False), start=1)
    )
    return Path(setting, columns, rows, top)


def _stops(step: Step, places: Mapping[str, float]) -> tuple[Stop, ...]:
    signs = {places[name]: name in step.signers for name in (*step.others, *step.signers)}
    return tuple(Stop(x, signs[x]) for x in sorted(signs))


def _lines(name: str, width: float) -> tuple[str, ...]:
    text = name[:1].upper() + name[1:]
    return tuple(wrap(text, int(width / LETTER), break_long_words=False, break_on_hyphens=False))
