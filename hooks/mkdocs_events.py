# SPDX-License-Identifier: EUPL-1.2
"""Bring the pages of `escales` into MkDocs: the only file that MkDocs knows."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any

from click import get_current_context
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from escales.cleaning import clean_page, ids_in, plain_facts
from escales.documents import available_formats
from escales.engines import make_tags, written_page
from escales.glossary import site_expander as expand
from escales.load import load
from escales.pages import Catalogue, block, make_catalogue, make_pages
from escales.pages import Page as PlainPage
from escales.pages.templating import make_keeper
from escales.pictures import make_rebuilder, with_sizes
from escales.policy import make_policy, start_script
from escales.problems import InvalidContent
from escales.publisher import CANNOT_BE_PUBLIC, tell_gaps
from escales.render import Rendered, make_renderer
from escales.reports import write_left_out, write_text
from escales.rules import make_rules
from escales.schema import Publisher
from escales.search import SearchFailed, SearchIndex
from escales.settings import Settings
from escales.template_typography import FrenchTemplates
from escales.typography import french
from escales.weights import fill_weights
from escales.write import make_files
from mkdocs_files import (
    add_pictures,
    generated,
    keep_known,
    replace_theme_files,
    set_names,
    shelter,
)
from mkdocs_pages import NO_DATE, MadePage

LOG = logging.getLogger("mkdocs.hooks.escales")  # shows where MkDocs logs
BUILDING = "escales"  # where a build keeps what it loaded: in its own configuration, never here
WITHOUT_SEARCH = "non"  # of ESCALES_RECHERCHE


@dataclass(frozen=True, slots=True)
class Building:
    """What one build has loaded, and the index of its search, unless it is to have none."""

    catalogue: Catalogue
    index: SearchIndex | None

    def indexed(self, render: Callable[[PlainPage], Rendered]) -> Callable[[PlainPage], Rendered]:
        """Return the same renderer, which tells the index what it renders."""

        def render_and_index(plain: PlainPage) -> Rendered:
            made = render(plain)
            if self.index and plain.searchable:
                self.index.add(plain, made.body)
            return made

        return render_and_index


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse invalid content before anything of the last site is touched."""
    file = Path(config.config_file_path)
    try:
        rules = make_rules(_decided(config), file)
        library = load(_root(config), rules)
    except InvalidContent as invalid:
        told = write_text(invalid.problems, config.site_url or "")
        raise PluginError(f"Le contenu ne peut pas être publié :\n\n{told}") from None
    if library.notices:
        LOG.info(write_text(library.notices, config.site_url or ""))
    settings = _settings(config, rules.publisher)
    if (
        settings.is_public
        and not _is_serving()
        and (missing := tell_gaps(settings.publisher, file))
    ):
        told = write_text(missing, config.site_url or "")
        raise PluginError(f"{CANNOT_BE_PUBLIC.format(address=config.site_url)}\n\n{told}")
    catalogue = make_catalogue(library, available_formats(), settings)
    wanted = str(config.extra.get("recherche")) != WITHOUT_SEARCH
    config[BUILDING] = Building(catalogue, SearchIndex(Path(config.site_dir)) if wanted else None)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the made pages in place, beside those written by hand."""
    building: Building = config[BUILDING]
    catalogue = building.catalogue
    keep_known(files, config, catalogue.library)
    replace_theme_files(files, config)
    for file in files.documentation_pages():
        file.edit_uri = f"docs/{file.src_uri}"
    render = building.indexed(make_renderer(catalogue.library.pictures, expand()))
    # Before the pages, of which there may be thousands: making data takes memory for a while.
    made = dict(make_files(catalogue, _root(config), config.site_url or ""))
    for uri, content in made.items():
        files.append(generated(config, uri, content=content))
    catalogue = replace(catalogue, weights={uri: len(content) for uri, content in made.items()})
    config[BUILDING] = replace(building, catalogue=catalogue)
    for plain in make_pages(catalogue):
        file = generated(config, plain.uri, content="")
        file.edit_uri = plain.source
        MadePage(plain, render, file, config)
        files.append(file)
    add_pictures(files, config, catalogue.library, make_rebuilder(_root(config)))
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
                file.page.parent = shelter(files, index)  # type: ignore[assignment]  # as above
                file.page.menu = f"{file.page.url.count('/')} {index}"  # type: ignore[attr-defined]  # for templates
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001  # likewise
    """Let templates keep the menus that are the same on many pages; index while they are filled."""
    building: Building = config[BUILDING]
    env.globals |= {"policy": make_policy(serving=_is_serving()), "start": start_script()}
    env.add_extension(FrenchTemplates)
    env.globals["kept"] = make_keeper()
    env.globals["accessibility"] = building.catalogue.library.accessibility
    env.globals["contact"] = building.catalogue.settings.contact
    env.auto_reload = False  # each build has its own: no need to ask the disk at each include
    if building.index:
        building.index.start()
    return env


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # likewise
    """Fill the blocks that a hand-written page asks for; templates print its facts as they are."""
    if isinstance(page, MadePage):
        return html
    set_names(page)
    page.meta = plain_facts(page.meta)
    title = unescape(page.meta.get("title") or str(page.title))
    told = unescape(page.meta.get("description") or "") or french(config.site_description or "")
    plain = written_page(page.file.src_uri, title, told)
    page.plain = plain  # type: ignore[attr-defined]  # for on_page_context
    building: Building = config[BUILDING]
    if building.index and not page.is_homepage:
        building.index.add(plain, clean_page(html, lambda _: ""))
    html = expand()(clean_page(html, lambda name: block(name, plain.uri, building.catalogue)))
    page.present_anchor_ids = ids_in(html)
    return with_sizes(html, plain.uri, building.catalogue.library.pictures)


def on_page_context(
    context: TemplateContext,
    page: Page,
    config: MkDocsConfig,
    nav: Navigation,  # noqa: ARG001  # likewise
) -> TemplateContext:
    """Say in the head of each page what it is to other programs."""
    context["engines"] = make_tags(page.plain, config.site_url or "")  # type: ignore[attr-defined, typeddict-unknown-key]  # every page has one by now
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001  # likewise
    """Let go of a page that is written: MkDocs would keep them all to the end."""
    page.content = None
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Wait for the index of the search, weigh the pages, and tell what is left out by choice."""
    building: Building = config[BUILDING]
    fill_weights(Path(config.site_dir), building.catalogue)
    if building.index:
        try:
            building.index.finish([story.uri for story in building.catalogue.all.ordered])
        except SearchFailed as failed:
            raise PluginError(f"La recherche n’a pas pu être préparée :\n\n{failed}\n") from None
    if left_out := building.catalogue.library.left_out:
        sys.stderr.write(write_left_out(left_out, config.site_url or ""))  # a warning would stop it


def _is_serving() -> bool:
    context = get_current_context(silent=True)
    return context is not None and context.info_name == "serve"


def _settings(config: MkDocsConfig, publisher: Publisher) -> Settings:
    return Settings(
        address=config.site_url or "",
        repository=(config.repo_url or "").rstrip("/"),
        edit_path=config.edit_uri or "",
        contact=publisher.contact or "",
        publisher=publisher,
    )


def _decided(config: MkDocsConfig) -> dict[str, Any]:  # by the publisher, for Escales
    return config.extra.get("escales") or {}


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent
