# SPDX-License-Identifier: EUPL-1.2
"""Bring the pages and files of the engine into MkDocs, event by event."""

from dataclasses import replace
from html import unescape
from pathlib import Path, PurePosixPath

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from escales import __version__
from escales.checking.handwritten import is_rare, law_reading
from escales.checking.look import palette_of
from escales.checking.page_markdown import extensions_of
from escales.documents import available_formats, make_downloads
from escales.html.cleaning import clean_parts, filled, ids_in, safe_meta
from escales.html.head_tags import handwritten_page, make_head_tags
from escales.html.policy import make_policy, start_script
from escales.machine.compiled_templates import compiled_templates
from escales.mkdocs.anchors import take_over_anchors
from escales.mkdocs.build import BUILD, Build
from escales.mkdocs.config import is_serving, read_content, repository_root, served, wants_search
from escales.mkdocs.files import (
    add_downloads,
    add_engine_files,
    begin_files,
    drop_other_themes,
    drop_unknown_files,
    first_page,
    generated,
    page_or_section,
    styled_files,
    typeset_titles,
)
from escales.mkdocs.finish import finish_site
from escales.mkdocs.look import shown_look, without_own_search
from escales.mkdocs.menu import make_menu, menu_uris
from escales.mkdocs.pages import NO_DATE, CorePage, PlannedFile, read_as_checked
from escales.mkdocs.publish import PageMaker, sitemap_entries
from escales.mkdocs.serving import follow, wait_for
from escales.open_data.neighbours import GATHERED, read_neighbourhood
from escales.open_data.sources import make_archives
from escales.pages import make_block, make_site, plan_pages
from escales.pages.law import reading_note
from escales.pictures import with_sizes
from escales.problems.problem import Notes
from escales.reading.disk import FOLDERS
from escales.search import SearchIndex, make_index_entry
from escales.settings.configuration import CONFIGURATION
from escales.words.glossary import site_expander as expand
from escales.words.typography_of_templates import FrenchTemplates

FIRST, LAST = 100, -100  # among plugins and hooks, at the same event


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Refuse invalid content before anything of the last site is touched.

    Before other plugins too: those that are refused would stop in their own words.
    """
    root = repository_root(config)
    folders = (root / folder for folder in (*FOLDERS, GATHERED))
    config.watch += [str(folder) for folder in folders if folder.is_dir()]
    kept = served()
    if kept:
        kept.begin(config)
    try:
        content = read_content(config)
    except PluginError as refused:
        if not kept or not kept.is_first:
            raise
        content = wait_for(lambda: read_content(config), str(refused), config)
    library, settings, rules = content
    config.site_name, config.site_description = settings.name, settings.description  # set in French
    site = make_site(library, available_formats(), settings, read_neighbourhood(root, rules))
    has_usual_menu = config.nav is None
    if has_usual_menu:
        config.nav = make_menu(library)
    index = SearchIndex(Path(config.site_dir), site, root) if wants_search(config) else None
    look = replace(rules.look, palette=palette_of(root, rules.look, Notes(CONFIGURATION)))
    level = take_over_anchors(config)
    config[BUILD] = Build(site, index, has_usual_menu, look, rules.extensions, level)
    config.markdown_extensions, config.mdx_configs = extensions_of(rules.extensions)  # type: ignore[assignment]  # Markdown takes extensions by themselves too
    without_own_search(config)
    drop_other_themes(config)
    return config


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG001  # MkDocs' signature
    """Show a story as soon as it is saved, and the last right site until the next one is made."""
    if kept := served():
        follow(server, kept, repository_root(config))
    return server


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the pages of the core beside those written by hand, and all files in place."""
    build: Build = config[BUILD]
    site, root = build.site, repository_root(config)
    drop_unknown_files(files, config, site.library)
    styled = styled_files(site, root, build.look, build.extensions)
    build.beside = begin_files(files, config, site, root, styled)
    in_menus = set(menu_uris(config.nav))
    for file in files.documentation_pages():
        file.edit_uri = f"docs/{file.src_uri}"
        if build.has_usual_menu and file.src_uri not in in_menus:
            file.inclusion = InclusionLevel.NOT_IN_NAV
    add_engine_files(files, config, site.library)
    documents = dict(make_downloads(site.library, site.formats, root, site.settings))
    documents |= dict(make_archives(site.library, site.settings))
    build.site = site = replace(site, weights=add_downloads(files, config, documents))
    for plan in plan_pages(site):
        uri, source = plan.page.uri, plan.page.source
        file = generated(config, uri, content="") if uri in in_menus else PlannedFile(plan, config)
        file.edit_uri = None if source in site.library.from_engine else source
        if uri in in_menus:
            CorePage(plan, build.render, file, config)
        files.append(file)
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Give each page its place, and no page the day of the build."""
    build: Build = config[BUILD]
    in_menus = set(menu_uris(config.nav))
    for file in files.documentation_pages():
        if isinstance(file.page, CorePage):
            file.page.hang_under_parent(files)
        elif file.page is not None:
            file.page.update_date = NO_DATE
            if file.src_uri not in in_menus and file.page.parent is None:
                index = PurePosixPath(file.src_uri).with_name("index.md").as_posix()
                file.page.parent = page_or_section(files, index)  # type: ignore[assignment]  # a page may be one
    build.nav = nav
    return nav


@event_priority(LAST)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give templates what they ask for; begin the planned pages, after other plugins."""
    build: Build = config[BUILD]
    library, build.files = build.site.library, tuple(files.documentation_pages())
    env.globals |= {"policy": make_policy(serving=is_serving()), "start": start_script()}
    env.globals |= {"first_page": first_page, "version": __version__}
    env.add_extension(FrenchTemplates)
    env.globals |= {"look": shown_look(build.look), "accessibility": library.accessibility}
    env.globals["contact"] = build.site.settings.contact
    env.globals["publisher_name"] = build.site.settings.publisher.editor.name
    env.globals["has_page"] = lambda uri: f"docs/{uri}" in library.pages
    env.bytecode_cache = compiled_templates()
    env.auto_reload = False  # each build has its own: no need to ask the disk at each include
    page_maker = PageMaker(files, build.nav, env, config, build.render, build.index)
    env.globals["planned"] = sitemap_entries(page_maker)
    build.page_maker, build.written = page_maker, page_maker.begin()
    if kept := served():
        kept.page_maker = page_maker
    return env


