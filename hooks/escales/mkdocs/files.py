# SPDX-License-Identifier: EUPL-1.2
"""What MkDocs publishes of docs/ and of contributors: what the library knows, and nothing else."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_theme_dir

from escales.content.library import Library
from escales.documents import make_link_cards
from escales.html.own_style import ink_of
from escales.html.style_sheet import make_style_sheet
from escales.machine.progress import shown
from escales.machine.workers import map_on_all_cores
from escales.open_data import Content
from escales.open_data.neighbours import copies_to_publish
from escales.pages import Site
from escales.pictures import make_rebuilder
from escales.publishing.write import make_files, write_file
from escales.settings.extensions import PageExtensions
from escales.settings.look import Look
from escales.words.phrases import phrases_of
from escales.words.typography import typeset

phrases = phrases_of("mkdocs")
STYLE_SHEET = "assets/escales.css"
THEME = Path(__file__).parent / "theme"
MATERIAL = Path(get_theme_dir("material"))


class WrittenFile(File):
    """A file that the engine writes on all cores: MkDocs only knows that it will be there.

    `name` is what pages written by hand call it, if not its uri.
    """

    def __init__(self, uri: str, config: MkDocsConfig, name: str | None = None) -> None:
        super().__init__(
            name or uri,
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=uri,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        self.generated_by = "escales"

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002  # MkDocs' signature
        """Leave it to those who write it."""


def begin_files(
    files: Files,
    config: MkDocsConfig,
    site: Site,
    root: Path,
    styled: Iterable[tuple[str, Content]],
) -> Iterator[None]:
    """Begin to write data, feeds, pictures, and `styled`, what has the colours of the site.

    MkDocs goes on meanwhile: take what this returns, an item for each file, to wait for them. Most
    are made as they are written, on all cores: no content is in memory for long. What a plugin
    takes out of `files` later is written all the same.
    """
    contents = [*styled, *make_files(site), *copies_to_publish(root, site.neighbourhood)]
    for uri, _ in contents:
        files.append(WrittenFile(uri, config))
    contents += _add_pictures(files, config, site.library, make_rebuilder(root))

    def write(file: tuple[str, Content]) -> None:
        uri, content = file
        write_file(f"{config.site_dir}/{uri}", content)

    written = map_on_all_cores(write, contents, ahead=len(contents))
    return shown(written, phrases["progress"]["files"], len(contents))


def drop_unknown_files(files: Files, config: MkDocsConfig, library: Library) -> None:
    """Leave out of the site all that docs/ holds but the pages written by hand and known files.

    The text of a collectivity goes too: it is the source of a page that is made.
    """
    uris = {path.removeprefix("docs/") for path in library.pages} | set(library.files)
    for file in list(files):
        uri = unicodedata.normalize("NFC", file.src_uri)
        if file.src_dir == config.docs_dir and uri not in uris:
            files.remove(file)


def add_engine_files(files: Files, config: MkDocsConfig, library: Library) -> None:
    """Publish the shared pages and files that came with the engine; nobody edits them there."""
    for path, text in library.pages.items():
        if path in library.from_engine:
            files.append(generated(config, path.removeprefix("docs/"), content=text))
    for uri, file in library.files.items():
        if f"docs/{uri}" in library.from_engine:
            files.append(generated(config, uri, abs_src_path=str(file)))


def generated(config: MkDocsConfig, uri: str, **source: Any) -> File:  # noqa: ANN401  # as File.generated
    """Return a file that the site makes, which no menu leads to by itself."""
    return File.generated(config, uri, inclusion=InclusionLevel.NOT_IN_NAV, **source)


def drop_other_themes(config: MkDocsConfig) -> None:
    """Have MkDocs look no further than our own theme, and what the site puts before it.

    Material holds ten thousand files.
    """
    own = config.theme.custom_dir
    config.theme.dirs = [own, str(THEME)] if own and Path(own) != THEME else [str(THEME)]
    config.theme.static_templates |= {"404.html", "sitemap.xml"}


def styled_files(
    site: Site, root: Path, look: Look, extensions: PageExtensions
) -> Iterator[tuple[str, Content]]:
    """Yield the uri and the content of the style sheet, and of the pictures of links."""
    yield STYLE_SHEET, _style_sheet(site, look, extensions)
    yield from make_link_cards(site, ink_of(look.palette), root)


def _style_sheet(site: Site, look: Look, extensions: PageExtensions) -> Iterator[bytes]:
    """Make the one style sheet: all that is taken of Material, then ours."""
    (sheet,) = (MATERIAL / "assets/stylesheets").glob("main.*.min.css")
    material_css = sheet.read_text(encoding="utf-8")
    yield make_style_sheet(material_css, look, extensions, site.settings.name).encode()


def add_downloads(
    files: Files, config: MkDocsConfig, contents: Mapping[str, bytes]
) -> Mapping[str, int]:
    """Publish files of which pages tell the weights; return these, in bytes."""
    for uri, content in contents.items():
        files.append(generated(config, uri, content=content))
    return {uri: len(content) for uri, content in contents.items()}


def _add_pictures(
    files: Files, config: MkDocsConfig, library: Library, rebuilt: Callable[[Path], bytes]
) -> Iterator[tuple[str, Content]]:
    """Publish each picture of the library; yield its uri, and its content, `rebuilt` when asked."""
    for uri, picture in library.pictures.items():
        name = picture.path.removeprefix("docs/") if picture.path.startswith("docs/") else uri
        files.append(WrittenFile(uri, config, name))
        yield uri, map(rebuilt, [picture.file])


def typeset_titles(page: Page) -> None:
    """Set the title of a page, and the names of its headings, as menus say them.

    They are ready to stand in HTML; the title of a header is not yet.
    """
    if "title" not in page.meta:
        page.title = typeset(str(page.title))

    def typeset_headings(headings: list[AnchorLink]) -> None:
        for heading in headings:
            heading.title = typeset(heading.title)
            typeset_headings(heading.children)

    typeset_headings(page.toc.items)


def first_page(item: StructureItem) -> StructureItem | None:
    """Return where an entry of a menu leads: a page or a link; a section, to its first page."""
    if not isinstance(item, Section):
        return item
    return next(filter(None, map(first_page, item.children)), None)


def page_or_section(files: Files, uri: str) -> StructureItem | None:
    """Return the page at `uri`, or the section of the navigation that it opens."""
    file = files.get_file_from_path(uri)
    page = file.page if file else None
    if page and isinstance(page.parent, Section) and page.parent.children[0] is page:
        return page.parent
    return page
