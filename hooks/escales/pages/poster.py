# SPDX-License-Identifier: EUPL-1.2
"""What the sheet for a notice board shows beside the facts: its address, as words and as a code."""

import re
from collections.abc import Mapping
from functools import lru_cache

import segno
from markupsafe import Markup

from escales.addresses import url_of

QUIET = 4  # modules of white that the standard asks for around the code
DARK = re.compile(b"\x01+")
# Any of the eight masks is read by every reader; trying them all would take four times as long.
MASK = 0
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
    code = segno.make_qr(text, error="m", boost_error=False, mask=MASK)
    path, at, row_at = [], -QUIET, -QUIET - 0.5
    for number, row in enumerate(code.matrix):
        for run in DARK.finditer(row):
            start, end = run.span()
            down = number - row_at
            path.append(f"m{start - at} {down:g}h{end - start}")
            at, row_at = end, number
    return SVG.format(len(code.matrix) + 2 * QUIET, "".join(path))
