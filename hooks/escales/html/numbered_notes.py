# SPDX-License-Identifier: EUPL-1.2
"""Give the numbered notes of a page their title, the sources, and the words of notes.js."""

import re

from escales.words.phrases import phrases_of

phrases = phrases_of("html")

START = re.compile(r'<div class="footnote">\n<hr ?/?>')


def with_title(html: str) -> str:
    """Put a title where the notes begin, in place of a line."""
    if 'class="footnote"' not in html:
        return html
    said = " ".join(f'data-{name}="{text}"' for name, text in phrases["notes"].items())
    title = f'<h2 id="es-sources">{phrases.sources}</h2>\n<div class="footnote" {said}>'
    return START.sub(title, html, count=1)
