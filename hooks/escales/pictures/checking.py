# SPDX-License-Identifier: EUPL-1.2
"""Check that each picture to publish can be decoded, and report the others."""

import posixpath
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from escales.pictures.pixels import DecodedPicture, RefusedPicture, Size
from escales.pictures.saved import make_decoder
from escales.problems.problem import Notes
from escales.reading.body import split_target
from escales.reading.disk import Tree
from escales.reading.drafts import Draft
from escales.reading.links import in_repository
from escales.reading.picture_paths import Picture

MOST_WEIGHT = 2_000_000  # bytes

PictureUse = tuple[Notes, int, str]  # the notes of a file, a line of it, the target there


def check_pictures(drafts: list[Draft], tree: Tree) -> dict[str, Size]:
    """Return the sizes, by path, of the pictures that the site shows; note those it cannot.

    A fault is noted at each line that shows the picture. Those of docs/ are always decoded, since
    pages written by hand may show them; any other that no text shows is never opened.
    """
    decode, sizes = make_decoder(tree.root), {}
    for path, in_texts in _uses(drafts, tree).items():
        own_notes = Notes(path)  # of a picture that only pages written by hand may show
        uses = in_texts or [(own_notes, 1, posixpath.basename(path))]
        try:
            sizes[path], has_location = _decode(tree.pictures[path], decode)
        except RefusedPicture as refused:
            _note_each(uses, refused.code, refused.values)
        else:
            _note_each(uses if has_location else [], "image-located", {})
        tree.problems += own_notes.problems
    return sizes


def _note_each(uses: list[PictureUse], code: str, values: dict[str, Any]) -> None:
    for notes, line, target in uses:
        notes.add(code, line, found=target, **values)


def _uses(drafts: list[Draft], tree: Tree) -> dict[str, list[PictureUse]]:
    """Return where texts show each picture; those of docs/ are there even when none does."""
    uses: defaultdict[str, list[PictureUse]] = defaultdict(
        list, {path: [] for path in tree.pictures if path.startswith("docs/")}
    )
    for draft in drafts:
        for link in () if draft.has_left else draft.body.links:
            path = in_repository(draft.source.path, split_target(link.target)[0])
            if path in tree.pictures:  # shown, or only linked to
                uses[path].append((draft.notes, link.line, link.target))
    return uses


def _decode(picture: Picture, decode: Callable[[Path], DecodedPicture]) -> DecodedPicture:
    if picture.format is None:
        raise RefusedPicture("image-format")
    if picture.size > MOST_WEIGHT:
        weight, limit = -(-picture.size // 1000), MOST_WEIGHT // 1000
        raise RefusedPicture("image-too-big", weight=weight, limit=limit)
    return decode(picture.file)
