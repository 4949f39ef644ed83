# SPDX-License-Identifier: EUPL-1.2
"""What the measures must show, and how they are told."""

from collections.abc import Iterator
from dataclasses import dataclass, field

CHECK = "escales check"
EDITED = "{}, 1 modifié"  # a site that is built again once one of its stories has changed
# What `make site`, search included, must reach, beside bare MkDocs and Material in the same run.
COLD = {1000: 1.2, 3000: 1.1, 10_000: 1.1}
WARM = {1000: 0.9, 3000: 0.7, 10_000: 0.7}
SAVES = {1000: 1, 3000: 1.5}  # seconds, on a machine of two cores
FIRST_SEARCH = {1000: 250_000, 10_000: 300_000}  # bytes


@dataclass(frozen=True, slots=True)
class Measure:
    """What a process cost, with all those that it started."""

    seconds: float
    processor: float  # seconds too, of all cores: what else the machine does changes them less
    peak: float  # of memory, in megabytes

    def best_of(self, other: "Measure") -> "Measure":
        """Take the shorter times and the higher peak: a busy machine only ever adds to a time."""
        return Measure(
            min(self.seconds, other.seconds),
            min(self.processor, other.processor),
            max(self.peak, other.peak),
        )

    def __str__(self) -> str:
        seconds, processor = number(self.seconds, 2), number(self.processor, 2)
        return f"{seconds} s, {processor} s de processeur, {number(self.peak, 0)} Mo"


@dataclass(frozen=True, slots=True)
class SearchMeasure:
    """What a reader's first question costs on an empty cache, then each change of a filter.

    Weights are bytes as servers send them; times are milliseconds in Chromium.
    """

    search_weight: int
    search_time: float
    filter_weight: int | None = None  # None: there is no filter
    filter_time: float | None = None
    change_time: float | None = None  # the median of several


@dataclass(frozen=True, slots=True)
class Disk:
    entries: int  # files and folders: some hosts count both
    size: int  # in bytes


@dataclass(frozen=True, slots=True)
class Save:
    """What passes under `mkdocs serve` from saving a story to its page, then its lists: seconds."""

    page: float
    lists: float


@dataclass(slots=True)
class Results:
    """Measures by name and number of stories; `pages`: the biggest story, compressed, in bytes."""

    searches: dict[tuple[str, int], SearchMeasure] = field(default_factory=dict)
    measures: dict[tuple[str, int], Measure] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    disks: dict[tuple[str, int], Disk] = field(default_factory=dict)
    saves: dict[int, Save] = field(default_factory=dict)

    def add(self, name: str, size: int, measure: Measure) -> None:
        before = self.measures.get((name, size), measure)
        self.measures[name, size] = measure.best_of(before)

    def ratio(self, one: tuple[str, int], other: tuple[str, int]) -> float | None:
        """Divide the time of one by the time of the other, when both are known."""
        if one in self.measures and other in self.measures:
            return self.measures[one].seconds / self.measures[other].seconds
        return None


@dataclass(frozen=True, slots=True)
class Target:
    claim: str
    value: float | None  # None: not measured
    limit: float
    digits: int = 2

    @property
    def missed(self) -> bool:
        return self.value is not None and self.value > self.limit

    def __str__(self) -> str:
        if self.value is None:
            return f"non mesuré   {self.claim}"
        verdict = "non atteint" if self.missed else "atteint"
        value, limit = number(self.value, self.digits), number(self.limit, self.digits)
        return f"{verdict:<12} {self.claim} : {value} (au plus {limit})"


def targets(results: Results) -> Iterator[Target]:
    """Yield every target, whether or not its sizes were run."""
    edited = EDITED.format("escales")
    for name, limits in (("escales", COLD), (edited, WARM), (CHECK, {3000: 0.12})):
        for size, limit in limits.items():
            value = results.ratio((name, size), ("nu", size))
            yield Target(f"à {size} récits, {name} / nu", value, limit)
    growth = _growth(results, "escales", 1000)
    yield Target("temps d’escales par récit, à 10000 / à 1000", growth, 1.1)
    growth = _growth(results, CHECK, 3000)
    yield Target("temps d’escales check par récit, à 10000 / à 3000", growth, 1.1)
    built = [results.measures.get((name, 0)) for name in ("escales", "nu")]
    fixed = built[0].seconds - built[1].seconds if built[0] and built[1] else None
    yield Target("sans récit, escales moins nu, en secondes", fixed, 2)
    largest = [results.measures.get((name, 10_000)) for name in ("escales", edited)]
    peak = max((measure.peak for measure in largest if measure), default=None)
    yield Target("mémoire d’escales à 10000 récits, en Mo", peak, 1200, digits=0)
    for size, limit in SAVES.items():
        save = results.saves.get(size)
        claim = f"à {size} récits, de l’enregistrement à la page, en secondes"
        yield Target(claim, save.page if save else None, limit)
    yield from _page_targets(results.pages)
    yield from _search_targets(results)


