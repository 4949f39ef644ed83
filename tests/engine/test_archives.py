# SPDX-License-Identifier: EUPL-1.2
"""A zip from outside is read whole, or refused for what it is; nothing of it is written by name."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from escales.machine.archives import MOST_FILES, BadArchiveError, read_zip


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(name, text)
    return content.getvalue()


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o120777 << 16
    return entry, target.encode()


def patched(old: bytes, new: bytes, times: int = 2) -> bytes:
    """Return a zip whose names were changed by hand, in both places where it says them."""
    made = zipped((old.decode(), b"x"))
    assert made.count(old) == times
    return made.replace(old, new)


def flagged(bit: int) -> bytes:
    """Return a zip that says of its file what is not so, in both places."""
    made = bytearray(zipped(("a.md", b"x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.index(mark) + at
        (flags,) = struct.unpack_from("<H", made, place)
        struct.pack_into("<H", made, place, flags | bit)
    return bytes(made)


def broken_sum() -> bytes:
    return zipped(("a.md", b"some text")).replace(b"PK\x01\x02", b"PK\x01\x03", 1)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"<html>", "broken"),
    "nothing": (lambda: b"", "broken"),
    "cut": (lambda: zipped(("a.md", b"x" * 5000))[:60], "broken"),
    "spoilt directory": (broken_sum, "broken"),
    "slip": (lambda: zipped(("../a.md", b"x")), "name"),
    "slip within": (lambda: zipped(("schemes/../../a.md", b"x")), "name"),
    "dot": (lambda: zipped(("./a.md", b"x")), "name"),
    "absolute": (lambda: zipped(("/etc/passwd", b"x")), "name"),
    "drive": (lambda: zipped(("c:/a.md", b"x")), "name"),
    "backslash": (lambda: patched(b"a/b.md", b"a\\b.md"), "name"),
    "hidden end": (lambda: patched(b"a.md..", b"a.md\0."), "name"),
    "empty step": (lambda: zipped(("a//b.md", b"x")), "name"),
    "end of Windows": (lambda: zipped(("a./b.md", b"x")), "name"),
    "invisible": (lambda: zipped(("a\u202emd", b"x")), "name"),
    "decomposed": (lambda: zipped(("e\u0301.md", b"x")), "name"),
    "long": (lambda: zipped(("a" * 300, b"x")), "name"),
    "deep": (lambda: zipped(("/".join("abcdefghij"), b"x")), "name"),
    "twice": (lambda: zipped(("a.md", b"x"), ("A.md", b"y")), "twice"),
    "file and folder": (lambda: zipped(("a", b"x"), ("a/b.md", b"y")), "twice"),
    "link": (lambda: zipped(link("a.md", "/etc/passwd")), "link"),
    "locked": (lambda: flagged(0x1), "locked"),
    "crowd": (lambda: zipped(*((f"{n}.md", b"x") for n in range(MOST_FILES + 1))), "crowded"),
    "bomb": (lambda: zipped(("a.md", bytes(30_000_000))), "bomb"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_zip_is_refused_for_what_it_is(name: str) -> None:
    make, reason = HOSTILE[name]
    content = make()

    with pytest.raises(BadArchiveError) as refused:
        read_zip(content)

    assert refused.value.reason == reason


def test_a_zip_is_read_by_path() -> None:
    content = zipped(("schemes/", b""), ("schemes/a/index.md", b"one"), ("é.txt", b"two"))

    assert read_zip(content) == {"schemes/a/index.md": b"one", "é.txt": b"two"}


def test_what_is_too_big_is_not_unpacked_first() -> None:
    content = zipped(("a.md", bytes(range(256)) * 20_000), ("b.md", bytes(200_000_000)))

    tracemalloc.start()
    with pytest.raises(BadArchiveError) as refused:
        read_zip(content, most_bytes=6_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refused.value.reason in {"big", "bomb"}
    assert peak < 30_000_000


def test_the_sizes_of_all_files_count_together() -> None:
    noise = bytes(range(256)) * 100

    with pytest.raises(BadArchiveError) as refused:
        read_zip(zipped(("a.md", noise), ("b.md", noise)), most_bytes=len(noise) + 10)

    assert (refused.value.reason, refused.value.found) == ("big", "b.md")


def test_a_zip_that_lies_about_its_sizes_is_broken() -> None:
    made = bytearray(zipped(("a.md", b"some text" * 40)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", made, made.index(mark) + at, 3)

    with pytest.raises(BadArchiveError) as refused:
        read_zip(bytes(made))

    assert refused.value.reason == "broken"
