# SPDX-License-Identifier: EUPL-1.2
"""The benchmark measures what it says: its sites, its memory, its comparison, its targets."""

import json
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench import pages
from bench.against import Pair, compare, pair_table
from bench.content import groups_of, stories
from bench.figures import Figures, keep, read_figures, shown, write_figures
from bench.measures import Bench, keep_documents_only
from bench.memory import run
from bench.pages import write_stories
from bench.sites import SITES, Site, installed, not_measured, write_escales
from bench.targets import (
    CHECK,
    COLD,
    EDITED,
    WARM,
    Disk,
    Measure,
    Results,
    Save,
    SearchMeasure,
    disk_table,
    save_table,
    search_table,
    table,
    targets,
)

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


def test_each_peer_holds_the_same_stories_and_says_when_it_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("docs", "schemes"):
        (tmp_path / "checkout" / folder).mkdir(parents=True)
    (tmp_path / "checkout/docs/index.md").write_text("---\n---\n\n# Accueil\n", encoding="utf-8")
    monkeypatch.setattr(pages, "REPOSITORY", tmp_path / "checkout")
    for name in ("nu", "hugo", "pelican", "zensical", "eleventy"):
        (tmp_path / name).mkdir()
        SITES[name].write(tmp_path / name, 3)
        for told in stories(3):
            (path,) = (tmp_path / name).rglob(f"{told.slug}.md")
            text = path.read_text(encoding="utf-8")
            assert told.title in text
            assert text.endswith(told.text)
            groups = [] if name == "nu" else groups_of(told)
            assert all(group.replace(",", "") in text.replace(",", "") for group in groups)
    monkeypatch.setitem(SITES, "pelican", replace(SITES["pelican"], program=("nowhere",)))

    assert installed(["nu", "pelican", "hugo"]) == ["nu", "hugo"]
    assert "non mesuré   pelican : pas installé" in "\n".join(not_measured())


WRITE = """
import sys
from pathlib import Path
root, site = map(Path, sys.argv[1:])
made = site if root.name == "given" else root / "site"  # some build where they want
for story in root.rglob("*.md"):
    (made / story.stem).mkdir(parents=True)
    (made / story.stem / "index.html").write_text(story.read_text())
kept = root / ".cache/kept"
(made / "kept").write_text(str(kept.exists()))
kept.parent.mkdir(exist_ok=True)
kept.mkdir(exist_ok=True)
"""


@pytest.mark.parametrize("name", ["given", "chosen"])
def test_a_build_is_measured_from_nothing_then_after_one_story_is_edited(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "write.py").write_text(WRITE, encoding="utf-8")
    site = Site(
        lambda root, count: write_stories(root / "stories", count, lambda told: told.text),
        (300,),
        command=lambda root, site: [str(tmp_path / "write.py"), str(root), str(site)],
        program=(sys.executable,),
        keeps=True,
    )
    monkeypatch.setitem(SITES, name, site)
    bench = Bench(tmp_path, 3, Results())
    bench.write(name)

    built = [build(name)[1] for build in (bench.build, bench.build_edited, bench.build)]

    assert [(site / "kept").read_text(encoding="utf-8") for site in built] == [
        "False",
        "True",
        "False",
    ]
    before, after = (
        {path.parent.name: path.read_text(encoding="utf-8") for path in site.rglob("index.html")}
        for site in built[:2]
    )
    (edited,) = (slug for slug in before if before[slug] != after[slug])
    assert after[edited].startswith(before[edited])
    assert list(bench.results.measures) == [(name, 3), (f"{name}, 1 modifié", 3)]


