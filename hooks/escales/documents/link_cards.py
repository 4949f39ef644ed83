# SPDX-License-Identifier: EUPL-1.2
"""Draw the picture that networks show beside a link to a story: its title, its facts, its emblem.

It has two colours over the water of the site, each in the few shades that smooth edges need. White
is drawn in the numbers of its shades, from that of the water; the colour of buoys, in grey first.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import starmap
from math import ceil
from pathlib import Path
from struct import pack
from typing import Any

from PIL import Image, ImageChops, ImageColor, ImageDraw

from escales.html.head_tags import CARD_SIZE
from escales.html.own_style import Ink
from escales.machine.saved_files import SavedFiles
from escales.pages import Site
from escales.pages.emblem import MIDDLE, QUAY, RADIUS, UP, Way, curves
from escales.pages.link_card import LinkCard, link_card
from escales.pictures.lettering import fit, font, write
from escales.pictures.saved import FOLDER

MARGIN = 72  # pixels, as all that follows
ACROSS = CARD_SIZE[0] - 2 * MARGIN
KIND, TITLE, FACTS, NAME = 50, 112, 388, 582  # the tops of texts
TITLE_ROOMS = ((84, 2), (66, 3), (58, 3), (48, 4))  # sizes, and the most lines
FACTS_WIDTH = 640
FACTS_ROOMS, WHERE_ROOMS = ((34, 1), (30, 1), (26, 1)), ((34, 2), (28, 3))
SMALL = 30
NAME_ROOM = ((SMALL, 1), (20, 1))
LEADING, SPACED = 1.12, 1.32  # of lines
SCALE, AT, LAND = 8, 940, 560  # of the emblem: how many times, its middle, its quay
BOX = 730, 330, 1200, 580  # where it is: left, top, right, bottom
END, RING = 1.8, RADIUS + 0.5  # its dots, the edge of its stop, as large as the drawing of pages
FINE = 2  # its edges are smoothed from so many times its size
STROKE = 9
WHITES, BUOYS = 9, 6  # shades of each colour; with the water, a palette of 16
STEPS = 32  # of a curve
# Of PNG: https://www.w3.org/TR/png-3/
SIGNATURE = b"\x89PNG\r\n\x1a\n"
FOUR_BITS_OF_PALETTE, ORDINARY, NO_FILTER = (4, 3), (0, 0, 0), b"\0"
# From a grey to the number of its shade in the palette, where the water is 0.
WHITE_SHADES = [round(WHITES * grey / 255) for grey in range(256)]
BUOY_SHADES = [0, *(WHITES + ceil(BUOYS * grey / 255) for grey in range(1, 256))]


def make_link_cards(site: Site, ink: Ink, root: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the uri and the content of the card of each story, drawn as it is written.

    Cards are saved for the next builds in the repository at `root`, each by all that it shows. A
    site without an address has none.
    """
    saved = SavedFiles(root / FOLDER)
    for story in site.library.stories if site.settings.address else ():
        if card := link_card(story, site.library):
            yield card.uri, _content(saved, card, site.settings.name, ink)


def _content(saved: SavedFiles, *made_of: Any) -> Iterator[bytes]:  # noqa: ANN401  # as draw_card
    yield saved.get(made_of, partial(draw_card, *made_of))


def draw_card(card: LinkCard, site_name: str, ink: Ink) -> bytes:
    """Return the card as PNG; the same card gives the same bytes."""
    picture = Image.new("L", CARD_SIZE)
    _write(card, site_name, picture)
    ImageDraw.Draw(picture).line([(0, LAND), (BOX[0], LAND)], WHITES, STROKE)
    picture.paste(_emblem(card.way), BOX[:2])
    return _png(picture, ink)


def _write(card: LinkCard, name: str, picture: Image.Image) -> None:
    if card.fiction:
        picture.paste(_framed(card.kind), (MARGIN, KIND))
    else:
        write(picture, (MARGIN, KIND + 4), card.kind, SMALL, WHITES)
    size, title = fit(card.title, ACROSS, TITLE_ROOMS)
    for number, line in enumerate(title):
        write(picture, (MARGIN, TITLE + number * size * LEADING), line, size, WHITES)
    down = float(FACTS)
    for text, rooms in ((card.facts, FACTS_ROOMS), (" › ".join(card.employers), WHERE_ROOMS)):
        size, lines = fit(text, FACTS_WIDTH, rooms)
        for line in lines:
            write(picture, (MARGIN, down), line, size, WHITES)
            down += size * SPACED
    name_size, (line,) = fit(name, ACROSS, NAME_ROOM)
    write(picture, (MARGIN, NAME), line, name_size, WHITES)


