# SPDX-License-Identifier: EUPL-1.2
"""Publish the pages that the core plans; those that show what they showed are put back.

The others are made on every core, from their plan to the bytes that are written. MkDocs' own pages
are those written by hand, and those of its navigation.
"""

import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_relative_url

from escales.build_cache import BuildCache
from escales.cleaning import ids_in
from escales.fingerprint import fingerprint
from escales.pages import Page as PlainPage
from escales.render import Rendered
from escales.search import Record, SearchIndex, make_record
from escales.workers import spread
from escales.write import write_file
from mkdocs_pages import MadePage, PlannedFile

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

    def _record(self, page: MadePage) -> bytes:
        if self.index is None:
            return b""
        return json.dumps(make_record(page.plain, page.made.body), ensure_ascii=False).encode()


def publish(press: Press, kept: BuildCache, around: bytes) -> dict[str, str]:
    """Write every planned page; return the keys of their contents, by path.

    `around` is the fingerprint of what stands around them all beside the navigation.
    """
    key_of = _keys(press, kept, fingerprint(around, _told(press.nav.items)))
    missing, written = [], dict[str, str]()
    for file in press.planned:
        key = key_of(file)
        content, found = _recall(file, press, kept, key)
        if found:
            written[file.dest_uri] = content.hex()
            _write(file, found, press.index)
        else:
            missing.append(file)
    for file, made in zip(missing, _made(press, missing), strict=True):
        _write(file, made, press.index)
        content = kept.keep(made.html)
        written[file.dest_uri] = content.hex()
        if key := key_of(file):
            kept.put(key, content)
            if made.record:
                kept.put(kept.key("record", key), made.record)
    _tell_anchors(press)
    LOG.info(
        "Pages faites : %d ; reprises telles quelles : %d.",
        len(missing),
        len(written) - len(missing),
    )
    return written


def sitemap(press: Press) -> list[tuple[str, object]]:
    """Return the address and the day of each planned page that other engines may know."""
    address = press.config.site_url or ""
    known = (file for file in press.planned if address and file.plan.indexed)
    return [(urljoin(address, file.url), file.plan.changed_on) for file in known]


def _made(press: Press, missing: Sequence[PlannedFile]) -> Iterator[Published]:
    """Make pages; the first one here, so that workers inherit templates that are compiled."""
    if missing:
        yield press.make(missing[0])
        yield from spread(press.make, missing[1:])


def _keys(press: Press, kept: BuildCache, around: bytes) -> Callable[[PlannedFile], bytes | None]:
    """Return what makes the key of a page: what it shows, and what its path says above it."""

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


def _recall(
    file: PlannedFile, press: Press, kept: BuildCache, key: bytes | None
) -> tuple[bytes, Published | None]:
    """Return the key of the content of a page, and the page when all of it is kept."""
    content = (kept.get(key) if key else None) or b""
    html = kept.get(content) if content else None
    if key is None or html is None:
        return content, None
    if press.index is None or not file.plan.searchable:
        return content, Published(html, b"")
    record = kept.get(kept.key("record", key))
    return content, Published(html, record) if record else None


def _write(file: PlannedFile, page: Published, index: SearchIndex | None) -> None:
    write_file(Path(file.abs_dest_path), [page.html])
    if index and page.record:
        index.add(file.plan.uri, Record(*json.loads(page.record)))


def _tell_anchors(press: Press) -> None:
    """Let MkDocs check the links that pages written by hand make to a part of a planned page."""
    for file in press.files.documentation_pages():
        for target in getattr(file.page, "links_to_anchors", None) or ():
            if isinstance(target, PlannedFile):
                written = Path(target.abs_dest_path).read_text(encoding="utf-8")
                press.page_of(target).present_anchor_ids = ids_in(written)
