# SPDX-License-Identifier: EUPL-1.2
"""Bring the pages of `escales` into MkDocs: the only file that MkDocs knows."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from escales.documents import available_formats, make_downloads
from escales.feeds import make_feeds
from escales.load import load
from escales.marks import fill_marks
from escales.open_data import make_open_data
from escales.pages import Catalogue, block, make_catalogue, make_pages
from escales.pages import Page as PlainPage
from escales.problems import InvalidContent
from escales.render import Rendered, make_renderer

CATALOGUE = "escales"  # where a build keeps what it loaded: in its own configuration, never here
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
        self.plain: PlainPage | None = plain
        self.make_html = render
        self.update_date = str(plain.changed_on or NO_DATE)
        self.menu: str | None = None  # what the menus of the page depend on, when they recur

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs' signature
        """Say what templates need to know; Material prints the first two as they are."""
        plain = self._plain()
        self.markdown = ""
        self.meta = {
            "title": escape(plain.title),
            "description": escape(plain.description),
            "robots": None if plain.indexed else "noindex",
            "changed_on": plain.changed_on,
            "feed": plain.feed,
            "fillable": plain.fillable,
            "search": {"exclude": not plain.searchable},
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  # likewise
        """Make the HTML, and let go of what it was made from: there may be thousands of pages."""
        made = self.make_html(self._plain())
        self.plain = None
        self.content = made.html
        self.toc = get_toc(made.toc)  # type: ignore[arg-type] # the tokens of Markdown itself
        self.present_anchor_ids = set(_ids(made.toc))

    def shelter_under(self, files: Files) -> None:
        """Hang a page that stands outside the navigation under the page that leads to it."""
        parent = self._plain().parent
        if self.parent is None and parent:
            # MkDocs only follows `parent`, as Material's own blog knows.
            self.parent = _shelter(files, parent)  # type: ignore[assignment]  # a page may be one
            self.menu = f"{self.url.count('/')} {parent}"

    def _plain(self) -> PlainPage:
        assert self.plain is not None, "a page is rendered once"  # noqa: S101  # for the type checker
        return self.plain


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse invalid content before anything of the last site is touched."""
    try:
        config[CATALOGUE] = make_catalogue(load(_root(config)), available_formats())
    except InvalidContent as invalid:
        raise PluginError(f"Le contenu ne peut pas être publié :\n\n{invalid}\n") from None
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the made pages in place, beside those written by hand."""
    for file in files.documentation_pages():
        file.edit_uri = f"docs/{file.src_uri}"
    render = make_renderer()
    for plain in make_pages(config[CATALOGUE]):
        if (written := files.get_file_from_path(plain.uri)) is not None:
            files.remove(written)  # a collectivity: its file is the source of this page
        file = _generated(config, plain.uri, content="")
        file.edit_uri = plain.source
        MadePage(plain, render, file, config)
        files.append(file)
    catalogue: Catalogue = config[CATALOGUE]
    address = config.site_url or ""
    library, formats = catalogue.library, catalogue.formats
    downloads = make_downloads(library, formats, _root(config), address)
    data = make_open_data(library, formats, address)
    for uri, content in chain(downloads, make_feeds(library, address), data):
        files.append(_generated(config, uri, content=content))
    for uri, picture in library.files.items():
        if files.get_file_from_path(uri) is None:
            files.append(_generated(config, uri, abs_src_path=str(picture)))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001  # MkDocs' signature
    """Give each page its place, and no page the day of the build."""
    for file in files.documentation_pages():
        if isinstance(file.page, MadePage):
            file.page.shelter_under(files)
        elif file.page is not None:
            file.page.update_date = NO_DATE
            if file.inclusion is InclusionLevel.NOT_IN_NAV and file.page.parent is None:
                index = PurePosixPath(file.src_uri).with_name("index.md").as_posix()
                file.page.parent = _shelter(files, index)  # type: ignore[assignment]  # as above
                file.page.menu = f"{file.page.url.count('/')} {index}"  # type: ignore[attr-defined]  # for templates
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001  # likewise
    """Let templates keep the menus that are the same on many pages."""
    env.globals["kept"] = _make_keeper()
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # likewise
    """Fill the blocks that a hand-written page asks for; Material prints its facts as they are."""
    if isinstance(page, MadePage):
        return html
    page.meta.update({name: escape(str(value)) for name, value in page.meta.items()})
    return fill_marks(html, lambda name: block(name, page.file.src_uri, config[CATALOGUE]))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001  # likewise
    """Let go of a page that is written: MkDocs would keep them all to the end."""
    page.content = None
    return output


def _make_keeper() -> Callable[..., str]:
    """Return a template function that fills its block once for each name and menu."""
    kept: dict[tuple[str, str], str] = {}

    def keep(name: str, menu: str | None, caller: Callable[[], str]) -> str:
        if not menu:
            return caller()
        if (name, menu) not in kept:
            kept[name, menu] = caller()
        return kept[name, menu]

    return keep


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _generated(config: MkDocsConfig, uri: str, **source: Any) -> File:  # noqa: ANN401  # as File.generated
    return File.generated(config, uri, inclusion=InclusionLevel.NOT_IN_NAV, **source)


def _shelter(files: Files, uri: str) -> StructureItem | None:
    """Return the page at `uri`, or the section of the navigation that it opens."""
    file = files.get_file_from_path(uri)
    page = file.page if file else None
    if page and isinstance(page.parent, Section) and page.parent.children[0] is page:
        return page.parent
    return page


def _ids(toc: list[dict[str, Any]]) -> Iterator[str]:
    for heading in toc:
        yield heading["id"]
        yield from _ids(heading["children"])
