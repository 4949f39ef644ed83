# SPDX-License-Identifier: EUPL-1.2
"""Measure how long this site takes to build, beside other sites with the same stories."""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # run as a file: `bench` is the folder, not this file

from bench.measures import Bench, measure_size  # noqa: E402  # once the folder can be found
from bench.targets import (  # noqa: E402  # likewise
    Results,
    disk_table,
    number,
    search_table,
    table,
    targets,
)

SIZES = {
    "nu": (300, 1000, 3000, 10_000),
    "hugo": (300, 1000, 3000, 10_000),
    "escales": (300, 1000, 3000, 10_000),
    "recherche": (1000, 10_000),
    "material": (1000, 10_000),
    "tags": (300, 1000),
    "blog": (300, 1000),
}
FEW = 30  # stories, when it is not they that are measured
RUNS = 2  # the best is kept: a busy machine only ever adds to a measure


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, tell, and return 1 when a target is missed."""
    options = _options(arguments)
    results = Results()
    start, machine = time.perf_counter(), _machine()
    with tempfile.TemporaryDirectory(prefix="escales-bench-") as cache:
        if {"escales", "recherche"} & set(options.only):
            _make_documents(Path(cache))
        for size in sorted(set(options.sizes)):
            names = [name for name in SIZES if size in SIZES[name] and name in options.only]
            with tempfile.TemporaryDirectory(prefix="escales-bench-") as folder:
                (Path(folder) / "cache").symlink_to(cache)
                measure_size(Bench(Path(folder), size, results), names, options.runs)
    reached = list(targets(results))
    told = ([machine], table(results), disk_table(results), search_table(results), reached)
    lines = [f"{line}" for part in told for line in (*part, "")]
    minutes = number((time.perf_counter() - start) / 60, 0)
    sys.stdout.write("\n".join([*lines, f"Durée : {minutes} min.", ""]))
    return int(any(target.missed for target in reached))


def _machine() -> str:
    """Tell what the seconds hang on; ratios hang on it less."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"Machine : {cores} cœurs, charge {number(os.getloadavg()[0], 1)} au départ ; {python}."


def _make_documents(cache: Path) -> None:
    """Make the documents of the kits, which no story changes, before any measure."""
    with tempfile.TemporaryDirectory(prefix="escales-bench-") as folder:
        (Path(folder) / "cache").symlink_to(cache)
        bench = Bench(Path(folder), FEW, Results())
        bench.write("escales")
        bench.build("escales", "documents des kits, une fois pour toutes")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bench", description="Mesurer la construction du site.")
    sizes = sorted({size for sizes in SIZES.values() for size in sizes})
    parser.add_argument(
        "--sizes", nargs="+", type=int, choices=sizes, default=sizes, help="combien de récits"
    )
    parser.add_argument(
        "--runs", type=int, default=RUNS, help="combien de fois au plus ; le meilleur est gardé"
    )
    parser.add_argument(
        "--only", nargs="+", choices=list(SIZES), default=list(SIZES), help="quels sites"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
