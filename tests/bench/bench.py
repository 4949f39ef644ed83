# SPDX-License-Identifier: EUPL-1.2
"""Measure how long this site takes to build, beside other sites with the same stories."""

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # run as a file: `bench` is the folder, not this file

from bench.against import compare, pair_table  # noqa: E402  # once the folder can be found
from bench.figures import Figures, keep, shown_on  # noqa: E402  # likewise
from bench.gathering import (  # noqa: E402  # likewise
    NEIGHBOURS,
    STORIES,
    gather_table,
    is_missed,
    measure_gather,
)
from bench.measures import Bench, measure_size, save_documents  # noqa: E402  # likewise
from bench.serving import measure_serve  # noqa: E402  # likewise
from bench.sites import SITES, SIZES, installed, not_measured  # noqa: E402  # likewise
from bench.targets import (  # noqa: E402  # likewise
    SAVES,
    Results,
    Save,
    disk_table,
    number,
    save_table,
    search_table,
    table,
    targets,
)

RUNS = 2  # the best is taken
PAIRS = 5  # builds here and there; their medians are taken
COMPARED = 1000  # stories
BUSY = 1  # programs that wanted a processor before we began


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, write the tables, and return 1 when a target is missed."""
    options = _options(arguments)
    sys.stdout.write(f"{_machine(os.getloadavg()[0])}\n\n")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="escales-bench-") as folder:
        measure = _compare if options.against else _measure
        lines, missed = measure(Path(folder), options)
    minutes = number((time.perf_counter() - start) / 60, 0)
    sys.stdout.write("\n".join([*lines, "", f"Durée : {minutes} min.", ""]))
    return int(missed)


def _measure(folder: Path, options: argparse.Namespace) -> tuple[list[str], bool]:
    results, load, cache = Results(), os.getloadavg()[0], folder / "cache"
    cache.mkdir()
    if options.keep:
        shown_on()  # else all would be measured for nothing
    if "escales" in options.only:
        save_documents(cache)
    for size in sorted(set(options.sizes or SIZES)):
        names = [name for name in installed(options.only) if size in SITES[name].sizes]
        (folder / f"{size}").mkdir()
        (folder / f"{size}/cache").symlink_to(cache)
        measure_size(Bench(folder / f"{size}", size, results), names, options.runs or RUNS)
        if "escales" in names and size in SAVES:
            told = measure_serve(folder / f"{size}/escales")
            results.saves[size] = Save(told.page, told.lists)
        shutil.rmtree(folder / f"{size}")
    if options.keep:
        keep(Figures(datetime.now(UTC).date(), _machine(load), load >= BUSY, results))
    reached = list(targets(results))
    gathering = measure_gather(folder / "gather", NEIGHBOURS, STORIES)
    tables = (table, disk_table, search_table, save_table)
    parts = (*(draw(results) for draw in tables), gather_table(gathering), reached, not_measured())
    lines = [f"{line}" for part in parts for line in (*part, "")]
    return lines, any(target.missed for target in reached) or is_missed(gathering)


def _compare(folder: Path, options: argparse.Namespace) -> tuple[list[str], bool]:
    lines: list[str] = []
    for size in options.sizes or [COMPARED]:
        (folder / f"{size}").mkdir()
        pairs = compare(folder / f"{size}", options.against, size, options.runs or PAIRS)
        lines += [*pair_table(pairs, size), ""]
    return lines, False


def _machine(load: float) -> str:
    """Tell what the seconds hang on; ratios hang on it less."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = number(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 0)
    told = f"Machine\u00a0: {cores} cœurs, {memory} Go de mémoire, {platform.system()}, "
    return told + f"Python {platform.python_version()}, charge de {number(load, 1)} au départ."


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bench", description="Mesurer la construction du site.")
    parser.add_argument("--sizes", nargs="+", type=int, choices=SIZES, help="combien de récits")
    parser.add_argument(
        "--runs",
        type=int,
        help=f"combien de fois au plus, {RUNS} d’ordinaire ; le meilleur compte. "
        f"Avec --against, combien de paires : {PAIRS} d’ordinaire ; la médiane compte",
    )
    parser.add_argument("--only", nargs="+", choices=SITES, default=list(SITES), help="quels sites")
    others = parser.add_mutually_exclusive_group()
    others.add_argument(
        "--against",
        type=lambda path: Path(path).resolve(),
        metavar="DOSSIER",
        help="ne comparer ce site qu’à celui d’une autre copie du dépôt, tour à tour",
    )
    others.add_argument(
        "--keep",
        action="store_true",
        help="garder ces nombres, et les mettre dans la page « Passer à l’échelle »",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
