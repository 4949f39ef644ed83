# SPDX-License-Identifier: EUPL-1.2
"""Measure how long this site takes to build, beside plain MkDocs sites with the same stories."""

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path[0] = str(Path(__file__).parents[1])  # run as a file: `bench` is the folder, not this file

from bench.search import SEARCHES  # noqa: E402  # once the folder can be found
from bench.sites import WRITERS  # noqa: E402  # likewise
from bench.targets import (  # noqa: E402  # likewise
    CHECK,
    Measure,
    Results,
    number,
    search_table,
    table,
    targets,
)

SIZES = {
    "nu": (300, 1000, 3000, 10_000),
    "escales": (300, 1000, 3000, 10_000),
    "recherche": (1000, 10_000),
    "material": (1000, 10_000),
    "tags": (300, 1000),
    "blog": (300, 1000),
}
FEW = 30  # stories, when it is not they that are measured
RUNS = 2  # the best is kept: a busy machine only ever adds to a measure
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, tell, and return 1 when a target is missed."""
    options = _options(arguments)
    results = Results()
    with tempfile.TemporaryDirectory(prefix="escales-bench-") as cache:
        if {"escales", "recherche"} & set(options.only):
            _make_documents(Path(cache))
        for size in sorted(set(options.sizes)):
            names = [name for name in SIZES if size in SIZES[name] and name in options.only]
            with tempfile.TemporaryDirectory(prefix="escales-bench-") as folder:
                (Path(folder) / "cache").symlink_to(cache)
                _measure_size(results, Path(folder), size, names, options.runs)
    reached = list(targets(results))
    lines = [*table(results), "", *search_table(results), "", *map(str, reached)]
    sys.stdout.write("\n".join(lines) + "\n")
    return int(any(target.missed for target in reached))


def _make_documents(cache: Path) -> None:
    """Make the documents of the kits, which no story changes, before any measure."""
    with tempfile.TemporaryDirectory(prefix="escales-bench-") as folder:
        (Path(folder) / "cache").symlink_to(cache)
        root = Path(folder) / "escales"
        root.mkdir()
        WRITERS["escales"](root, FEW)
        build = [
            "mkdocs",
            "build",
            "-f",
            str(root / "mkdocs.yml"),
            "-d",
            str(Path(folder) / "site"),
        ]
        seconds = _run(build, Path(folder) / "log.txt").seconds
    sys.stderr.write(f"documents des kits, une fois pour toutes : {number(seconds, 2)} s\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bench", description="Mesurer la construction du site.")
    sizes = sorted({size for sizes in SIZES.values() for size in sizes})
    parser.add_argument(
        "--sizes", nargs="+", type=int, choices=sizes, default=sizes, help="combien de récits"
    )
    parser.add_argument(
        "--runs", type=int, default=RUNS, help="combien de fois ; le meilleur temps est gardé"
    )
    parser.add_argument(
        "--only", nargs="+", choices=list(SIZES), default=list(SIZES), help="quels sites"
    )
    return parser.parse_args(arguments)


def _measure_size(
    results: Results, folder: Path, size: int, names: Sequence[str], runs: int
) -> None:
    """Build the sites in turn, so that what else the machine does slows all of them."""
    for name in names:
        (folder / name).mkdir()
        WRITERS[name](folder / name, size)
    for _ in range(runs):
        for name, measure in _measures(results, folder, size, names):
            best = results.measures.get((name, size), measure)
            results.measures[name, size] = Measure(
                min(best.seconds, measure.seconds), max(best.peak, measure.peak)
            )
            sys.stderr.write(f"{size} récits, {name} : {number(measure.seconds, 2)} s\n")


def _measures(
    results: Results, folder: Path, size: int, names: Iterable[str]
) -> Iterator[tuple[str, Measure]]:
    for name in names:
        root, site = folder / name, folder / "site"
        build = ["mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(site)]
        yield name, _run(build, folder / "log.txt")
        pages = sum(1 for _ in site.rglob("index.html"))
        if pages < size:
            raise SystemExit(f"{name} : {pages} pages pour {size} récits.")
        if name == "escales":
            results.pages[size] = max(_weights(root, site))
            yield CHECK, _run(["escales", "check", "--root", str(root)], folder / "log.txt")
        if name in SEARCHES and (name, size) not in results.searches:
            results.searches[name, size] = SEARCHES[name](site)
        shutil.rmtree(site)


def _run(command: list[str], log: Path) -> Measure:
    """Run a Python module in a process of its own, cold."""
    with log.open("wb") as output:
        start = time.perf_counter()
        child = subprocess.Popen(
            [sys.executable, "-m", *command], stdout=output, stderr=output, env=ENVIRONMENT
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(log.read_text(encoding="utf-8"))
    return Measure(seconds, usage.ru_maxrss / 1000)


def _weights(root: Path, site: Path) -> Iterator[int]:
    """Yield the size of each story's page as servers send it, in bytes."""
    for story in (root / "stories").iterdir():
        html = (site / "recits" / story.stem / "index.html").read_bytes()
        yield len(gzip.compress(html, 9, mtime=0))


if __name__ == "__main__":
    sys.exit(main())
