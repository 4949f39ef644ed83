# SPDX-License-Identifier: EUPL-1.2
"""What stands beside a scheme and is not read as content: its past versions, and its origin.

`versions/<version>/` keeps a version as it was released, `origine/` the text of a scheme that was
taken from elsewhere, as it was taken.
"""

import re

from escales.problems.problem import Notes
from escales.schema.values import VERSION
from escales.words.addresses import PICTURE
from escales.words.phrases import phrases_of
from escales.words.spelling import SLUG

phrases = phrases_of("reading")

VERSIONS, ORIGIN = "versions", "origine"
SHEET, BEARER, FINGERPRINTS = "index.md", "porteur.md", "fichiers.json"
DOCUMENT = re.compile(rf"kit/{SLUG.pattern}\.md")


def is_kept(path: str) -> bool:
    """Whether a path of the repository is beside a scheme, and no content of today."""
    match path.split("/"):
        case ["schemes", _, "versions" | "origine", *below]:
            return bool(below)
    return False


def check_kept_name(path: str, notes: Notes) -> None:
    """Note a file that has no place in a kept version."""
    if not _has_a_place(path) and not notes.problems:  # one name, one message
        notes.add("unexpected-file", found=path.split("/", 2)[2], expected=phrases.kept)


def _has_a_place(path: str) -> bool:
    match path.split("/"):
        case ["schemes", _, "versions", version, *below]:
            others = {SHEET, BEARER, FINGERPRINTS}
            whole = VERSION.fullmatch(version) is not None
        case ["schemes", _, "origine", *below]:
            others, whole = {SHEET}, True
        case _:
            return False
    name = "/".join(below)
    is_document = DOCUMENT.fullmatch(name) is not None or PICTURE.search(name) is not None
    return whole and (name in others or is_document)
