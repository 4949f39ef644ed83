# SPDX-License-Identifier: EUPL-1.2
"""Make the pages of stories that were saved, with all that the last whole site was made with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from escales.checking.as_written import library_as_written, with_stories_again
from escales.content.library import Library
from escales.html.render import make_renderer
from escales.mkdocs.build import BUILD, Build
from escales.mkdocs.config import Served, repository_root
from escales.mkdocs.pages import PlannedFile
from escales.mkdocs.publish import PageMaker
from escales.pages.one_story import plan_one_story
from escales.pictures import make_rebuilder
from escales.problems.problem import InvalidContent
from escales.words.addresses import uri_of
from escales.words.glossary import site_expander as expand


@dataclass(frozen=True, slots=True)
class SavedStories:
    """What was read, and the files that it changes, by their places in the site."""

    library: Library
    files: dict[str, bytes]


def make_saved_stories(paths: Sequence[str], kept: Served) -> SavedStories | None:
    """Make the pages of the stories at these paths; None if the whole site must be made for them.

    They are checked with all other files, as these were read for the site that is `kept`.
    """
    assert kept.content, "read"  # noqa: S101  # for the type checker
    assert kept.page_maker, "made"  # noqa: S101  # likewise
    content = with_stories_again(kept.content, paths)
    if content is None:
        return None
    try:
        library = library_as_written(content, kept.rules)
    except InvalidContent:
        return None
    maker = replace(kept.page_maker, render=make_renderer(library.pictures, expand()), index=None)
    build: Build = maker.config[BUILD]
    plans = [plan_one_story(uri_of(path) or "", library, build.site) for path in paths]
    files = [PlannedFile(plan, maker.config) for plan in plans if plan]
    if len(files) < len(paths):
        return None
    pages = {file.dest_uri: maker.make(file).html for file in files}
    return SavedStories(library, pages | _new_pictures(library, build.site.library, maker))


def _new_pictures(library: Library, before: Library, maker: PageMaker) -> dict[str, bytes]:
    """Return the pictures of the site that no page showed before."""
    rebuilt = make_rebuilder(repository_root(maker.config))
    new = library.pictures.keys() - before.pictures.keys()
    return {uri: rebuilt(library.pictures[uri].file) for uri in new}
