# SPDX-License-Identifier: EUPL-1.2
"""Find the picture that a path means when it does not start from the text.

It may start from the root of the site or of a disk, or be the address of a file on a forge.
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from escales.words.addresses import uri_of

# A drive and its letter, or a file of some computer, are no other site.
REMOTE = re.compile(r"(?!file:)[A-Za-z][A-Za-z0-9+.-]+:|//", re.IGNORECASE)
ROOTED = re.compile(r"(?:file:|[A-Za-z]:)?[/\\]|~|.*\\", re.IGNORECASE)

SIGNATURES = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}


@dataclass(frozen=True, slots=True)
class Picture:
    file: Path  # as the disk spells it
    size: int  # bytes
    format: str | None  # as its first bytes tell: jpeg, png, webp


def picture_format(start: bytes) -> str | None:
    """Return the format that the first bytes of a file tell, or None."""
    formats = (name for signature, name in SIGNATURES.items() if start.startswith(signature))
    webp = "webp" if start[:4] == b"RIFF" and start[8:12] == b"WEBP" else None
    return next(formats, webp)


def is_remote(target: str) -> bool:
    """Whether a picture is on another site, as far as its address alone tells."""
    return REMOTE.match(target) is not None


def picture_meant(text: str, target: str, pictures: Iterable[str]) -> str | None:
    """Return the path of the one picture that a text means, whatever the case, or None.

    An address of the web must hold its whole path in the repository, or on the site.
    """
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0]).replace("\\", "/").casefold()
    whole = is_remote(target)
    if not whole and not ROOTED.match(target) and not path.startswith(("stories/", "schemes/")):
        return None
    path = re.sub(r"/(?:\.?/)+", "/", path)
    meant = [picture for picture in pictures if _ends(path, picture)]
    if not meant and not whole:
        name = f"/{posixpath.basename(path)}"
        meant = [picture for picture in pictures if f"/{picture}".casefold().endswith(name)]
    if len(meant) > 1:
        meant = [
            picture for picture in meant if picture.split("/")[0] == text.split("/", maxsplit=1)[0]
        ]
    return meant[0] if len(meant) == 1 else None


def _ends(path: str, picture: str) -> bool:
    """Whether a path ends as that of a picture, or as its address on the site."""
    ways = (picture, uri_of(picture) or picture)
    return any(f"/{path}".endswith(f"/{way.casefold()}") for way in ways)
