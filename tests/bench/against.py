# SPDX-License-Identifier: EUPL-1.2
"""Compare with another checkout of this repository: the same stories, built by each in turn."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.measures import Bench, python_of, save_documents
from bench.pages import REPOSITORY
from bench.targets import Measure, Results, number

COLUMNS: dict[str, Callable[[Measure], float]] = {
    "secondes": lambda measure: measure.seconds,
    "processeur": lambda measure: measure.processor,
    "Mo": lambda measure: measure.peak,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two builds, one right after the other."""

    here: Measure
    there: Measure


def compare(folder: Path, checkout: Path, size: int, pairs: int) -> list[Pair]:
    """Build here, there, here, there, each with the documents of its kits at hand."""
    if not python_of(checkout).exists():
        raise SystemExit(f"{checkout} : pas d’environnement. Lancez-y d’abord « make site ».")
    here, there = (_prepare(folder / name, size, root) for name, root in _sides(checkout))
    return [Pair(here.build("escales")[0], there.build("escales")[0]) for _ in range(pairs)]


def pair_table(pairs: Sequence[Pair], size: int) -> Iterator[str]:
    """Yield the lines of the pairs, then of their medians; a ratio is here to there."""
    yield f"{size} récits".ljust(13) + "".join(
        f"{head:>11}{'ailleurs':>10}{'rapport':>8}" for head in COLUMNS
    )
    for place, pair in enumerate(pairs, start=1):
        values = [(read(pair.here), read(pair.there)) for read in COLUMNS.values()]
        yield _line(f"paire {place}", [(one, other, one / other) for one, other in values])
    yield _line("médianes", [_medians(pairs, read) for read in COLUMNS.values()])


def _sides(checkout: Path) -> Iterator[tuple[str, Path]]:
    yield "here", REPOSITORY
    yield "there", checkout


def _prepare(folder: Path, size: int, checkout: Path) -> Bench:
    (folder / "cache").mkdir(parents=True)
    save_documents(folder / "cache", checkout)
    bench = Bench(folder, size, Results(), checkout)
    bench.write("escales")
    return bench


def _medians(pairs: Sequence[Pair], read: Callable[[Measure], float]) -> tuple[float, float, float]:
    """Return the median of each side, and that of the ratios, each within its pair."""
    return (
        median(read(pair.here) for pair in pairs),
        median(read(pair.there) for pair in pairs),
        median(read(pair.here) / read(pair.there) for pair in pairs),
    )


def _line(label: str, values: Sequence[tuple[float, float, float]]) -> str:
    cells = "".join(
        f"{number(one, 2):>11}{number(other, 2):>10}{number(ratio, 2):>8}"
        for one, other, ratio in values
    )
    return label.ljust(13) + cells