def _framed(text: str) -> Image.Image:
    """Return a text in its frame, in the colour of buoys."""
    box = 0, 0, font(SMALL).getlength(text) + 36, 50
    drawn = Image.new("L", (ceil(box[2]) + 1, box[3] + 1))
    ImageDraw.Draw(drawn).rounded_rectangle(box, 10, outline=255, width=3)
    write(drawn, (18, 4), text, SMALL)
    return drawn.point(BUOY_SHADES)


@lru_cache(64)  # few differ: stories share their durations, and their shares of time
def _emblem(way: Way) -> Image.Image:
    """Return the box of the card where the emblem is."""
    left, top, right, bottom = (side * FINE for side in BOX)
    white, buoy = (Image.new("L", (right - left, bottom - top)) for _ in range(2))
    on_white, on_buoy = ImageDraw.Draw(white), ImageDraw.Draw(buoy)

    def place(x: float, y: float) -> tuple[float, float]:
        across, down = AT + (x - MIDDLE) * SCALE, LAND + (y - QUAY) * SCALE
        return across * FINE - left, down * FINE - top

    def disc(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        (across, down), reach = place(x, y), radius * SCALE * FINE
        return across - reach, down - reach, across + reach, down + reach

    def draw(points: Iterable[tuple[float, float]]) -> None:
        on_white.line([place(*point) for point in points], 255, STROKE * FINE, "curve")

    start, stop, far = way.start, way.stop, MIDDLE + AT
    draw([(-far, QUAY), (start if way.crosses else far, QUAY)])
    if way.crosses:
        draw([(stop, UP), (far, UP)])
    for curve in curves(way):
        draw(_points(*curve))
    for end in (start,) if way.crosses else (start, 2 * MIDDLE - start):
        on_white.ellipse(disc(end, QUAY, END), 255)
    on_white.ellipse(disc(stop, UP, RING), 0)
    on_buoy.ellipse(disc(stop, UP, RING), None, 255, STROKE * FINE)
    if way.percent:
        on_buoy.pieslice(disc(stop, UP, RADIUS), -90, -90 + 3.6 * way.percent, 255)
    elif way.percent == 0:
        on_buoy.ellipse(disc(stop, UP, END), 255)
    shades = white.reduce(FINE).point(WHITE_SHADES), buoy.reduce(FINE).point(BUOY_SHADES)
    return ImageChops.lighter(*shades)


def _points(*curve: int) -> Iterator[tuple[float, float]]:
    """Yield points along a cubic curve of Bézier."""
    for step in range(STEPS + 1):
        t = step / STEPS
        weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        yield (
            sum(w * x for w, x in zip(weights, curve[::2], strict=True)),
            sum(w * y for w, y in zip(weights, curve[1::2], strict=True)),
        )


def _png(picture: Image.Image, ink: Ink) -> bytes:
    """Return the numbers of shades as a PNG of 16 colours."""
    palette = _palette(ink)
    picture.putpalette(palette)
    pixels, line = picture.tobytes("raw", "P;4"), CARD_SIZE[0] // 2
    lines = NO_FILTER + NO_FILTER.join(
        [pixels[start : start + line] for start in range(0, len(pixels), line)]
    )
    # Lines of one colour: their runs alone say nearly all, in a quarter of the time. Pillow would
    # try all filters on each line.
    packing = zlib.compressobj(strategy=zlib.Z_RLE)
    packed = packing.compress(lines) + packing.flush()
    header = pack(">IIBBBBB", *CARD_SIZE, *FOUR_BITS_OF_PALETTE, *ORDINARY)
    parts = (b"IHDR", header), (b"PLTE", palette), (b"IDAT", packed), (b"IEND", b"")
    return SIGNATURE + b"".join(starmap(_chunk, parts))


@cache
def _palette(ink: Ink) -> bytes:
    """Return the colour of each shade: the water, then from it to each of the two others."""
    water, text, mark = map(ImageColor.getrgb, ink)
    return bytes([*water, *_ramp(water, text, WHITES), *_ramp(water, mark, BUOYS)])


def _chunk(name: bytes, content: bytes) -> bytes:
    length, check = pack(">I", len(content)), pack(">I", zlib.crc32(content, zlib.crc32(name)))
    return length + name + content + check


def _ramp(one: Sequence[int], other: Sequence[int], steps: int) -> Iterator[int]:
    """Yield the parts of the colours from one to another, without the first."""
    for step in range(1, steps + 1):
        yield from (round(a + (b - a) * step / steps) for a, b in zip(one, other, strict=True))
