# SPDX-License-Identifier: EUPL-1.2
"""Turn the marks around the parts of a document into elements."""

import re
from collections.abc import Callable

from escales.reading.marked_parts import CHOICE, CLOSE, END, LABEL, LABEL_END, OPEN

MARK = re.compile(rf"<p>{OPEN}(?P<name>[a-z0-9-]+){CLOSE}</p>")
LABELLED = re.compile(rf"{LABEL}(.*?){LABEL_END}", re.DOTALL)


def with_parts(html: str, tags: Callable[[str], tuple[str, str]], label: str) -> str:
    """Return the HTML with an element for each part; `tags` are those around it, by its name.

    `label` is what a label becomes, as the replacement of a pattern.
    """
    if OPEN not in html:
        return html
    ends = list[str]()

    def tag(mark: re.Match[str]) -> str:
        if mark["name"] == END:
            return ends.pop()
        start, end = tags(mark["name"])
        ends.append(end)
        return start

    return LABELLED.sub(label, MARK.sub(tag, html))


def parts_of_page(html: str) -> str:
    """Return the HTML of a page, where each part can be told from the others."""
    return with_parts(html, _of_page, r'<strong class="es-label">\1</strong>')


def _of_page(name: str) -> tuple[str, str]:
    if name.startswith(CHOICE):
        return f'<div class="es-option" data-option="{name.removeprefix(CHOICE)}">', "</div>"
    # es-part--garantie-proposee and its like have their own edge
    return f'<div class="es-part es-part--{name}">', "</div>"