def test_figures_that_are_kept_are_those_of_the_page(tmp_path: Path) -> None:
    """What was kept before leaves the page; what was not measured is said so."""
    page, path = tmp_path / "page.md", tmp_path / "figures.json"
    results = Results()
    results.add("nu", 1000, Measure(10, 9, 100))
    old = Figures(date(2026, 11, 1), "Machine : 2 cœurs.", is_busy=False, results=results)
    write_figures(old, path)
    page.write_text(f"Avant.\n\n{shown(old)}\n\nAprès.\n", encoding="utf-8")

    new = Figures(date(2026, 11, 30), "Machine : 4 cœurs.", is_busy=False, results=measured())
    keep(new, path, page)

    assert read_figures(path) == new
    text = page.read_text(encoding="utf-8")
    assert text == f"Avant.\n\n{shown(new)}\n\nAprès.\n"
    assert "| Mesure | 1 000 récits | 3 000 récits | 10 000 récits |\n" in text
    assert (
        "| Construire, recherche comprise | 12,0 s (1,20\u00a0×) | 22,0 s (1,10\u00a0×) |" in text
    )
    assert "| Voir un récit que l’on enregistre (`make serve`) | 1,0 s | 1,5 s | — |" in text
    assert "Mesuré le 30 novembre 2026. Machine : 4 cœurs.\n" in text
    busy = shown(replace(old, is_busy=True))
    assert "| 9,0 s (1,00\u00a0×) |" in busy
    assert "secondes de processeur" in busy
    page.write_text("Autre chose.", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"page[.]md ne dit pas les nombres gardés"):
        keep(old, path, page)


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


def measured(name: str = "", value: float = 0) -> Results:
    """Return the results of a run that reaches each target at its very limit, but for one.

    The bare site takes ten seconds at 1,000 stories, and twice that at 3,000.
    """
    bare = {0: 5, 1000: 10, 3000: 20, 10_000: 200 / 3}
    values = {
        **{("nu", size): seconds for size, seconds in bare.items()},
        ("escales", 0): 7,
        **{("escales", size): COLD[size] * bare[size] for size in COLD},
        **{(EDITED.format("escales"), size): WARM[size] * bare[size] for size in WARM},
        **{(CHECK, size): 0.12 * 20 * size / 3000 for size in COLD},
    }
    times = {f"{one} {size}": seconds for (one, size), seconds in values.items()}
    assert not name or name in {*times, "peak", "save", "search"}
    results = Results()
    for (one, size), right in values.items():
        seconds = value if name == f"{one} {size}" else right
        results.add(one, size, Measure(seconds, 2 * seconds, value if name == "peak" else 1200))
    results.saves = {1000: Save(value if name == "save" else 1, 9), 3000: Save(1.5, 9)}
    weight = int(value) if name == "search" else 300_000
    results.searches["escales", 10_000] = SearchMeasure(weight, 100)
    return results


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("escales 0", 7.1),
        ("escales 1000", 12.1),
        ("escales 3000", 22.1),
        ("escales, 1 modifié 1000", 9.1),
        ("escales, 1 modifié 3000", 14.1),
        ("escales, 1 modifié 10000", 46.8),
        ("escales check 3000", 2.41),
        ("escales check 10000", 9),
        ("peak", 1201),
        ("save", 1.01),
        ("search", 300_001),
    ],
)
def test_a_target_is_missed_just_beyond_its_limit(name: str, value: float) -> None:
    missed = [target for target in targets(measured(name, value)) if target.missed]

    assert len(missed) == 1
    assert f"non atteint  {missed[0].claim} : " in str(missed[0])


def test_time_per_story_may_grow_by_a_tenth_and_no_more() -> None:
    """The ratio to the bare site may be right all the same: it would grow too."""
    results = measured("escales 1000", 6)

    assert [target.claim for target in targets(results) if target.missed] == [
        "temps d’escales par récit, à 10000 / à 1000"
    ]


def test_no_target_is_missed_at_its_limit_nor_without_a_measure() -> None:
    for results in (measured(), Results()):
        assert not [target for target in targets(results) if target.missed]
    assert all(str(target).startswith("non mesuré") for target in targets(Results()))


def test_the_tables_fit_a_terminal() -> None:
    results = measured("peak", 12_345)
    results.add("zensical, 1 modifié", 10_000, Measure(1234.5, 1234.5, 12_345))
    results.disks["escales", 10_000] = Disk(200_000, 10**9)
    pair = Pair(Measure(1234.5, 1234.5, 12_345), Measure(1234.5, 1234.5, 12_345))
    drawn = (draw(results) for draw in (table, disk_table, search_table, save_table))
    for lines in (*drawn, pair_table([pair] * 12, 10_000)):
        widths = {len(line) for line in lines}
        assert len(widths) == 1
        assert widths.pop() <= 100
