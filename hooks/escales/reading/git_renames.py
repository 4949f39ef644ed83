# SPDX-License-Identifier: EUPL-1.2
"""Ask git, where there is a history, which content files had another name."""

from collections.abc import Callable, Collection, Iterator
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from escales.reading.disk import FOLDERS
from escales.reading.git import ask_git, names_in

RENAMES = ("-M80%", "--diff-filter=R", "--name-status", "-z", "--no-ext-diff", "--no-textconv")
COMMITS = 300  # the last ones: reading thousands would take longer than the check itself
SAME = 0.8  # of a text, for it to be the same under another name
MOST_GONE = 20
ask = partial(ask_git, seconds=5)


def renames(
    root: Path, texts: Collection[str], read: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield the old and the new path of files, the newest first.

    `texts` are the paths there are, each of which can be `read`.
    A history cut short, or none, says less, and never anything wrong.
    """
    if not (root / ".git").exists():
        return
    yield from _moved_by_hand(root, texts, read)
    yield from _pairs(ask(root, "diff", *RENAMES, "HEAD", "--", *FOLDERS))
    # What was renamed before it was merged never had its old name on the site.
    commits = ask(root, "rev-list", "-n", str(COMMITS), "--first-parent", "--parents", "HEAD")
    with_parent = "".join(f"{' '.join(line.split()[:2])}\n" for line in commits.splitlines())
    listed = ("diff-tree", "--stdin", "-r", "--no-commit-id", *RENAMES, "--", *FOLDERS)
    yield from _pairs(ask(root, *listed, given=with_parent))


def _moved_by_hand(
    root: Path, texts: Collection[str], read: Callable[[str], str]
) -> Iterator[tuple[str, str]]:
    """Yield what git has not been told of: a file gone, and a new one that says the same."""
    gone = names_in(ask(root, "ls-files", "-z", "--deleted", "--", *FOLDERS))
    if not gone or len(gone) > MOST_GONE:
        return
    new = names_in(ask(root, "ls-files", "-z", "--others", "--exclude-standard", "--", *FOLDERS))
    for old in gone:
        lines = ask(root, "show", f":./{old}").splitlines()
        for path in (path for path in new if path in texts):
            if SequenceMatcher(None, lines, read(path).splitlines()).ratio() > SAME:
                yield old, path


def _pairs(listed: str) -> Iterator[tuple[str, str]]:
    names = names_in(listed)  # a score, the old path and the new one, again and again
    yield from zip(names[1::3], names[2::3], strict=False)
