# SPDX-License-Identifier: EUPL-1.2
"""Build the sites in turn, and note what each costs."""

import gzip
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from bench.content import stories
from bench.memory import run_program
from bench.pages import REPOSITORY
from bench.search import SEARCHES
from bench.sites import SITES, write_escales
from bench.targets import CHECK, EDITED, Disk, Measure, Results

DOCUMENTS = "documents"  # of the kits: no story changes them
FEW = 30  # stories, when it is not they that are measured
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
ENVIRONMENT.pop("PYTHONDONTWRITEBYTECODE", None)  # else each build would compile all modules again


@dataclass(frozen=True, slots=True)
class Bench:
    """The sites of one size in a folder, the checkout that builds them, what is measured of them.

    Beside the sites, `cache` holds the documents that this site finds when it is written.
    """

    folder: Path
    size: int
    results: Results
    checkout: Path = REPOSITORY

    def write(self, name: str) -> None:
        root = self.folder / name
        root.mkdir()
        if name == "escales":
            write_escales(root, self.size, self.checkout)
        else:
            SITES[name].write(root, self.size)

    def run(
        self,
        name: str,
        command: Sequence[str],
        program: Sequence[str] = (),
        root: Path | None = None,
    ) -> Measure:
        """Run a program, or a Python module of the checkout's environment, and note its best."""
        words = [*(program or (str(python_of(self.checkout)), "-m")), *command]
        measure = run_program(words, self.folder / "log.txt", ENVIRONMENT, root)
        self.results.add(name, self.size, measure)
        sys.stderr.write(f"{self.size} récits, {name} : {measure}\n")
        return measure

    def build(self, name: str) -> tuple[Measure, Path]:
        """Build a site in a folder of its own, from nothing but the documents of the kits."""
        keep_documents_only(self.folder / name / ".cache")
        return self._build(name, name)

    def build_edited(self, name: str) -> tuple[Measure, Path]:
        """Build a site again once a story has changed, with all that the last build left."""
        (edited,) = stories(1)
        (path,) = (self.folder / name).rglob(f"{edited.slug}.md")
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\n\nUne phrase de plus, la {len(text)}e.\n", encoding="utf-8")
        return self._build(name, EDITED.format(name))

    def _build(self, name: str, told: str) -> tuple[Measure, Path]:
        """Build a site, and note it under what is told of it.

        No site is deleted until all is measured: file systems such as ext4 keep away for a while
        from the numbers of files that were just deleted, and look past each of them.
        """
        root, site = self.folder / name, Path(mkdtemp(prefix="site-", dir=self.folder))
        measure = self.run(told, SITES[name].command(root, site), SITES[name].program, root)
        if (root / "site").exists():  # where some build, whatever they are asked
            (root / "site").rename(site)
        pages = sum(1 for _ in site.rglob("index.html"))
        if pages < self.size:
            raise SystemExit(f"{name} : {pages} pages pour {self.size} récits.")
        return measure, site


def measure_size(bench: Bench, names: Sequence[str], runs: int) -> None:
    """Build the sites in turn, so that what else the machine does slows all of them."""
    for name in names:
        bench.write(name)
    for turn in range(runs):
        for name in names:
            if turn and bench.size in SITES[name].once:
                continue
            _, site = bench.build(name)
            if SITES[name].keeps and bench.size:
                bench.build_edited(name)
            if name == "escales" and bench.size:
                bench.run(CHECK, ["escales", "check", "--root", str(bench.folder / name)])
            if not turn and bench.size:
                _weigh(bench, name, site)


def save_documents(cache: Path, checkout: Path = REPOSITORY) -> None:
    """Have a checkout make the documents of the kits, before any measure."""
    with TemporaryDirectory(prefix="escales-bench-") as folder:
        bench = Bench(Path(folder), FEW, Results(), checkout)
        bench.write("escales")
        bench.build("escales")
        shutil.copytree(Path(folder) / "escales/.cache", cache, dirs_exist_ok=True)


def keep_documents_only(cache: Path) -> None:
    for path in cache.iterdir() if cache.exists() else ():
        if path.is_file():
            path.unlink()
        elif path.name != DOCUMENTS:
            shutil.rmtree(path)


def python_of(checkout: Path) -> Path:
    """Return the Python that runs this, or the one that `make` installed in another checkout."""
    return Path(sys.executable) if checkout == REPOSITORY else checkout / ".venv/bin/python"


def _weigh(bench: Bench, name: str, site: Path) -> None:
    every = list(site.rglob("*"))
    bench.results.disks[name, bench.size] = Disk(len(every), _weight(every))
    if name == "escales":
        bench.results.pages[bench.size] = max(_page_weights(bench.folder / name, site))
    if name in SEARCHES and bench.size in SITES["material"].sizes:
        bench.results.searches[name, bench.size] = SEARCHES[name](site)


def _weight(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def _page_weights(root: Path, site: Path) -> Iterator[int]:
    """Yield the size of each story's page as servers send it, in bytes."""
    for story in (root / "stories").iterdir():
        html = (site / "recits" / story.stem / "index.html").read_bytes()
        yield len(gzip.compress(html, 9, mtime=0))
