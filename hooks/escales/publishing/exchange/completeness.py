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
LAST = {"pagefind": ("pagefind/pagefind-entry.json", "pagefind/recits.json")}
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


def _faults(site: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(site):
        for name in files + folders:
            path = Path(folder, name)
            shown_path = path.relative_to(site).as_posix()
            mode = path.lstat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                yield phrases.foreign.format(path=shown_path)
            elif name.endswith(".html") and stat.S_ISREG(mode) and not _closed(path):
                yield phrases.truncated.format(path=shown_path)


def _closed(page: Path) -> bool:
    with page.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - TAIL))
        return file.read().rstrip().endswith(END)
