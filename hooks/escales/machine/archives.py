# SPDX-License-Identifier: EUPL-1.2
"""Read a zip that came from outside: whole, bounded in every way, or refused."""

import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

MOST_FILES = 500
MOST_BYTES = 40_000_000  # of all files, once unpacked
MOST_RATIO = 200  # unpacked to packed: a text in French never reaches 20
LONGEST_NAME, DEEPEST = 200, 8
BLOCK = 1 << 16
PLAIN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1
SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


class BadArchiveError(Exception):
    """A zip that is not read; `reason` says why in one word, `found` at which name.

    Reasons: broken, crowded, big, name, twice, link, locked, method, bomb.
    """

    def __init__(self, reason: str, found: str = "") -> None:
        super().__init__(f"{reason}: {found}")
        self.reason, self.found = reason, found


def read_zip(
    content: bytes, *, most_files: int = MOST_FILES, most_bytes: int = MOST_BYTES
) -> dict[str, bytes]:
    """Return the files of a zip by their path, with slashes; raise BadArchiveError.

    Nothing of it is ever written by name: sizes are counted as they are unpacked, whatever the
    zip says of them, and no path leads out of the folder where somebody may write it.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > most_files:
                raise BadArchiveError("crowded", str(len(entries)))
            _check_names(entries)
            files: dict[str, bytes] = {}
            left = most_bytes
            for entry in entries:
                if not entry.is_dir():
                    files[entry.filename] = _unpacked(archive, entry, left)
                    left -= len(files[entry.filename])
            return files
    except SPOILT:
        raise BadArchiveError("broken") from None


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse a name that another system would write elsewhere, or over another file."""
    taken = set[str]()
    for entry in entries:
        name = entry.filename.removesuffix("/")
        parts = name.split("/")
        usual = unicodedata.normalize("NFC", name)
        if (
            len(name) > LONGEST_NAME
            or len(parts) > DEEPEST
            or not name.isprintable()
            or usual != name
            # The zip's own name may differ from what Python makes of it: it ends at a NUL.
            or entry.orig_filename != entry.filename
            or any(part.strip(" .") != part or not part for part in parts)
            or set(name) & set('\\:*?"<>|')
        ):
            raise BadArchiveError("name", entry.orig_filename[:LONGEST_NAME])
        if name.casefold() in taken:
            raise BadArchiveError("twice", name)
        taken.add(name.casefold())
        if not _is_plain(entry):
            raise BadArchiveError("link", name)
        if entry.flag_bits & IS_ENCRYPTED:
            raise BadArchiveError("locked", name)
        if entry.compress_type not in PLAIN_METHODS:
            raise BadArchiveError("method", name)
    for name in taken:
        if any(above in taken and not _is_folder(above, entries) for above in _above(name)):
            raise BadArchiveError("twice", name)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a file or a folder, as far as the system that wrote it says."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind in {0, stat.S_IFREG, stat.S_IFDIR}


def _is_folder(name: str, entries: list[zipfile.ZipInfo]) -> bool:
    return any(one.filename.casefold() == f"{name}/" for one in entries)


def _above(name: str) -> Iterator[str]:
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most_bytes: int) -> bytes:
    """Unpack a file by blocks, and stop as soon as it is too much."""
    pieces: list[bytes] = []
    size, most = 0, min(most_bytes, max(BLOCK, entry.compress_size * MOST_RATIO))
    with archive.open(entry) as file:
        while block := file.read(BLOCK):
            size += len(block)
            if size > most:
                raise BadArchiveError("big" if size > most_bytes else "bomb", entry.filename)
            pieces.append(block)
    return b"".join(pieces)
