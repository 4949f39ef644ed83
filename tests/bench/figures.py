# SPDX-License-Identifier: EUPL-1.2
"""The figures of a run that were kept, and what the page « Passer à l’échelle » says of them.

The file and the page are written together, by `--keep`; a test compares them.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bench.pages import REPOSITORY
from bench.targets import CHECK, EDITED, Disk, Measure, Results, Save, SearchMeasure, number
from escales.pages.templating import french_date

KEPT = Path(__file__).with_name("figures.json")
PAGE = REPOSITORY / "docs/passer-a-l-echelle.md"
SHOWN = (300, 1000, 3000, 10_000)  # stories, a column each
NOT_MEASURED = "—"
BUSY = (
    "Elle faisait autre chose en même temps\u00a0: sauf pour `make serve`, ce sont donc des "
    "secondes de processeur, de tous les processus ensemble. Sur deux cœurs libres, une "
    "construction dure entre la moitié de ce temps et ce temps."
)
PEERS = {
    "nu": "MkDocs et Material seuls, sans recherche ni classement",
    "tags": "MkDocs, Material et son extension `tags`",
    "blog": "MkDocs, Material et son extension `blog`",
    "hugo": "Hugo, trois classements",
    "eleventy": "Eleventy, trois classements",
    "pelican": "Pelican, trois classements",
    "zensical": "Zensical, trois classements, recherche comprise",
}


@dataclass(frozen=True, slots=True)
class Figures:
    day: date
    machine: str  # a sentence
    is_busy: bool  # with something else: then only the time of the processor means something
    results: Results


def read_figures(path: Path = KEPT) -> Figures:
    told = json.loads(path.read_text(encoding="utf-8"))
    results = Results(
        measures=_by_site(told["measures"], Measure),
        disks=_by_site(told["disks"], Disk),
        searches=_by_site(told["searches"], SearchMeasure),
        pages={int(size): weight for size, weight in told["pages"].items()},
        saves={int(size): Save(**save) for size, save in told["saves"].items()},
    )
    return Figures(date.fromisoformat(told["day"]), told["machine"], told["is_busy"], results)


def write_figures(figures: Figures, path: Path = KEPT) -> None:
    results = figures.results
    told = {
        "day": str(figures.day),
        "machine": figures.machine,
        "is_busy": figures.is_busy,
        **{
            kind: [{"site": name, "stories": size, **asdict(one)} for (name, size), one in found]
            for kind, found in (
                ("measures", results.measures.items()),
                ("disks", results.disks.items()),
                ("searches", results.searches.items()),
            )
        },
        "pages": results.pages,
        "saves": {size: asdict(save) for size, save in results.saves.items()},
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def keep(figures: Figures, path: Path = KEPT, page: Path = PAGE) -> None:
    """Keep these figures, and put them on the page in place of those that were kept."""
    before = shown_on(page, path)
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(before, shown(figures)), encoding="utf-8")
    write_figures(figures, path)


def shown_on(page: Path = PAGE, path: Path = KEPT) -> str:
    """Return what the page says of the figures that were kept; raise SystemExit if it does not."""
    told = shown(read_figures(path))
    if told not in page.read_text(encoding="utf-8"):
        raise SystemExit(f"{page.name} ne dit pas les nombres gardés dans {path.name}.")
    return told


def shown(figures: Figures) -> str:
    """Return what the page says of them, in Markdown: a table, then where and when."""
    sizes = [size for size in SHOWN if ("nu", size) in figures.results.measures]
    lines = [f"| Mesure | {' | '.join(f'{_thousands(size)} récits' for size in sizes)} |"]
    lines += [f"|---|{'---|' * len(sizes)}"]
    for claim, read in _rows(figures):
        lines += [f"| {claim} | {' | '.join(map(read, sizes))} |"]
    told = f"Mesuré le {french_date(figures.day)}. {figures.machine}"
    return "\n".join([*lines, "", f"{told} {BUSY}" if figures.is_busy else told])


def _rows(figures: Figures) -> Iterator[tuple[str, Callable[[int], str]]]:
    """Yield what each line of the table says, and how it says it of a number of stories."""
    edited, results = EDITED.format("escales"), figures.results

    def build(name: str) -> Callable[[int], str]:
        return lambda size: _build(figures, name, size)

    yield "Construire, recherche comprise", build("escales")
    yield "Construire à nouveau, un récit changé", build(edited)
    yield "Vérifier (`escales check`)", build(CHECK)
    yield (
        "Voir un récit que l’on enregistre (`make serve`)",
        lambda size: _told(results.saves.get(size), lambda save: f"{number(save.page, 1)} s"),
    )
    yield (
        "Mémoire, tous les processus ensemble",
        lambda size: _told(
            results.measures.get(("escales", size)), lambda one: f"{number(one.peak, 0)} Mo"
        ),
    )
    yield (
        "Le site sur le disque",
        lambda size: _told(
            results.disks.get(("escales", size)), lambda one: f"{number(one.size / 1e6, 0)} Mo"
        ),
    )
    yield (
        "Ses fichiers et dossiers",
        lambda size: _told(
            results.disks.get(("escales", size)), lambda one: _thousands(one.entries)
        ),
    )
    yield (
        "Première recherche d’une personne",
        lambda size: _told(
            results.searches.get(("escales", size)),
            lambda one: f"{number(one.search_weight / 1000, 0)} ko",
        ),
    )
    for name, claim in PEERS.items():
        yield f"Pour comparer : {claim}", build(name)


def _build(figures: Figures, name: str, size: int) -> str:
    found = [figures.results.measures.get((site, size)) for site in (name, "nu")]
    own, bare = ((one.processor if figures.is_busy else one.seconds) if one else 0 for one in found)
    if not own:
        return NOT_MEASURED
    ratio = number(own / bare, 2) if bare else NOT_MEASURED
    return f"{number(own, 1)} s ({ratio}\u00a0×)"


def _told(value: Any, tell: Callable[[Any], str]) -> str:  # noqa: ANN401  # of each kind
    return NOT_MEASURED if value is None else tell(value)


def _thousands(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def _by_site(lines: list[dict[str, Any]], kind: Callable[..., Any]) -> dict[tuple[str, int], Any]:
    return {(line.pop("site"), line.pop("stories")): kind(**line) for line in lines}