@event_priority(FIRST)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # MkDocs calls by name
    """Read the pages that people write as the check did."""
    build: Build = config[BUILD]
    source = build.site.library.pages.get(f"docs/{page.file.src_uri}")
    if source is None or isinstance(page, CorePage):
        return markdown
    return read_as_checked(page, source)


@event_priority(FIRST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  # likewise
    """Fill the blocks that a hand-written page asks for; templates print its facts as they are."""
    if isinstance(page, CorePage):
        return html
    typeset_titles(page)
    page.meta = safe_meta(page.meta)
    title = unescape(page.meta.get("title") or str(page.title))
    build: Build = config[BUILD]
    library, settings = build.site.library, build.site.settings
    summary = unescape(page.meta.get("description") or "") or settings.description
    rare = is_rare(f"docs/{page.file.src_uri}", library.pages)
    site_page = handwritten_page(page.file.src_uri, title, summary, settings.name, rare=rare)
    page.site_page = site_page  # type: ignore[attr-defined]  # for on_page_context
    parts = clean_parts(html)
    if build.index and not page.is_homepage:
        build.index.add(site_page.uri, make_index_entry(site_page, filled(parts, lambda _: "")))
    html = filled(parts, lambda name: make_block(name, site_page.uri, build.site))
    law = law_reading(f"docs/{site_page.uri}", library.pages)
    html = expand()(html + str(reading_note(law, site_page.uri)))
    page.present_anchor_ids = ids_in(html)
    return with_sizes(html, site_page.uri, library.pictures)


@event_priority(FIRST)
def on_page_context(
    context: TemplateContext,
    page: Page,
    config: MkDocsConfig,
    nav: Navigation,  # noqa: ARG001  # likewise
) -> TemplateContext:
    """Say in the head of each page what it is to other programs."""
    context["head_tags"] = make_head_tags(page.site_page, config[BUILD].site.settings)  # type: ignore[attr-defined, typeddict-unknown-key]  # every page has one by now
    return context


@event_priority(LAST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001  # likewise
    """Free the memory of a page that is on disk: MkDocs would hold them all to the end."""
    page.content = None
    return output


@event_priority(FIRST)
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site before other plugins look at it."""
    finish_site(config[BUILD], config)
