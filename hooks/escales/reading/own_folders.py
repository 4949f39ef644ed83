# SPDX-License-Identifier: EUPL-1.2
"""The folders that the program fills itself: what was committed there, or linked there, is refused.

Nobody reads them in a proposal; the program runs, publishes and empties what they hold.
"""

import os
from collections import defaultdict
from fnmatch import fnmatchcase
from pathlib import Path

from escales.problems.problem import InvalidContent, Notes, Problem
from escales.reading.git import ask_git, names_in
from escales.words.spelling import counted

AT_ROOT = ("build", "site", "voisins")
ANYWHERE = (".cache", ".venv", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info")  # .gitignore
READ = (".cache", ".cache/documents", ".cache/pictures", ".cache/search", *AT_ROOT)
# Whoever owns the repository, and without running anything that its configuration names.
OPTIONS = ("-c", "safe.directory=*", "-c", "core.fsmonitor=false")
LIST = ("--icase-pathspecs", "--glob-pathspecs", "ls-files", "-z", "--")
PATHS = (*AT_ROOT, *(f"**/{name}{below}" for name in ANYWHERE for below in ("", "/**")))
MOST_NAMES = 10


def stop_at_own_folders(root: Path) -> None:
    """Raise InvalidContent before anything of these folders is read, when one is not ours."""
    if problems := check_own_folders(root):
        raise InvalidContent(problems)


def check_own_folders(root: Path) -> list[Problem]:
    """Return a problem for each of these folders that is a link, or that holds committed files."""
    problems: list[Problem] = []
    for path in READ:
        if (root / path).is_symlink():
            notes = Notes(path)
            notes.add("linked-folder", found=path)
            problems += notes.problems
    committed: defaultdict[str, list[str]] = defaultdict(list)
    for path in _committed(root):
        committed[_own_folder(path)].append(path)
    for folder, paths in committed.items():
        notes, more = Notes(paths[0]), len(paths) - MOST_NAMES
        names = ", ".join(f"«\u00a0{path}\u00a0»" for path in paths[:MOST_NAMES])
        others = f" et {counted(more, 'autre fichier', 'autres fichiers')}" if more > 0 else ""
        notes.add("committed-output", folder=folder, found=names + others)
        problems += notes.problems
    return problems


def link_on_the_way(path: Path, root: Path) -> Path | None:
    """Return the first link of the disk on the way to a path, below the repository at `root`."""
    root, way = root.resolve(), Path(os.path.abspath(path))  # noqa: PTH100  # Path follows links
    for step in (*reversed(way.parents), way):
        if step.is_symlink() and (step.parent.resolve() / step.name).is_relative_to(root):
            return step
    return None


def _committed(root: Path) -> list[str]:
    """Return the files of these folders that git knows of, where the content is in git."""
    root = root.resolve()
    if not any((above / ".git").exists() for above in (root, *root.parents)):
        return []
    return names_in(ask_git(root, *OPTIONS, *LIST, *PATHS))


def _own_folder(path: str) -> str:
    """Return the outermost of these folders that a path is in."""
    parts = path.split("/")
    names = [part.casefold() for part in parts]
    depth = next(
        (n for n, name in enumerate(names) if any(fnmatchcase(name, one) for one in ANYWHERE)), 0
    )
    return "/".join(parts[: depth + 1])
