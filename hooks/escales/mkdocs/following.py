# SPDX-License-Identifier: EUPL-1.2
"""While one writes: a story that is saved shows at once, and the rest of the site follows behind.

MkDocs' own thread decides what is shown. Another one only makes whole sites, one at a time, each in
a folder that is not shown. What stops one leaves the site as it was.
"""

import logging
import os
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from click import ClickException, get_current_context
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from escales.content.library import Library
from escales.machine.snapshots import changed_between, take_snapshot
from escales.mkdocs.build import BUILD
from escales.mkdocs.config import Served
from escales.mkdocs.saved_stories import make_saved_stories
from escales.publishing.write import write_file
from escales.reading.disk import FileKind
from escales.reading.file_names import is_hidden
from escales.words.phrases import phrases_of

phrases = phrases_of("mkdocs")

LOG = logging.getLogger("mkdocs.hooks.escales")
STORIES = f"{FileKind.STORY.value}/"
MOST = 16  # stories shown before the site that holds them: more are not saved by hand


class Following:
    """What is shown while one writes.

    `library` is the last that was read. `stop` says what keeps the next site from being made. All
    pages that browsers took before `reload_all_since`, an epoch of the server, are to be reloaded.
    """

    def __init__(self, server: LiveReloadServer, kept: Served, root: Path) -> None:
        self.stop, self.reload_all_since = "", 0
        self._server, self._build_site, self._kept = server, server.builder, kept
        self._root, self._context = root, get_current_context()
        self._folders = [_folder(), _folder()]
        self._shown, self._seen = replace(kept), kept.seen
        self.library = _library(kept)
        self._behind: Thread | None = None
        self._made: Served | str | Exception | None = None  # behind, and not shown yet
        self._since: dict[str, bytes] = {}  # files shown since it was begun, by their places
        self._is_wanted = self._changes_all = False  # of a site to make behind

    def build(self) -> None:
        """Show what changed: MkDocs calls it in its own thread, then tells browsers."""
        was_made = self._show_what_was_made()
        seen = take_snapshot(self._shown.watched)
        new = changed_between(self._seen, seen)
        changed = self._content(changed_between(self._shown.seen, seen))
        self._seen = seen
        if self._content(new):
            if self._show_stories(changed):
                self._is_wanted = True
            else:
                self._make_now()
        elif not new and not was_made and self._is_more_watched():
            self._is_wanted = self._changes_all = True
        if self._is_wanted and not self._behind:
            self._make_behind()

    def error_page(self, code: int) -> bytes | None:
        """Return the page of an error, of the site that is shown."""
        page = Path(self._server.root, f"{code}.html")
        return page.read_bytes() if page.is_file() else None

    def _is_more_watched(self) -> bool:
        """Whether what changed may be in no file that we look at: the theme, as an option asks."""
        watched = set(self._server._watched_paths)  # noqa: SLF001  # there is no other way
        return not watched <= set(map(os.path.abspath, self._shown.watched))

    def _content(self, paths: Iterable[str]) -> list[str]:
        """Return what may change the site, relative to the root: all but what editors leave."""
        relative = (Path(os.path.relpath(path, self._root)).as_posix() for path in paths)
        return [path for path in relative if not _is_nobodys(path)]

    def _show_stories(self, paths: Collection[str]) -> bool:
        """Show the pages of stories, if it is only they that changed; tell whether it is so."""
        if len(paths) > MOST or not all(map(_is_story, paths)):
            return False
        saved = make_saved_stories(sorted(paths), self._shown)
        if saved is None:
            return False
        self.library = saved.library
        self._since |= saved.files
        _write(saved.files, self._server.root)
        return True

    def _make_now(self) -> None:
        """Make the whole site, while readers wait; leave what was being made behind."""
        if self._behind:
            self._behind.join()
        self._behind, self._made, self._since = None, None, {}
        self._is_wanted = False
        self._show(self._make())
        self.reload_all_since = self._server._wanted_epoch  # noqa: SLF001  # there is no other way

    def _make_behind(self) -> None:
        self._behind, self._since = Thread(target=self._work, daemon=True), {}
        self._is_wanted = False
        self._behind.start()

    def _work(self) -> None:
        with self._context.scope(cleanup=False):
            try:
                self._made = self._make()
            except Exception as fault:  # noqa: BLE001  # it is raised in MkDocs' thread
                self._made = fault
        with self._server._rebuild_cond:  # noqa: SLF001  # as what it watches asks to be called
            self._server._want_rebuild = True  # noqa: SLF001  # likewise
            self._server._rebuild_cond.notify_all()  # noqa: SLF001  # likewise

    def _make(self) -> Served | str:
        """Make the whole site in a folder that is not shown; return it, or what stops it."""
        folders = (folder.name for folder in self._folders)
        self._kept.folder = next(each for each in folders if each != self._server.root)
        try:
            self._build_site()
        except (SystemExit, ClickException) as stopped:  # MkDocs' own: a bug of ours is neither
            if isinstance(stopped.__context__, PluginError):
                return str(stopped.__context__)  # MkDocs has logged it
            stop = phrases.unreadable.format(error=stopped)
            LOG.warning(stop)
            return stop
        return replace(self._kept)

    def _show_what_was_made(self) -> bool:
        """Show the site that was made behind, if one was; tell whether it is so."""
        made = self._made
        if made is None:
            return False
        self._behind = self._made = None
        if isinstance(made, Exception):
            raise made
        self._show(made)
        if self._changes_all:
            self._changes_all = False
            self.reload_all_since = self._server._wanted_epoch  # noqa: SLF001  # there is no other way
        return True

    def _show(self, made: Served | str) -> None:
        """Show a site, and on it what was saved since it was begun; or say what stopped it."""
        if isinstance(made, str):
            self.stop = made
            return
        self.stop = ""
        self._shown = made
        _write(self._since, made.folder)
        self._server.root = made.folder
        if not self._is_wanted:
            self.library = _library(made)


def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="mkdocs_", ignore_cleanup_errors=True)


def _library(kept: Served) -> Library:
    assert kept.page_maker, "a site was made"  # noqa: S101  # for the type checker
    library: Library = kept.page_maker.config[BUILD].site.library
    return library


def _is_story(path: str) -> bool:
    return path.startswith(STORIES) and path.endswith(".md")


def _is_nobodys(path: str) -> bool:
    """Whether it is a hidden file of stories/, as editors leave: the site never reads it."""
    return path.startswith(STORIES) and is_hidden(Path(path).name)


def _write(files: dict[str, bytes], folder: str) -> None:
    for place, content in files.items():
        write_file(f"{folder}/{place}", [content])
