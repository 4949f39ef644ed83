# SPDX-License-Identifier: EUPL-1.2
"""The emblem of a story: a way out of a quay to a stop, drawn from the facts of that story.

The way is the arch of the site's mark, out and back, within one employer; it climbs to another
quay when another employer welcomes. The wider it is, the longer the stay, on the scale of the line
of durations. The stop is a clock, filled as much as the working time that the stay took: a point
for some hours now and then. The words beside say the same.
"""

from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin

from markupsafe import Markup

from escales.pages.duration_line import position
from escales.pages.elsewhere import ListedFacts

NARROWEST, WIDEST = 6, 21  # half of a way, for half a day and for the longest
LEFT, MIDDLE, RIGHT, UP, QUAY = 3, 32, 61, 12, 32  # of 64 by 40
RADIUS = 7  # of the stop
SVG = Markup(
    '<svg class="es-emblem" viewBox="0 0 64 40" aria-hidden="true"><path d="{way}"/>'
    '<path d="{ends}"/><circle cx="{stop}" cy="{up}" r="{radius}"/>{time}</svg>'
)


@dataclass(frozen=True, slots=True)
class Way:
    """What an emblem draws: half of its width, where it leads, the working time in per cent.

    `percent` is 0 for some hours now and then, None when the story does not say.
    """

    half: int
    crosses: bool
    percent: int | None

    @property
    def start(self) -> int:
        return MIDDLE - self.half

    @property
    def stop(self) -> int:
        return MIDDLE + self.half if self.crosses else MIDDLE


def way_of(facts: ListedFacts) -> Way:
    """Return what the emblem of a story draws."""
    half = round(NARROWEST + (WIDEST - NARROWEST) * position(facts.duration) / 100)
    return Way(half, facts.host is not None, None if facts.share is None else facts.share.high)


def draw_emblem(facts: ListedFacts) -> Markup:
    """Return the emblem of a story, in some 300 bytes."""
    return _draw(way_of(facts))


def curves(way: Way) -> list[tuple[int, int, int, int, int, int, int, int]]:
    """Return the curves of Bézier from the quay to the stop, and back if the way comes back."""
    start, stop = way.start, way.stop
    if way.crosses:
        return [(start, QUAY, MIDDLE + 2, QUAY, MIDDLE - 2, UP, stop, UP)]
    soft, end = round(way.half * 0.45), MIDDLE + way.half
    out = (start, QUAY, start + soft, QUAY, stop - way.half + soft, UP, stop, UP)
    return [out, (stop, UP, end - soft, UP, end - soft, QUAY, end, QUAY)]


@cache
def _draw(way: Way) -> Markup:
    start, stop, end = way.start, way.stop, MIDDLE + way.half
    quays = (
        f"M{LEFT} {QUAY}H{start}M{stop} {UP}H{RIGHT}" if way.crosses else f"M{LEFT} {QUAY}H{RIGHT}"
    )
    drawn = "".join(f"M{x} {y}C{' '.join(map(str, others))}" for x, y, *others in curves(way))
    ends = f"M{start} {QUAY}h0" + ("" if way.crosses else f"M{end} {QUAY}h0")
    time = "" if way.percent is None else _time(stop, way.percent)
    return SVG.format(
        way=quays + drawn,
        ends=ends,
        stop=stop,
        up=UP,
        radius=RADIUS,
        time=Markup(time),  # noqa: S704  # made below
    )


def _time(stop: int, percent: int) -> str:
    """Return a part of the stop, from noon on as on a clock; all of it for full time."""
    if percent == 100:  # noqa: PLR2004  # full time
        return f'<circle class="es-emblem__time" cx="{stop}" cy="{UP}" r="{RADIUS}"/>'
    angle = 2 * pi * percent / 100
    x, y = stop + RADIUS * sin(angle), UP - RADIUS * cos(angle)
    arc = f"V{UP - RADIUS}A{RADIUS} {RADIUS} 0 {int(percent > 50)} 1 {x:.3g} {y:.3g}"  # noqa: PLR2004  # a half
    return f'<path class="es-emblem__time" d="M{stop} {UP}{arc if percent else "h0"}"/>'
