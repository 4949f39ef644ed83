# SPDX-License-Identifier: EUPL-1.2
"""Judge by its parts, before any decoder follows them, whether a picture would take long to open.

A scan of a JPEG goes over all its pixels again; a profile of a PNG swells a thousand times; each
comment of either is read by Python. The limits are several times what cameras and editors write.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import repeat
from struct import unpack_from

JPEG, PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
SCAN, PIXELS, FILLING = b"\xda", b"IDAT", b""  # the last is a byte between two parts of a JPEG
MOST = {SCAN: 25, PIXELS: 20_000, FILLING: 10_000}  # a progressive JPEG in CMYK has 18 scans
MOST_OF_A_KIND = 200  # of any other part
MOST_DECODED = 100_000_000  # bytes of a PNG: sixteen bits a colour take twice as many
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by kind of colour
MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")  # what cuts the pixels short is none
ALONE = re.compile(rb"[\x01\xd8\xd9]")  # a marker without a part of its own


def takes_long(raw: bytes) -> bool:
    """Whether a file has more parts than any honest picture of its format."""
    counts: Counter[bytes] = Counter()
    for part in _parts(raw):
        counts[part] += 1
        if counts[part] > MOST.get(part, MOST_OF_A_KIND):
            return True
    return False


def is_deep(raw: bytes) -> bool:
    """Whether a PNG, whose header was read, holds too many bytes for its pixels."""
    if not raw.startswith(PNG):
        return False
    width, height, depth, colours = unpack_from(">IIBB", raw, 16)
    return bool(width * height * depth * CHANNELS[colours] > 8 * MOST_DECODED)


def _parts(raw: bytes) -> Iterator[bytes]:
    if raw.startswith(JPEG):
        return _jpeg_parts(raw)
    return _chunks(raw) if raw.startswith(PNG) else iter(())


def _jpeg_parts(raw: bytes) -> Iterator[bytes]:
    """Yield each marker up to the end of the first image: what follows is never decoded."""
    at, in_pixels = len(JPEG), False
    while (found := MARKER.search(raw, at)) and not (in_pixels and found[1] == b"\xd9"):
        marker, after = found[1], found.end()
        if not in_pixels:
            yield from repeat(FILLING, after - 2 - at)
        yield marker
        in_pixels = in_pixels or marker == SCAN
        has_length = not ALONE.match(marker) and after + 2 <= len(raw)
        at = after + (max(2, unpack_from(">H", raw, after)[0]) if has_length else 0)


def _chunks(png: bytes) -> Iterator[bytes]:
    at = len(PNG)
    while at + 8 <= len(png):
        length, kind = unpack_from(">I4s", png, at)
        yield kind
        at += length + 12  # with the length, the kind and a checksum
