# SPDX-License-Identifier: EUPL-1.2
"""Pages written by hand, read with extensions of Markdown: all those that a site may enable."""

from escales.checking.page_markdown import PageMarkdown
from escales.settings.extensions import PageExtensions
from escales.settings.table import EXTENSIONS, setting_rows

EVERY = PageExtensions(
    tuple(
        (row.name, (("permalink", True),) if row.name == "toc" else ())
        for row in setting_rows().values()
        if row.key.startswith(EXTENSIONS) and row.followed
    )
)


def render_page(text: str, *names: str) -> str:
    """Return the HTML of a page, not cleaned; with every extension, when none is named."""
    enabled = [(name, options) for name, options in EVERY.enabled if not names or name in names]
    return PageMarkdown(PageExtensions(tuple(enabled))).convert(text)
