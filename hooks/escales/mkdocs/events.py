# SPDX-License-Identifier: EUPL-1.2
"""Bring the pages of `escales` into MkDocs: the only file that MkDocs knows."""

import logging
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path, PurePosixPath

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from escales.checking.load import load
from escales.documents import available_formats, make_downloads
from escales.html.cleaning import clean_page, ids_in, plain_facts
from escales.html.head_tags import make_tags, written_page
from escales.html.policy import make_policy, start_script
from escales.html.render import Rendered, make_renderer
from escales.mkdocs.config import decided, in_menus, is_serving, root_of, settings_of, wants_search
from escales.mkdocs.files import (
    MadeFile,
    add_pictures,
    add_style_sheet,
    add_whole,
    generated,
    keep_known,
    keep_own_theme,
    set_names,
    shelter,
)
from escales.mkdocs.pages import NO_DATE, MadePage, PlannedFile
from escales.mkdocs.publish import Press, sitemap
from escales.pages import Catalogue, block, make_catalogue, plan_pages
from escales.pages import Page as PlainPage
from escales.pages.templating import make_keeper
from escales.pictures import make_rebuilder, with_sizes
from escales.problems.problem import InvalidContent
from escales.problems.reports import write_left_out, write_text
from escales.publishing.weights import fill_weights
from escales.publishing.write import make_files
from escales.search import SearchFailed, SearchIndex, make_record
from escales.settings.publisher import CANNOT_BE_PUBLIC, tell_gaps
from escales.settings.rules import make_rules
from escales.words.glossary import site_expander as expand
from escales.words.typography import french
from escales.words.typography_of_templates import FrenchTemplates

BUILDING = "escales"  # where a build keeps it: in its own configuration, never in a module
LOG = logging.getLogger("mkdocs.hooks.escales")  # shows where MkDocs logs


@dataclass(slots=True)
class Building:
    """What one build has at hand, from one event to the next."""

    catalogue: Catalogue
    index: SearchIndex | None  # None: a site without search
    nav: Navigation = field(default_factory=lambda: Navigation([], []))

    @property
    def render(self) -> Callable[[PlainPage], Rendered]:
        return make_renderer(self.catalogue.library.pictures, expand())


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse invalid content before anything of the last site is touched."""
    file, root, formats = Path(config.config_file_path), root_of(config), available_formats()
    try:
        rules = make_rules(decided(config), file)
        library = load(root, rules)
    except InvalidContent as invalid:
        told = write_text(invalid.problems, config.site_url or "")
        raise PluginError(f"Le contenu ne peut pas être publié :\n\n{told}") from None
    if library.notices:
        LOG.info(write_text(library.notices, config.site_url or ""))
    settings = settings_of(config, rules.publisher)
    if settings.is_public and not is_serving() and (missing := tell_gaps(settings.publisher, file)):
        told = write_text(missing, config.site_url or "")
        raise PluginError(f"{CANNOT_BE_PUBLIC.format(address=config.site_url)}\n\n{told}")
    catalogue = make_catalogue(library, formats, settings)
    index = SearchIndex(Path(config.site_dir)) if wants_search(config) else None
    config[BUILDING] = Building(catalogue, index)
    keep_own_theme(config)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the made pages in place, beside those written by hand."""
    building: Building = config[BUILDING]
    catalogue = building.catalogue
    keep_known(files, config, catalogue.library)
    add_style_sheet(files, config)
    for file in files.documentation_pages():
        file.edit_uri = f"docs/{file.src_uri}"
    root, address = root_of(config), config.site_url or ""
    documents = dict(make_downloads(catalogue.library, catalogue.formats, root, address))
    building.catalogue = catalogue = replace(catalogue, weights=add_whole(files, config, documents))
    for uri, content in make_files(catalogue, address):
        files.append(MadeFile(uri, content, config))
    named = set(in_menus(config.nav))
    for plan in plan_pages(catalogue):
        if plan.page.uri not in named:
            files.append(PlannedFile(plan, config))
            continue
        file = generated(config, plan.page.uri, content="")
        file.edit_uri = plan.page.source
        MadePage(plan, building.render, file, config)
        files.append(file)
    add_pictures(files, config, catalogue.library, make_rebuilder(root))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give each page its place, and no page the day of the build."""
    building: Building = config[BUILDING]
    for file in files.documentation_pages():
        if isinstance(file.page, MadePage):
            file.page.shelter_under(files)
        elif file.page is not None:
            file.page.update_date = NO_DATE
            if file.inclusion is InclusionLevel.NOT_IN_NAV and file.page.parent is None:
                index = PurePosixPath(file.src_uri).with_name("index.md").as_posix()
                file.page.parent = shelter(files, index)  # type: ignore[assignment]  # as above
                file.page.menu = f"{file.page.url.count('/')} {index}"  # type: ignore[attr-defined]  # for templates
    building.nav = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let templates keep the menus that are the same on many pages; publish the planned pages."""
    building: Building = config[BUILDING]
    library = building.catalogue.library
    env.globals |= {"policy": make_policy(serving=is_serving()), "start": start_script()}
    env.add_extension(FrenchTemplates)
    env.globals["kept"] = make_keeper()
    env.globals["accessibility"] = library.accessibility
    env.globals["contact"] = building.catalogue.settings.contact
    env.auto_reload = False  # each build has its own: no need to ask the disk at each include
    press = Press(files, building.nav, env, config, building.render, building.index)
    env.globals["planned"] = sitemap(press)
    press.publish()
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
        record = make_record(plain, clean_page(html, lambda _: ""))
        building.index.add(plain.uri, record)
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
