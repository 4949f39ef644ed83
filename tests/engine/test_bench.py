# SPDX-License-Identifier: EUPL-1.2
"""The benchmark measures what it says: its sites, its memory, its comparison, its targets."""

import json
import os
import sys
from pathlib import Path

import pytest

from bench.against import Pair, compare, pair_table
from bench.measures import keep_documents_only
from bench.memory import run
from bench.sites import write_escales
from bench.targets import CHECK, Disk, Measure, Results, disk_table, table, targets

PYTHON = Path(sys.executable)

# Takes 100 MB, then has two copies of itself take 40 MB more each, while they share the first.
FAMILY = """
import os, time
mine = b"x" * 100_000_000
(ready, say), (wait, over) = os.pipe(), os.pipe()
children = [os.fork()]
children += [os.fork()] if children[0] else []
if 0 in children:
    more = b"x" * 40_000_000
    os.write(say, b"!")
    os.close(over)
    os.read(wait, 1)  # until the parent ends
    os._exit(0)
for _ in children:
    os.read(ready, 1)
time.sleep(2)
"""


def test_a_build_begins_with_the_documents_of_the_kits_and_nothing_else(tmp_path: Path) -> None:
    for folder in ("documents", "pictures", "build"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "saved").write_text("saved", encoding="utf-8")

    keep_documents_only(tmp_path)

    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == [
        "documents",
        "documents/saved",
    ]


def test_a_site_is_that_of_its_checkout_and_its_stories_are_those_of_all(tmp_path: Path) -> None:
    stories = []
    for name in ("here", "there"):
        checkout, root = tmp_path / name, tmp_path / f"site-{name}"
        for folder in ("docs/collectivites", "schemes", "hooks"):
            (checkout / folder).mkdir(parents=True)
        (checkout / "docs/index.md").write_text(name, encoding="utf-8")
        root.mkdir()
        write_escales(root, 3, checkout)

        assert (root / "docs/index.md").read_text(encoding="utf-8") == name
        assert (root / "hooks").resolve() == checkout / "hooks"
        config = json.loads((root / "mkdocs.yml").read_text(encoding="utf-8"))
        assert config["INHERIT"] == str(checkout / "mkdocs.yml")
        assert config["extra"]["recherche"] == "oui"
        stories.append({path.name: path.read_bytes() for path in (root / "stories").iterdir()})
    assert stories[0] == stories[1]
    assert len(stories[0]) == 3


def test_a_checkout_without_its_environment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="pas d’environnement"):
        compare(tmp_path, tmp_path / "nowhere", 300, 1)


def test_a_comparison_ends_with_medians_and_ratios_are_taken_within_pairs() -> None:
    """The ratio of the medians would be 1, and that of the means 0,93."""
    times = [(10, 20), (30, 30), (40, 36)]
    pairs = [Pair(Measure(one, one, 100), Measure(other, other, 200)) for one, other in times]

    head, *lines = pair_table(pairs, 1000)

    assert head.split()[:5] == ["1000", "récits", "secondes", "ailleurs", "rapport"]
    assert lines[0].split()[:5] == ["paire", "1", "10,00", "20,00", "0,50"]
    last = ["médianes", *["30,00", "30,00", "1,00"] * 2, "100,00", "200,00", "0,50"]
    assert lines[-1].split() == last


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="asks Linux")
def test_memory_is_that_of_all_processes_and_what_they_share_counts_once(tmp_path: Path) -> None:
    """Their sum would be 380 MB, and the biggest alone 140."""
    (tmp_path / "family.py").write_text(FAMILY, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    measure = run(["family"], tmp_path / "log.txt", environment, PYTHON)

    assert 180 < measure.peak < 240
    assert measure.seconds >= 2


def test_a_command_that_fails_stops_the_benchmark_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="No module named"):
        run(["nowhere"], tmp_path / "log.txt", dict(os.environ), PYTHON)


WORK = """
import os
child = os.fork()
while sum(os.times()[:2]) < 0.5:
    pass
if not child:
    os._exit(0)
os.waitpid(child, 0)
"""


def test_the_processor_is_counted_with_that_of_the_processes_started(tmp_path: Path) -> None:
    """Each of the two takes half a second of it."""
    (tmp_path / "work.py").write_text(WORK, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    measure = run(["work"], tmp_path / "log.txt", environment, PYTHON)

    assert 1 <= measure.processor < 1.5


def test_the_best_times_and_the_highest_peak_are_taken() -> None:
    results = Results()
    for measure in (Measure(10, 9, 100), Measure(8, 11, 90)):
        results.add("escales", 300, measure)

    assert results.measures["escales", 300] == Measure(8, 9, 100)


def measured(escales: float, peak: float, check: float = 1.5, blog: float = 20) -> Results:
    """Return the results of a run where the bare site takes ten seconds whatever its size."""
    results = Results()
    for size in (1000, 3000, 10_000):
        results.add("nu", size, Measure(10, 10, 100))
        results.add("escales", size, Measure(10 if size == 1000 else escales, 20, peak))
        results.add(CHECK, size, Measure(check, 1, 100))
    results.add("tags", 1000, Measure(30, 30, 100))
    results.add("blog", 1000, Measure(blog, 20, 100))
    return results


@pytest.mark.parametrize(
    ("results", "missed"),
    [
        (measured(15.2, 3000), 0),
        (measured(15.3, 3000), 2),  # a build, at two sizes
        (measured(15.2, 3001), 1),  # the memory
        (measured(15.2, 3000, check=1.51), 1),
        (measured(15.2, 3000, blog=19.9), 1),
    ],
)
def test_a_target_is_missed_just_beyond_its_limit(results: Results, missed: int) -> None:
    assert len([target for target in targets(results) if target.missed]) == missed


def test_the_tables_fit_a_terminal() -> None:
    results = measured(1234.5, 12_345)
    results.disks["escales", 10_000] = Disk(200_000, 10**9)
    pair = Pair(Measure(1234.5, 1234.5, 12_345), Measure(1234.5, 1234.5, 12_345))
    for lines in (table(results), disk_table(results), pair_table([pair] * 12, 10_000)):
        widths = {len(line) for line in lines}
        assert len(widths) == 1
        assert widths.pop() <= 100
