# SPDX-License-Identifier: EUPL-1.2
"""The pages that the core makes, as MkDocs has pages."""

from collections.abc import Callable
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from escales.addresses import STORIES
from escales.pages import Page as PlainPage
from escales.render import Rendered
from mkdocs_files import shelter

NO_DATE = "1970-01-01"  # for pages without a date of their own: the day of a build never shows


class MadePage(Page):
    """A page that asks nothing of MkDocs but its template: the core has made the rest."""

    def __init__(
        self,
        plain: PlainPage,
        render: Callable[[PlainPage], Rendered],
        file: File,
        config: MkDocsConfig,
    ) -> None:
        super().__init__(escape(plain.title), file, config)
        self.plain = plain
        self.make_html = render
        self.update_date = str(plain.changed_on or NO_DATE)
        self.menu: str | None = None  # what the menus of the page depend on, when they recur

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs' signature
        """Say what templates need to know; they print the first two as they are."""
        plain = self.plain
        self.markdown = ""
        self.meta = {
            "title": escape(plain.title),
            "description": escape(plain.description),
            "robots": None if plain.indexed else "noindex",  # for the sitemap
            "changed_on": plain.changed_on,
            "fillable": plain.fillable,
            "explorer": plain.uri == STORIES,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  # likewise
        """Make the HTML, and let go of what it was made from: there may be thousands of pages."""
        made = self.make_html(self.plain)
        self.plain = self.plain.bare
        self.content = made.html
        self.toc = get_toc(made.toc)  # type: ignore[arg-type] # the tokens of Markdown itself
        self.present_anchor_ids = set(made.anchors)

    def shelter_under(self, files: Files) -> None:
        """Hang a page that stands outside the navigation under the page that leads to it."""
        parent = self.plain.parent
        if self.parent is None and parent:
            # MkDocs only follows `parent`, as Material's own blog knows.
            self.parent = shelter(files, parent)  # type: ignore[assignment]  # a page may be one
            self.menu = f"{self.url.count('/')} {parent}"