def _growth(results: Results, name: str, size: int) -> float | None:
    """Divide the time per story at the largest size by that at another."""
    longer = results.ratio((name, 10_000), (name, size))
    return longer * size / 10_000 if longer is not None else None


def _page_targets(pages: dict[int, int]) -> Iterator[Target]:
    biggest = max(pages.values(), default=None)
    yield Target("page de récit la plus lourde, compressée, en octets", biggest, 9000, digits=0)
    gained = pages[max(pages)] - pages[min(pages)] if len(pages) > 1 else None
    claim = "ce qu’elle gagne de la plus petite à la plus grande taille, en octets"
    yield Target(claim, gained, 200, digits=0)


def _search_targets(results: Results) -> Iterator[Target]:
    for size, limit in FIRST_SEARCH.items():
        told = results.searches.get(("escales", size))
        weight = told.search_weight if told else None
        claim = f"à {size} récits, première recherche, en octets"
        yield Target(claim, weight, limit, digits=0)
    first, many = (results.searches.get(("escales", size)) for size in (1000, 10_000))
    weight = first.filter_weight if first else None
    yield Target("à 1000 récits, premier filtre, en octets", weight, 250_000, digits=0)
    hub = results.searches.get(("carrefour", 1000))
    weight = hub.search_weight if hub else None
    claim = "à 20 voisins de 1000 récits, première recherche, en octets"
    yield Target(claim, weight, 250_000, digits=0)
    change = first.change_time if first else None
    yield Target("à 1000 récits, changer de filtre, en millisecondes", change, 100, digits=0)
    later = many.change_time if many else None
    growth = later / change if later and change else None
    yield Target("changer de filtre, à 10000 / à 1000", growth, 1.25)


def number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace(".", ",")


def table(results: Results) -> Iterator[str]:
    """Yield the lines of the table; a ratio is to the bare site of the same size."""
    heads = f"{'secondes':>10}{'ms/récit':>10}{'/ nu':>7}{'processeur s':>14}{'Mo':>7}"
    yield f"{'récits':>7}  {'site':<20}{heads}"
    for (name, size), measure in results.measures.items():
        ratio = results.ratio((name, size), ("nu", size))
        yield (
            f"{size:>7}  {name:<20}{number(measure.seconds, 2):>10}"
            f"{number(1000 * measure.seconds / size, 2) if size else '—':>10}"
            f"{'—' if ratio is None else number(ratio, 2):>7}"
            f"{number(measure.processor, 2):>14}{number(measure.peak, 0):>7}"
        )


def save_table(results: Results) -> Iterator[str]:
    """Yield the lines of what a person waits for who writes under `mkdocs serve`."""
    yield f"{'récits':>7}  {'enregistré, jusqu’à sa page s':>30}{'ses listes s':>14}"
    for size, save in results.saves.items():
        yield f"{size:>7}  {number(save.page, 2):>30}{number(save.lists, 2):>14}"


def disk_table(results: Results) -> Iterator[str]:
    """Yield the lines of what each site takes on the disk."""
    yield f"{'récits':>7}  {'site':<20}{'fichiers et dossiers':>22}{'Mo':>10}"
    for (name, size), disk in results.disks.items():
        yield f"{size:>7}  {name:<20}{disk.entries:>22}{number(disk.size / 1e6, 1):>10}"


def search_table(results: Results) -> Iterator[str]:
    """Yield the lines of what readers wait for, beside Material's own search."""
    heads = ("1re rech. ko", "ms", "1er filtre ko", "ms", "changer ms")
    yield f"{'récits':>7}  {'recherche de':<14}" + "".join(f"{head:>15}" for head in heads)
    for (name, size), one in results.searches.items():
        told = (
            number(one.search_weight / 1000, 0),
            number(one.search_time, 0),
            "—" if one.filter_weight is None else number(one.filter_weight / 1000, 0),
            "—" if one.filter_time is None else number(one.filter_time, 0),
            "—" if one.change_time is None else number(one.change_time, 1),
        )
        yield f"{size:>7}  {name:<14}" + "".join(f"{value:>15}" for value in told)
