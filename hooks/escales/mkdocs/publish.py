# SPDX-License-Identifier: EUPL-1.2
"""Publish the pages that the core plans; those that show what they showed are put back.

The others are made on every core, from their plan to the bytes that are written. MkDocs' own pages
are those written by hand, and those of its navigation.
"""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_relative_url

from escales.build_cache import BuildCache
from escales.html.cleaning import ids_in
from escales.html.render import Rendered
from escales.machine.fingerprint import SIZE, fingerprint
from escales.machine.workers import spread
from escales.mkdocs.cache import begin_to_put_back
from escales.mkdocs.pages import MadePage, PlannedFile
from escales.pages import Page as PlainPage
from escales.publishing.write import write_file
from escales.search import Record, SearchIndex, make_record

PAIR = 2 * SIZE
LOG = logging.getLogger("mkdocs.hooks.escales")  # shows where MkDocs logs


@dataclass(frozen=True, slots=True)
class Published:
    """A page as it is written, and what the search reads of it: nothing when it is not searched."""

    html: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class Press:
    """All that pages are made with, once MkDocs has gathered the files and their navigation."""

    files: Files
    nav: Navigation
    env: Environment
    config: MkDocsConfig
    render: Callable[[PlainPage], Rendered]
    index: SearchIndex | None

    @property
    def planned(self) -> list[PlannedFile]:
        return [file for file in self.files if isinstance(file, PlannedFile)]

    def make(self, file: PlannedFile) -> Published:
        """Make a page, as MkDocs would, and tell plugins of it as MkDocs would."""
        config, nav = self.config, self.nav
        page = self.page_of(file)
        page.read_source(config)
        page.render(config, self.files)
        page.active = True
        base = get_relative_url(".", page.url)
        context = {"nav": nav, "base_url": base, "config": config, "page": page}
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)  # type: ignore[arg-type, assignment]  # what our templates read of it
        html = self.env.get_template("main.html").render(context)
        html = config.plugins.on_post_page(html, page=page, config=config)
        page.active = False
        record = self._record(page) if file.plan.searchable else b""
        file.page = None  # there may be thousands of them
        return Published(html.encode("utf-8", errors="xmlcharrefreplace"), record)

    def page_of(self, file: PlannedFile) -> MadePage:
        """Return the page of a file, and those above it, not made yet."""
        if isinstance(file.page, MadePage):
            return file.page
        above = self.files.get_file_from_path(file.plan.parent or "")
        if isinstance(above, PlannedFile):
            self.page_of(above)
        page = MadePage(file.plan, self.render, file, self.config)
        page.shelter_under(self.files)
        return page

    def index_page(self, file: PlannedFile, record: bytes) -> None:
        if self.index and record:
            self.index.add(file.plan.uri, Record(*json.loads(record)))

    def _record(self, page: MadePage) -> bytes:
        if self.index is None:
            return b""
        return json.dumps(make_record(page.plain, page.made.body), ensure_ascii=False).encode()


@dataclass(slots=True)
class _Page:
    """A planned page: its key in the cache, and that of its content, empty when it is not kept."""

    file: PlannedFile
    key: bytes | None
    content: bytes


