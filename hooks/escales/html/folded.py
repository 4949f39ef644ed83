# SPDX-License-Identifier: EUPL-1.2
"""Fold the parts of a long section: their titles stand, and each opens on its text."""

import re

SECTION = r'<h2 id="{id}">.*?(?=<h2[ >]|<div class="footnote"|\Z)'
PART = re.compile(r"(<h3 .*?</h3>)(.*?)(?=<h3 |\Z)", re.DOTALL)
FOLDED = r'<details class="es-papers"><summary>\1</summary>\2</details>\n'


def fold_parts(html: str, section: str) -> str:
    """Return the HTML with the parts of that section folded, where it has parts."""
    whole = re.compile(SECTION.format(id=re.escape(section)), re.DOTALL)
    return whole.sub(lambda match: PART.sub(FOLDED, match[0]), html, count=1)
