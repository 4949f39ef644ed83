# SPDX-License-Identifier: EUPL-1.2
"""Publish the pages that the core plans, made on every core, from their plan to what is written.

MkDocs' own pages are those written by hand, and those of its navigation.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import NamedTuple

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_relative_url

from escales.html.cleaning import ids_in
from escales.html.render import Rendered
from escales.machine.progress import shown
from escales.machine.workers import map_on_all_cores
from escales.mkdocs.pages import CorePage, PlannedFile
from escales.pages import SitePage
from escales.publishing.write import write_file
from escales.search import IndexEntry, Recorded, SearchIndex, make_index_entry
from escales.words.phrases import phrases_of

phrases = phrases_of("mkdocs")


@dataclass(frozen=True, slots=True)
class PublishedPage:
    """A page as it is written, and what the search reads of it: None when it is not searched."""

    html: bytes
    entry: IndexEntry | None


class WrittenPage(NamedTuple):
    """What is left to know of a page on disk: `anchors` are None when no page by hand asks."""

    recorded: Recorded | None  # None when it is not searched
    anchors: set[str] | None


@dataclass(frozen=True, slots=True)
class PageMaker:
    """All that pages are made with, once MkDocs has gathered the files and their navigation."""

    files: Files
    nav: Navigation
    env: Environment
    config: MkDocsConfig
    render: Callable[[SitePage], Rendered]
    index: SearchIndex | None

    @property
    def planned_files(self) -> list[PlannedFile]:
        return [file for file in self.files if isinstance(file, PlannedFile)]

    def begin(self) -> Iterator[WrittenPage]:
        """Begin to write all planned pages, on all cores; MkDocs goes on meanwhile."""
        files, write = self.planned_files, partial(self.write, linked_to=self._linked_to())
        # The first one here, so that workers inherit templates that are loaded.
        first = list(map(write, files[:1]))
        return chain(first, map_on_all_cores(write, files[1:], ahead=len(files)))

    def finish(self, written: Iterator[WrittenPage]) -> None:
        """Wait for the pages, and tell the search what it reads of each, in order."""
        files = self.planned_files
        pairs = zip(files, written, strict=True)
        for file, page in shown(pairs, phrases["progress"]["pages"], len(files)):
            if self.index and page.recorded:
                self.index.add_recorded(file.src_uri, page.recorded)
            if page.anchors is not None:
                self.page_of(file).present_anchor_ids = page.anchors

    def write(self, file: PlannedFile, linked_to: Container[str]) -> WrittenPage:
        """Make a page and write it; `linked_to` are those that others link to a part of."""
        page = self.make(file)
        write_file(f"{self.config.site_dir}/{file.dest_uri}", [page.html])
        recorded = None
        if self.index and page.entry:
            recorded = self.index.record(page.entry)
        anchors = ids_in(page.html.decode()) if file.src_uri in linked_to else None
        return WrittenPage(recorded, anchors)

    def make(self, file: PlannedFile) -> PublishedPage:
        """Make a page, as MkDocs would, and tell plugins of it as MkDocs would."""
        config, nav = self.config, self.nav
        page = self.page_of(file)
        page.read_source(config)
        page.render(config, self.files)
        page.content = config.plugins.on_page_content(
            page.content or "", page=page, config=config, files=self.files
        )
        page.active = True
        base = get_relative_url(".", page.url)
        context = {"nav": nav, "base_url": base, "config": config, "page": page}
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)  # type: ignore[arg-type, assignment]  # what our templates read of it
        html = self.env.get_template("main.html").render(context)
        html = config.plugins.on_post_page(html, page=page, config=config)
        page.active = False
        searched = self.index and page.site_page.searchable
        entry = make_index_entry(page.site_page, page.rendered.body) if searched else None
        file.page = None  # there may be thousands of them
        return PublishedPage(html.encode("utf-8", errors="xmlcharrefreplace"), entry)

    def page_of(self, file: PlannedFile) -> CorePage:
        """Return the page of a file, and those above it, not made yet."""
        if isinstance(file.page, CorePage):
            return file.page
        above = self.files.get_file_from_path(file.plan.page.parent or "")
        if isinstance(above, PlannedFile):
            self.page_of(above)
        page = CorePage(file.plan, self.render, file, self.config)
        page.hang_under_parent(self.files)
        return page

    def _linked_to(self) -> set[str]:
        """Return the planned pages that pages by hand link to a part of: MkDocs checks these."""
        pages = (file.page for file in self.files.documentation_pages())
        links = (getattr(page, "links_to_anchors", None) or () for page in pages)
        return {target.src_uri for target in chain.from_iterable(links)}


def sitemap_entries(page_maker: PageMaker) -> list[tuple[str, object]]:
    """Return the address and the day of each planned page that other engines may know."""
    address = page_maker.config.site_url
    if not address:
        return []
    base = address if address.endswith("/") else f"{address}/"  # as MkDocs reads it
    shown = ((file.url, file.plan.page) for file in page_maker.planned_files)
    return [(base + url, page.changed_on) for url, page in shown if page.indexed]
