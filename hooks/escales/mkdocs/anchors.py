# SPDX-License-Identifier: EUPL-1.2
"""Say in French, at the line, which parts of pages links by hand do not find, once all is made."""

import logging
from collections.abc import Iterable, Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

from escales.checking.handwritten import line_of
from escales.content.library import Library
from escales.problems.problem import Notes, Problem
from escales.problems.reports import write_plain_report
from escales.reading.links import ELSEWHERE
from escales.words.choices import write_one_of
from escales.words.spelling import nearest

LOG = logging.getLogger("mkdocs.hooks.escales")


def take_over_anchors(config: MkDocsConfig) -> int:
    """Have MkDocs say nothing of anchors, which it does in English; return how loud it would be."""
    level = int(config.validation.links.anchors)
    config.validation.links.anchors = logging.NOTSET
    return level


def report_dead_anchors(
    files: Iterable[File], library: Library, config: MkDocsConfig, level: int
) -> None:
    """Log each one; raise PluginError when a warning stops the build."""
    problems = list(_dead_anchors(files, library))
    if not problems:
        return
    report = write_plain_report(problems, config.site_url or "")
    if config.strict and level >= logging.WARNING:
        raise PluginError(f"Des liens ne mènent nulle part\u00a0:\n\n{report}")
    LOG.log(level, report)


def _dead_anchors(files: Iterable[File], library: Library) -> Iterator[Problem]:
    for file in files:
        path = f"docs/{file.src_uri}"
        notes = Notes(path)
        for target, anchors in (getattr(file.page, "links_to_anchors", None) or {}).items():
            there: set[str] | None = getattr(target.page, "present_anchor_ids", None)
            if there is None:
                continue
            for anchor, link in anchors.items():
                if anchor not in there:
                    near = nearest(anchor, sorted(there))
                    page, _, _ = link.partition("#")
                    expected = write_one_of([], near and f"{page}#{near}") or ELSEWHERE
                    line = line_of(library.pages.get(path, ""), link)
                    notes.add("link-anchor", line, found=link, expected=expected)
        yield from notes.problems
