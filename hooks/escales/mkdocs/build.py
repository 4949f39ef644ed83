# SPDX-License-Identifier: EUPL-1.2
"""What one build has at hand, from one event to the next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation

from escales.html.render import Rendered, make_renderer
from escales.mkdocs.publish import PageMaker, WrittenPage
from escales.pages import Site, SitePage
from escales.search import SearchIndex
from escales.settings.extensions import PageExtensions
from escales.settings.look import Look
from escales.words.glossary import site_expander as expand

BUILD = "escales"  # its key in the configuration of a build: MkDocs has no other place


@dataclass(slots=True)
class Build:
    """The site as it was read; what is made of it in turn."""

    site: Site
    index: SearchIndex | None  # None: a site without search
    has_usual_menu: bool = False  # the site writes none of its own
    look: Look = field(default_factory=Look)
    extensions: PageExtensions = field(default_factory=PageExtensions)
    anchors_level: int = 0  # of MkDocs' logs, for links to parts of pages that are not there
    files: tuple[File, ...] = ()  # of the pages that MkDocs makes
    beside: Iterator[None] = field(default_factory=lambda: iter(()))  # files being written
    page_maker: PageMaker | None = None
    written: Iterator[WrittenPage] = field(default_factory=lambda: iter(()))
    nav: Navigation = field(default_factory=lambda: Navigation([], []))

    @property
    def render(self) -> Callable[[SitePage], Rendered]:
        return make_renderer(self.site.library.pictures, expand())
