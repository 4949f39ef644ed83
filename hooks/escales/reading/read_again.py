# SPDX-License-Identifier: EUPL-1.2
"""Read a story again, without the rest of the content."""

import os
import unicodedata
from dataclasses import replace

from escales.problems.problem import Notes
from escales.reading.disk import FileKind, Tree, read_file


def read_again(tree: Tree, path: str) -> Tree | None:
    """Return the tree with one of its stories as it is now; None if there was none, or is none."""
    place = next((place for place, each in enumerate(tree.sources) if each.path == path), None)
    entry = _entry(tree, path)
    if place is None or entry is None or tree.sources[place].kind is not FileKind.STORY:
        return None
    alone, notes = Tree(tree.root), Notes(path)
    read_file(alone, path, entry, notes)
    return replace(
        tree,
        sources=[*tree.sources[:place], *alone.sources, *tree.sources[place + 1 :]],
        texts=tree.texts - {path} | alone.texts,
        problems=[each for each in tree.problems if each.path != path] + notes.problems,
    )


def _entry(tree: Tree, path: str) -> os.DirEntry[str] | None:
    """Return the file at a path of the tree, however its name is written on the disk."""
    try:
        with os.scandir((tree.root / path).parent) as scanned:
            files = (entry for entry in scanned if entry.is_file(follow_symlinks=False))
            names = ((unicodedata.normalize("NFC", entry.name), entry) for entry in files)
            return next((entry for name, entry in names if path.endswith(f"/{name}")), None)
    except OSError:
        return None
