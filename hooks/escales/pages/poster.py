# SPDX-License-Identifier: EUPL-1.2
"""The address on the sheet for a notice board, in letters and as a QR code."""

from collections.abc import Mapping
from functools import cache

import zxingcpp
from markupsafe import Markup

from escales.settings.site import Settings
from escales.words.addresses import url_of

# Which modules are turned over, of the eight ways that all readers know. To try them all, and keep
# the most mottled, takes ten times as long; this one alone was read as often on worn sheets.
MASK = 3
DARK, LIGHT, CUT = b"\x00", b"\xff", b" "
SVG = Markup('<svg class="es-qr" viewBox="0 0 {0} {0}" aria-hidden="true"><path d="{1}"/></svg>')


def poster_values(uri: str, settings: Settings) -> Mapping[str, object]:
    """Return what poster.html needs; a site without an address has no code."""
    whole = settings.address + url_of(uri) if settings.address else ""
    code = draw_qr_code(whole) if whole else Markup()
    return {"settings": settings, "page_address": whole, "code": code}


def draw_qr_code(text: str) -> Markup:
    """Return a QR code that can be read from a scratched or folded sheet (level M).

    It is one path of lines, one unit wide: a line for each run of dark modules.
    """
    kind = zxingcpp.BarcodeFormat.QRCode
    code = zxingcpp.create_barcode(text, kind, ec_level="M", data_mask=MASK)
    image = zxingcpp.write_barcode_to_image(code, scale=1)  # a byte a module, with the margin
    size, modules = image.shape[0], bytes(image)  # type: ignore[call-overload]  # it is a buffer
    path, last, down = "", 0, 0.5
    for at in range(0, len(modules), size):
        if row := modules[at : at + size].rstrip(LIGHT):
            first, *others = row.replace(DARK + LIGHT, DARK + CUT + LIGHT).split(CUT)
            light = first.count(LIGHT)
            path += f"m{light - last} {down:g}h{len(first) - light}" + "".join(map(_run, others))
            last, down = len(row), 0
        down += 1
    return SVG.format(size, path)


@cache
def _run(modules: bytes) -> str:
    """Move past the light modules, then draw the dark ones."""
    light = modules.count(LIGHT)
    return f"m{light} 0h{len(modules) - light}"
