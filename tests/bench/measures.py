# SPDX-License-Identifier: EUPL-1.2
"""Build the sites, cold and after changes, and keep what that costs."""

import gzip
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from bench.changes import CHANGES
from bench.memory import run
from bench.search import SEARCHES
from bench.sites import WRITERS
from bench.targets import CHECK, WITHOUT_CACHE, Disk, Measure, Results, number

MADE = "cache/build"  # what builds kept; documents of the kits, beside it, hang on no story
FULL = 3000  # stories up to which the site is also built without any cache: the rest is the same
LONG = {("recherche", 10_000), ("material", 10_000), ("tags", 1000)}  # measured once: minutes
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True, slots=True)
class Bench:
    """The sites of one size in a folder, and where to put what is measured of them."""

    folder: Path
    size: int
    results: Results

    def write(self, name: str) -> None:
        (self.folder / name).mkdir()
        WRITERS[name](self.folder / name, self.size)

    def measure(self, name: str, command: Sequence[str]) -> None:
        """Run a command, and keep its best time and its highest peak."""
        measure = run(command, self.folder / "log.txt", ENVIRONMENT)
        best = self.results.measures.get((name, self.size), measure)
        self.results.measures[name, self.size] = Measure(
            min(best.seconds, measure.seconds), max(best.peak, measure.peak)
        )
        told = f"{number(measure.seconds, 2)} s, {number(measure.peak, 0)} Mo"
        sys.stderr.write(f"{self.size} récits, {name} : {told}\n")

    def build(self, name: str, label: str) -> Path:
        """Build a site in a folder of its own, and return it.

        Nothing is deleted until all is measured: file systems such as ext4 keep away for a while
        from the numbers of files that were just deleted, and look past each of them.
        """
        root, site = self.folder / name, Path(mkdtemp(prefix="site-", dir=self.folder))
        command = ["mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(site)]
        if name == "hugo":
            command = [
                "hugo",
                "--panicOnWarning",
                "--source",
                str(root),
                "--destination",
                str(site),
            ]
        self.measure(label, command)
        pages = sum(1 for _ in site.rglob("index.html"))
        if pages < self.size:
            raise SystemExit(f"{label} : {pages} pages pour {self.size} récits.")
        return site

    def build_cold(self, name: str) -> Path:
        """Build a site, and let it find nothing of the last time."""
        shutil.rmtree(self.folder / MADE, ignore_errors=True)
        site = self.build(name, name)
        every, kept = list(site.rglob("*")), list((self.folder / MADE).rglob("*"))
        self.results.disks[name, self.size] = Disk(len(every), _weight(every), _weight(kept))
        return site


def measure_size(bench: Bench, names: Sequence[str], runs: int) -> None:
    """Build the sites in turn, so that what else the machine does slows all of them."""
    for name in names:
        bench.write(name)
    for turn in range(runs):
        for name in names:
            if turn and (name, bench.size) in LONG:
                continue
            if name == "escales":
                _measure_escales(bench, turn)
                continue
            site = bench.build_cold(name)
            if name in SEARCHES and not turn:
                bench.results.searches[name, bench.size] = SEARCHES[name](site)


def _measure_escales(bench: Bench, turn: int) -> None:
    """Build with an empty cache, then after each change with what the build before it has kept.

    Each change is made to what has just been built: the cache is as warm as it gets.
    """
    root = bench.folder / "escales"
    if not turn and bench.size <= FULL:
        _measure_without_cache(bench, root / ".cache")
    site = bench.build_cold("escales")
    bench.results.pages[bench.size] = max(_weights(root, site))
    for label, change in CHANGES.items():
        proofs = change(root, bench.size, turn)
        site = bench.build("escales", label)
        if failed := [proof for proof in proofs if not proof.holds(site)]:
            raise SystemExit(f"{label} : cela ne se voit pas. {failed}")
    bench.measure(CHECK, ["escales", "check", "--root", str(root)])


def _measure_without_cache(bench: Bench, cache: Path) -> None:
    shared = cache.readlink()
    cache.unlink()
    bench.build("escales", WITHOUT_CACHE)
    shutil.rmtree(cache, ignore_errors=True)
    cache.symlink_to(shared)


def _weight(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def _weights(root: Path, site: Path) -> Iterator[int]:
    """Yield the size of each story's page as servers send it, in bytes."""
    for story in (root / "stories").iterdir():
        html = (site / "recits" / story.stem / "index.html").read_bytes()
        yield len(gzip.compress(html, 9, mtime=0))