class Publication:
    """The planned pages of a build, on their way to the site."""

    def __init__(self, press: Press, kept: BuildCache, around: bytes) -> None:
        """Begin to put back what is kept; `around` is the fingerprint of what frames all pages."""
        self._press = press
        self._kept = kept
        key_of = _keys(press, kept, around)
        table = kept.get(kept.key("pages")) or b""  # the key of a page, then that of its content
        self._known = {
            table[at : at + SIZE]: table[at + SIZE : at + PAIR] for at in range(0, len(table), PAIR)
        }
        self._pages = [self._look_up(file, key_of(file)) for file in press.planned]
        back = {page.file.dest_uri: page.content.hex() for page in self._pages if page.content}
        self._missed = begin_to_put_back(kept, back, press.config.site_dir)

    def make(self) -> None:
        """Begin to make the pages that are not kept; tell the search what it reads of all."""
        missing = [page for page in self._pages if not page.content]
        LOG.info(
            "Pages faites : %d ; reprises telles quelles : %d.",
            len(missing),
            len(self._pages) - len(missing),
        )
        # The first one here, so that workers inherit templates that are compiled.
        files = [page.file for page in missing]
        first = [self._press.make(file) for file in files[:1]]
        self._made = chain(first, spread(self._press.make, files[1:]))
        if self._press.index:  # which is written meanwhile
            self._gather()
        self._tell_anchors()

    def finish(self) -> dict[str, str]:
        """Wait until all pages are there; return the keys of their contents, by path."""
        if self._press.index is None:
            self._gather()
        missed = set(self._missed())
        for page in self._pages:
            if page.file.dest_uri in missed:
                self._write(page, self._press.make(page.file))
        table = (page.key + page.content for page in self._pages if page.key)
        self._kept.put(self._kept.key("pages"), b"".join(table))
        return {page.file.dest_uri: page.content.hex() for page in self._pages}

    def _look_up(self, file: PlannedFile, key: bytes | None) -> _Page:
        content = self._known.get(key, b"") if key else b""
        whole = content and self._kept.holds(content)
        if key and self._press.index and file.plan.searchable:
            whole = whole and self._kept.holds(self._record_key(key))
        return _Page(file, key, content if whole else b"")

    def _gather(self) -> None:
        """Write the pages as they are made, in their order, and tell the search of all of them."""
        for page in self._pages:
            if not page.content:
                new = next(self._made)
                self._write(page, new)
                self._press.index_page(page.file, new.record)
            elif record := self._record_of(page):
                self._press.index_page(page.file, record)
        next(self._made, None)  # none: the workers end

    def _record_key(self, key: bytes) -> bytes:
        return self._kept.key("record", key)

    def _record_of(self, page: _Page) -> bytes | None:
        """Return what the search reads of a page that is kept."""
        if self._press.index is None or not page.file.plan.searchable or page.key is None:
            return None
        kept = self._kept.get(self._record_key(page.key))
        return kept or self._press.make(page.file).record  # it was damaged

    def _write(self, page: _Page, made: Published) -> None:
        write_file(f"{self._press.config.site_dir}/{page.file.dest_uri}", [made.html])
        page.content = self._kept.keep(made.html)
        if page.key and made.record:
            self._kept.put(self._record_key(page.key), made.record)

    def _tell_anchors(self) -> None:
        """Let MkDocs check the links that pages by hand make to a part of a planned page."""
        for file in self._press.files.documentation_pages():
            for target in getattr(file.page, "links_to_anchors", None) or ():
                if isinstance(target, PlannedFile) and target.page is None:
                    made = self._press.make(target)
                    self._press.page_of(target).present_anchor_ids = ids_in(made.html.decode())


def sitemap(press: Press) -> list[tuple[str, object]]:
    """Return the address and the day of each planned page that other engines may know."""
    address = press.config.site_url
    if not address:
        return []
    base = address if address.endswith("/") else f"{address}/"  # as MkDocs reads it
    known = (file for file in press.planned if file.plan.indexed)
    return [(base + file.url, file.plan.changed_on) for file in known]


def _keys(press: Press, kept: BuildCache, around: bytes) -> Callable[[PlannedFile], bytes | None]:
    """Return what makes the key of a page: what it shows, its path, the menus, and `around`."""
    around = fingerprint(around, _told(press.nav.items))

    @cache
    def path(uri: str | None) -> bytes:
        file = press.files.get_file_from_path(uri or "")
        page = press.page_of(file) if isinstance(file, PlannedFile) else file and file.page
        return fingerprint(
            [(one.title, _url(one)) for one in (page, *page.ancestors)] if page else uri
        )

    def key(file: PlannedFile) -> bytes | None:
        plan = file.plan
        return plan.key and kept.key("page", plan.uri, plan.key, path(plan.parent), around)

    return key


def _told(items: Sequence[StructureItem]) -> list[object]:
    """Return what menus say: titles and addresses."""
    return [(one.title, _url(one), _told(getattr(one, "children", None) or [])) for one in items]


def _url(item: StructureItem) -> str | None:
    return getattr(item, "url", None)
