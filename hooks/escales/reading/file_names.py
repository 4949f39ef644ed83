# SPDX-License-Identifier: EUPL-1.2
"""Find the names of files that a system refuses, and propose another name."""

import os
import re

from escales.words.spelling import slugify

PLAIN_NAME = "un-nom-simple"
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
REFUSED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?|.*[<>:\"|?*\\].*|.*[. ]", re.IGNORECASE
)
# Nearly all names are such, and no system refuses them: reserved ones have four signs at most.
COMMON = re.compile(r"[a-z0-9-]{5,}(?:\.md)?")


def is_refused_by_windows(name: str) -> bool:
    return COMMON.fullmatch(name) is None and REFUSED.fullmatch(name) is not None


def plain_name(name: str) -> str:
    """Return a name that every system can save and show, near this one."""
    stem, suffix = os.path.splitext(name)  # noqa: PTH122  # a name, not a path
    plain, kind = slugify(stem) or PLAIN_NAME, slugify(suffix)
    return f"{plain}{'-bis' if is_refused_by_windows(plain) else ''}{'.' if kind else ''}{kind}"
