# SPDX-License-Identifier: EUPL-1.2
"""What the sheet for a notice board shows beside the facts: its address, as words and as a code."""

from collections.abc import Mapping
from functools import lru_cache

import zxingcpp
from markupsafe import Markup

from escales.words.addresses import url_of

DARK, LIGHT, CUT = b"\x00", b"\xff", b" "
SVG = Markup('<svg class="es-qr" viewBox="0 0 {0} {0}" aria-hidden="true"><path d="{1}"/></svg>')


def poster_values(uri: str, address: str) -> Mapping[str, object]:
    """Return what poster.html needs; `address` is that of the site, or empty, and then no code."""
    whole = address + url_of(uri) if address else ""
    return {"page_address": whole, "code": draw_qr_code(whole) if whole else Markup()}


@lru_cache(maxsize=16)
def draw_qr_code(text: str) -> Markup:
    """Return a QR code, which a scratched or folded sheet still gives to read (level M).

    One path of lines, one unit wide: each run of dark modules begins where the last one ended.
    """
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image = zxingcpp.write_barcode_to_image(code, scale=1)  # a byte a module, the margin too
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


@lru_cache(maxsize=1024)
def _run(modules: bytes) -> str:
    """Draw a run of dark modules, after the light ones that part it from the last."""
    light = modules.count(LIGHT)
    return f"m{light} 0h{len(modules) - light}"
