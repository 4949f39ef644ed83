# SPDX-License-Identifier: EUPL-1.2
"""Tell a site that was built to its end from one that was not."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from escales.words.phrases import phrases_of

phrases = phrases_of("publishing/exchange")


NEEDED = ("index.html", "404.html")
# What is written last, once there is anything of it: the index of the search.
LAST = {"pagefind": ("pagefind/pagefind-entry.json", "pagefind/questions.json")}
# The hidden files that servers and forges read in a site.
HIDDEN = {".htaccess", ".nojekyll", ".well-known"}
END = b"</html>"
TAIL = 64  # bytes at the end of a page, where it closes


def find_fault(site: Path) -> str | None:
    """Return what is wrong with a built site, in words that end a sentence, or None."""
    needed = [
        *NEEDED,
        *(path for folder in LAST if (site / folder).exists() for path in LAST[folder]),
    ]
    for path in needed:
        if not (site / path).is_file():
            return phrases.missing.format(path=path)
    return next(_faults(site), None)


def find_foreign(site: Path) -> str | None:
    """Return the path of something that no built site holds, or None.

    It is a link, a pipe, a hidden file such as `.git`, another disk, a name that nobody can type.
    """
    disk = site.stat().st_dev
    for path, shown_path, status in _walk(site):
        hidden = path.name.startswith(".") and path.name not in HIDDEN
        mounted = stat.S_ISDIR(status.st_mode) and status.st_dev != disk
        if hidden or mounted or _is_odd(status.st_mode) or not path.name.isprintable():
            return shown_path
    return None


def _faults(site: Path) -> Iterator[str]:
    for path, shown_path, status in _walk(site):
        if _is_odd(status.st_mode):
            yield phrases.foreign.format(path=shown_path)
        elif path.suffix == ".html" and stat.S_ISREG(status.st_mode) and not _closed(path):
            yield phrases.truncated.format(path=shown_path)


def _walk(site: Path) -> Iterator[tuple[Path, str, os.stat_result]]:
    """Yield all that a folder holds, no link followed; raise OSError where it cannot be read."""

    def fail(error: OSError) -> None:
        raise error

    for folder, folders, files in os.walk(site, onerror=fail):
        for name in files + folders:
            path = Path(folder, name)
            yield path, path.relative_to(site).as_posix(), path.lstat()


def _is_odd(mode: int) -> bool:
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _closed(page: Path) -> bool:
    with page.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - TAIL))
        return file.read().rstrip().endswith(END)
