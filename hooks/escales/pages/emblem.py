# SPDX-License-Identifier: EUPL-1.2
"""The emblem of a story: a way out of a quay to a stop, drawn from the facts of that story.

The way is the arch of the site's mark, out and back, within one employer; it climbs to another
quay when another employer welcomes. The wider it is, the longer the stay, on the scale of the line
of durations. The stop is a clock, filled as much as the working time that the stay took: a point
for some hours now and then. The words beside say the same.
"""

from functools import cache
from math import cos, pi, sin

from markupsafe import Markup

from escales.pages.duration_line import position
from escales.schema import Story

NARROWEST, WIDEST = 6, 21  # half of a way, for half a day and for the longest
LEFT, RIGHT, UP, QUAY = 3, 61, 12, 32  # of 64 by 40
MIDDLE = 32
RADIUS = 7
SVG = Markup(
    '<svg class="es-emblem" viewBox="0 0 64 40" aria-hidden="true"><path d="{way}"/>'
    '<path d="{ends}"/><circle cx="{stop}" cy="{up}" r="{radius}"/>{time}</svg>'
)


def draw_emblem(facts: Story) -> Markup:
    """Return the emblem of a story, in some 300 bytes."""
    half = round(NARROWEST + (WIDEST - NARROWEST) * position(facts.duration) / 100)
    share = facts.share
    percent = None if share is None else share.high
    return (_draw_crossing if facts.host else _draw_arch)(half, percent)


@cache
def _draw_arch(half: int, percent: int | None) -> Markup:
    """Draw a way out and back, as on the mark of the site."""
    start, end, rise, soft = MIDDLE - half, MIDDLE + half, QUAY - UP, round(half * 0.45)
    arch = f"c{soft} 0 {soft}-{rise} {half}-{rise}s{half - soft} {rise} {half} {rise}"
    way = f"M{LEFT} {QUAY}H{RIGHT}M{start} {QUAY}{arch}"
    return _emblem(way, f"M{start} {QUAY}h0M{end} {QUAY}h0", MIDDLE, percent)


@cache
def _draw_crossing(half: int, percent: int | None) -> Markup:
    """Draw a way from one quay to another."""
    start, stop = MIDDLE - half, MIDDLE + half
    way = f"M{LEFT} {QUAY}H{start}C{MIDDLE + 2} {QUAY} {MIDDLE - 2} {UP} {stop} {UP}H{RIGHT}"
    return _emblem(way, f"M{start} {QUAY}h0", stop, percent)


def _emblem(way: str, ends: str, stop: int, percent: int | None) -> Markup:
    time = Markup("" if percent is None else _time(stop, percent))  # noqa: S704  # made below
    return SVG.format(way=way, ends=ends, stop=stop, up=UP, radius=RADIUS, time=time)


def _time(stop: int, percent: int) -> str:
    """Return a part of the stop, from noon on as on a clock; all of it for full time."""
    if percent == 100:  # noqa: PLR2004  # full time
        return f'<circle class="es-emblem__time" cx="{stop}" cy="{UP}" r="{RADIUS}"/>'
    angle = 2 * pi * percent / 100
    x, y = stop + RADIUS * sin(angle), UP - RADIUS * cos(angle)
    arc = f"V{UP - RADIUS}A{RADIUS} {RADIUS} 0 {int(percent > 50)} 1 {x:.3g} {y:.3g}"  # noqa: PLR2004  # a half
    return f'<path class="es-emblem__time" d="M{stop} {UP}{arc if percent else "h0"}"/>'
