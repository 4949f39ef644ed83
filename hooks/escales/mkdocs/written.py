# SPDX-License-Identifier: EUPL-1.2
"""The Markdown of pages written by hand: MkDocs renders it once, while nothing is new in it."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from escales.build_cache import BuildCache
from escales.kept import as_kept, of_kept, recalled
from escales.machine.fingerprint import fingerprint

STORIES = "recits/"  # where their pages stand, which come and go

Render = Callable[[MkDocsConfig, Files], None]


class _Kept(NamedTuple):
    """What MkDocs has made of a page: the tokens of its headings, the links to parts of others."""

    content: str
    toc: list[Any]
    title: str | None
    anchors: list[str]
    links: list[tuple[str, dict[str, str]]]


class WrittenPages:
    """Renders pages, unless the same text has been rendered among the same files.

    `warnings` counts those of MkDocs: what it warned of is rendered again, to be told again.
    """

    def __init__(self, cache: BuildCache, files: Files, warnings: Callable[[], int]) -> None:
        self._cache = cache
        self._files = files
        self._warnings = warnings
        self._told: dict[bool, bytes] = {}

    def follow(self, page: Page) -> None:
        page.render = partial(self._render, page, page.render)  # type: ignore[method-assign]  # as plugins do

    def _render(self, page: Page, render: Render, config: MkDocsConfig, files: Files) -> None:
        text = page.markdown or ""
        around = self._addresses(stories=STORIES in text)
        key = self._cache.key("written", page.file.src_uri, text, around)
        kept = recalled(self._cache, key, lambda found: _Kept(*of_kept(found)))
        if kept is not None:
            self._restore(page, kept)
            return
        before = self._warnings()
        render(config, files)
        if self._warnings() == before:
            self._cache.put(key, as_kept(_kept(page)))

    def _addresses(self, *, stories: bool) -> bytes:
        """Return the fingerprint of the files that a page may link to, and of their addresses."""
        if stories not in self._told:
            all_files = ((file.src_uri, file.dest_uri) for file in self._files)
            shown = (one for one in all_files if stories or not one[0].startswith(STORIES))
            self._told[stories] = fingerprint(*sorted(shown))
        return self._told[stories]

    def _restore(self, page: Page, kept: _Kept) -> None:
        page.content = kept.content
        page.toc = get_toc(kept.toc)
        page._title_from_render = kept.title  # noqa: SLF001  # as its own `render` does
        page.present_anchor_ids = set(kept.anchors)
        found = ((self._files.get_file_from_path(uri), anchors) for uri, anchors in kept.links)
        page.links_to_anchors = {file: dict(anchors) for file, anchors in found if file}


def _kept(page: Page) -> _Kept:
    links = [(file.src_uri, found) for file, found in (page.links_to_anchors or {}).items()]
    toc = [_token(heading) for heading in page.toc]
    anchors = sorted(page.present_anchor_ids or ())
    return _Kept(page.content or "", toc, page._title_from_render, anchors, links)  # noqa: SLF001  # likewise


def _token(heading: AnchorLink) -> dict[str, Any]:
    below = [_token(one) for one in heading.children]
    return {"level": heading.level, "id": heading.id, "name": heading.title, "children": below}
