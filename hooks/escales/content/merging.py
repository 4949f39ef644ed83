# SPDX-License-Identifier: EUPL-1.2
"""Bring together, file by file, what changed at the origin of a scheme and what changed here."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from escales.machine.three_way import Merged, is_same

Files = Mapping[str, bytes]  # by their path below the folder of the scheme
Merge = Callable[[bytes, bytes, bytes], Merged]  # ours, base, theirs


class Verdict(Enum):
    """What becomes of a file, and why."""

    SAME = auto()  # nobody changed it, or both did alike
    THEIRS = auto()  # changed there alone
    ADDED = auto()  # new there
    REMOVED = auto()  # removed there, unchanged here
    OURS = auto()  # changed, added or removed here alone
    MERGED = auto()  # both changed it, not the same lines
    CONFLICT = auto()  # both changed the same lines: two wordings are left to choose from
    KEPT = auto()  # removed there, changed here: it stays
    LEFT_OUT = auto()  # removed here, changed there: it stays away
    TWO_PICTURES = auto()  # both changed a picture: ours stays


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file after the merge: `content` is None when it is not there.

    `path` is its path then, `before` the one that it has here today, and `conflicts` how many
    places have two wordings.
    """

    path: str
    before: str
    verdict: Verdict
    content: bytes | None
    conflicts: int = 0

    @property
    def is_renamed(self) -> bool:
        return self.path != self.before


def bring_together(  # noqa: PLR0913  # three sides, and how each pair is told and merged
    base: Files,
    ours: Files,
    theirs: Files,
    merge: Merge,
    *,
    renamed_there: Mapping[str, str],
    renamed_here: Mapping[str, str],
) -> Iterator[Outcome]:
    """Yield what becomes of each file, by path; `renamed_*` give the new path of each old one."""
    base = _renamed(_renamed(base, renamed_there), renamed_here)
    before = {renamed_there.get(path, path): path for path in ours}
    ours, theirs = _renamed(ours, renamed_there), _renamed(theirs, renamed_here)
    for path in sorted({*base, *ours, *theirs}):
        b, o, t = base.get(path), ours.get(path), theirs.get(path)
        yield _outcome(path, before.get(path, path), (b, o, t), merge)


def _renamed(files: Files, names: Mapping[str, str]) -> Files:
    """Return files under their new names, but where another file has that name."""
    return {
        (names[path] if path in names and names[path] not in files else path): content
        for path, content in files.items()
    }


def _outcome(
    path: str,
    before: str,
    sides: tuple[bytes | None, bytes | None, bytes | None],
    merge: Merge,
) -> Outcome:
    b, o, t = sides
    if is_same(o, t):
        return Outcome(path, before, Verdict.SAME, o)
    if is_same(b, t):
        return Outcome(path, before, Verdict.OURS, o)
    if is_same(b, o):
        verdict = Verdict.ADDED if b is None else Verdict.REMOVED if t is None else Verdict.THEIRS
        return Outcome(path, before, verdict, t)
    if o is None or t is None or not path.endswith(".md"):
        gone = Verdict.LEFT_OUT if o is None else Verdict.KEPT
        return Outcome(path, before, Verdict.TWO_PICTURES if o and t else gone, o)
    merged = merge(o, b or b"", t)
    verdict = Verdict.CONFLICT if merged.conflicts else Verdict.MERGED
    return Outcome(path, before, verdict, merged.content, merged.conflicts)
