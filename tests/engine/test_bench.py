# SPDX-License-Identifier: EUPL-1.2
"""The benchmark measures what it says: its changes, its memory, its targets."""

import os
import re
from pathlib import Path

import pytest

from bench.changes import CHANGES
from bench.content import stories, story_file
from bench.memory import run
from bench.targets import (
    ADDED,
    BUILDS,
    CHECK,
    EDITED,
    LABELS,
    UNCHANGED,
    WITHDRAWN,
    WITHOUT_CACHE,
    Disk,
    Measure,
    Results,
    disk_table,
    table,
    targets,
)

SIZE = 40
PUBLISHED = re.compile(r'publie_le: "?([\d-]+)')

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


def written(root: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (root / "stories").iterdir()}


@pytest.mark.parametrize("turn", [0, 1])
def test_each_change_touches_one_story_as_a_maintainer_does(tmp_path: Path, turn: int) -> None:
    (tmp_path / "stories").mkdir()
    for told in stories(SIZE):
        (tmp_path / f"stories/{told.slug}.md").write_text(story_file(told), encoding="utf-8")
    changed = {}
    for name, change in CHANGES.items():
        before = written(tmp_path)
        change(tmp_path, SIZE, turn)
        after = written(tmp_path)
        changed[name] = {name: text for name, text in after.items() if before.get(name) != text}
        assert before.keys() <= after.keys()

    assert changed.pop(UNCHANGED) == {}
    assert {name: len(texts) for name, texts in changed.items()} == {
        EDITED: 1,
        ADDED: 1,
        WITHDRAWN: 1,
    }
    assert f"relecture {turn + 1}." in next(iter(changed[EDITED].values()))
    (newest,) = (PUBLISHED.findall(text)[0] for text in changed[ADDED].values())
    assert newest > max(PUBLISHED.findall(story_file(told))[0] for told in stories(SIZE))
    assert "retrait_le:" in next(iter(changed[WITHDRAWN].values()))
    assert next(iter(changed[WITHDRAWN])) not in changed[EDITED]


def test_a_page_that_does_not_show_the_change_is_told(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    told = next(one for place, one in enumerate(stories(SIZE)) if place == SIZE // 2)
    (tmp_path / f"stories/{told.slug}.md").write_text(story_file(told), encoding="utf-8")
    (proof,) = CHANGES[EDITED](tmp_path, SIZE, 0)
    page = tmp_path / proof.page
    page.parent.mkdir(parents=True)

    for text, holds in ((proof.text, True), ("l’ancien texte", False)):
        page.write_text(f"<p>{text}</p>", encoding="utf-8")
        assert proof.holds(tmp_path) is holds


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="asks Linux")
def test_memory_is_that_of_all_processes_and_what_they_share_counts_once(tmp_path: Path) -> None:
    """Their sum would be 380 MB, and the biggest alone 140."""
    (tmp_path / "family.py").write_text(FAMILY, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}

    measure = run(["family"], tmp_path / "log.txt", environment)

    assert 180 < measure.peak < 240
    assert measure.seconds >= 2


def test_a_command_that_fails_stops_the_benchmark_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="No module named"):
        run(["nowhere"], tmp_path / "log.txt", dict(os.environ))


def measured(escales: float, changed: float, search: float, peak: float) -> Results:
    """Return the results of a run where the bare site takes ten seconds whatever its size."""
    results = Results()
    for size in (1000, 3000, 10_000):
        results.measures[("nu", size)] = Measure(10, 100)
        results.measures[("escales", size)] = Measure(escales, 100)
        results.measures[("recherche", size)] = Measure(search, 100)
        for name in BUILDS[1:]:
            results.measures[(name, size)] = Measure(changed, peak)
    return results


@pytest.mark.parametrize(
    ("results", "missed"),
    [
        (measured(10, 1.2, 15.2, 600), 0),
        (measured(10, 1.21, 15.2, 600), 2),  # nothing changed, at two sizes
        (measured(10, 2.01, 15.2, 600), 8),  # all changes, at two sizes
        (measured(10.1, 1.2, 15.3, 600), 1),  # an empty cache
        (measured(10, 1.2, 15.3, 600), 2),  # what the index adds, at two sizes
        (measured(10, 1.2, 15.2, 601), 1),  # the memory of a build after a change
    ],
)
def test_a_target_is_missed_just_beyond_its_limit(results: Results, missed: int) -> None:
    assert len([target for target in targets(results) if target.missed]) == missed


def test_the_tables_fit_a_terminal_and_name_every_build() -> None:
    results = measured(1234.5, 1234.5, 1234.5, 12_345)
    for name in (CHECK, WITHOUT_CACHE):
        results.measures[(name, 10_000)] = Measure(1234.5, 12_345)
    results.disks[("escales", 10_000)] = Disk(200_000, 10**9, 3 * 10**9)
    builds, disks = list(table(results)), list(disk_table(results))

    assert max(map(len, builds + disks)) <= 100
    assert len({len(line) for line in builds}) == len({len(line) for line in disks}) == 1
    assert all(any(label in line for line in builds) for label in LABELS.values())
