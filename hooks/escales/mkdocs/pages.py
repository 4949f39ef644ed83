# SPDX-License-Identifier: EUPL-1.2
"""The pages that the core makes, as MkDocs has pages."""

from collections.abc import Callable
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from escales.checking.handwritten import split_page
from escales.html.render import Rendered
from escales.mkdocs.files import WrittenFile, page_or_section, typeset_titles
from escales.pages import PagePlan, SitePage
from escales.problems.problem import Notes
from escales.reading.hidden_characters import without_hidden_characters
from escales.words.addresses import STORIES, url_of

NO_DATE = "1970-01-01"  # for pages without a date of their own: the day of a build never shows


class PlannedFile(WrittenFile):
    """The file of a page that `publish` writes."""

    def __init__(self, plan: PagePlan, config: MkDocsConfig) -> None:
        page = plan.page
        super().__init__(f"{url_of(page.uri)}index.html", config, page.uri)
        self.plan = plan
        self.edit_uri = page.source

    def is_documentation_page(self) -> bool:
        """Tell MkDocs not to make it."""
        return False


class CorePage(Page):
    """A page that asks nothing of MkDocs but its template: the core has made the rest."""

    site_page: SitePage
    rendered: Rendered

    def __init__(
        self,
        plan: PagePlan,
        render: Callable[[SitePage], Rendered],
        file: File,
        config: MkDocsConfig,
    ) -> None:
        super().__init__(escape(plan.page.title), file, config)
        self.plan = plan
        self.make_html = render
        self.update_date = str(plan.page.changed_on or NO_DATE)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs' signature
        """Say what templates need to know; they print the first two as they are."""
        self.site_page = site_page = self.plan.make_page()
        self.markdown = ""
        self.meta = {
            "title": escape(site_page.title),
            "description": escape(site_page.description),
            "robots": None if site_page.indexed else "noindex",  # for the sitemap
            "changed_on": site_page.changed_on,
            "fillable": site_page.fillable,
            "whole_kit": site_page.whole_kit,
            "explorer": site_page.uri == STORIES,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  # likewise
        """Make the HTML."""
        self.rendered = self.make_html(self.site_page)
        self.content = self.rendered.html
        self.toc = get_toc(self.rendered.toc)  # type: ignore[arg-type] # the tokens of Markdown itself
        typeset_titles(self)

    def hang_under_parent(self, files: Files) -> None:
        """Hang a page that stands outside the navigation under the page that leads to it."""
        parent = self.plan.page.parent
        if self.parent is None and parent:
            # MkDocs only follows `parent`, as Material's own blog knows.
            self.parent = page_or_section(files, parent)  # type: ignore[assignment]  # a page may be one


def read_as_checked(page: Page, source: str) -> str:
    """Give a page the header that the check read, and return its text.

    MkDocs ends a header elsewhere, and might show what it hid.
    """
    notes = Notes(page.file.src_uri)
    header, text, _ = split_page(without_hidden_characters(source, notes), notes)
    page.meta = dict(header.values) if header else {}
    return text
