# SPDX-License-Identifier: EUPL-1.2
"""What the sheet for a notice board shows beside the facts: its address, as words and as a code."""

import re
from collections.abc import Mapping
from functools import lru_cache

import zxingcpp
from markupsafe import Markup

from escales.addresses import url_of

DARK = re.compile(b"\x00+")
SVG = Markup('<svg class="es-qr" viewBox="0 0 {0} {0}" aria-hidden="true"><path d="{1}"/></svg>')


def poster_values(uri: str, address: str) -> Mapping[str, object]:
    """Return what poster.html needs; `address` is that of the site, or empty, and then no code."""
    whole = address + url_of(uri) if address else ""
    return {"page_address": whole, "code": draw_code(whole) if whole else Markup()}


@lru_cache(maxsize=16)
def draw_code(text: str) -> Markup:
    """Return a QR code, which a scratched or folded sheet still gives to read (level M).

    One path of lines, one unit wide: each run of dark modules begins where the last one ended.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = zxingcpp.write_barcode_to_image(code, scale=1)  # a byte a module, the margin too
    size, modules = image.shape[0], bytes(image)  # type: ignore[call-overload]  # it is a buffer
    path, at, down = [], 0, 0.5
    for number in range(size):
        for run in DARK.finditer(modules[number * size : (number + 1) * size]):
            start, end = run.span()
            path.append(f"m{start - at} {down:g}h{end - start}")
            at, down = end, 0
        down += 1
    return SVG.format(size, "".join(path))
