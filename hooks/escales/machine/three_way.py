# SPDX-License-Identifier: EUPL-1.2
"""Bring two changes of one text together, as git does: by its own `git merge-file`."""

import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

SECONDS = 60
MOST_CONFLICTS = 127  # git says no more; beyond, it means that it failed
# Whoever merges, whatever they chose: three lines of signs a conflict, whose end is the reader's.
COMMAND = ("git", "-c", "merge.conflictStyle=merge", "merge-file", "--stdout", "--quiet")


class NoGitError(Exception):
    """Git is not installed, or it could not merge."""


@dataclass(frozen=True, slots=True)
class Labels:
    """How each side is called in the text, where both changed the same lines."""

    ours: str
    base: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    content: bytes
    conflicts: int


def merge(ours: bytes, base: bytes, theirs: bytes, labels: Labels) -> Merged:
    """Return a text with both changes; raise NoGitError.

    Where both changed the same lines, it holds the two wordings between lines of signs. The ends of
    lines are those of `ours`.
    """
    with TemporaryDirectory() as folder:
        names = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for file, text in zip(names, (ours, base, theirs), strict=True):
            file.write_bytes(usual(text))
        named = [word for one in (labels.ours, labels.base, labels.theirs) for word in ("-L", one)]
        try:
            answer = subprocess.run(  # noqa: S603  # no shell: each name is one argument
                [*COMMAND, *named, *map(str, names)],
                capture_output=True,
                check=False,
                timeout=SECONDS,
                cwd=folder,  # outside any repository, whose settings could say otherwise
            )
        except (FileNotFoundError, subprocess.SubprocessError) as error:
            raise NoGitError from error
    if not 0 <= answer.returncode <= MOST_CONFLICTS:
        raise NoGitError
    merged = answer.stdout
    if b"\r\n" in ours:
        merged = merged.replace(b"\n", b"\r\n")
    return Merged(merged, answer.returncode)


def usual(content: bytes) -> bytes:
    """Return a text as it compares with another: without what editors change by themselves."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content  # a picture
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n")).encode()


def is_same(one: bytes | None, other: bytes | None) -> bool:
    """Whether two files say the same, be they there or not."""
    if one is None or other is None:
        return one is other
    return one == other or usual(one) == usual(other)
