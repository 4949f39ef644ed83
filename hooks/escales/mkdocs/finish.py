# SPDX-License-Identifier: EUPL-1.2
"""Finish the site once MkDocs has made its own pages, while other cores still make ours."""

from collections import deque
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from escales.mkdocs.anchors import report_dead_anchors
from escales.mkdocs.build import Build
from escales.mkdocs.left_out import say_what_is_left_out
from escales.publishing.weights import fill_weights
from escales.search import SearchFailed


def finish_site(build: Build, config: MkDocsConfig) -> None:
    """Wait for all pages, index and weigh them, and say what the site does without."""
    assert build.page_maker, "on_env made it"  # noqa: S101  # for the type checker
    build.page_maker.finish(build.written)
    if build.index:
        build.index.start()
    deque(build.beside, 0)  # to the end: nothing is left to know of them
    report_dead_anchors(build.files, build.site.library, config, build.anchors_level)
    fill_weights(Path(config.site_dir), build.site)
    if build.index:
        try:
            build.index.finish(build.site)
        except SearchFailed as failed:
            raise PluginError(f"La recherche n’a pas pu être préparée :\n\n{failed}\n") from None
    say_what_is_left_out(build.site, config.site_url or "")
