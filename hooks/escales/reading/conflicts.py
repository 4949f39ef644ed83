# SPDX-License-Identifier: EUPL-1.2
"""Find the places where two wordings of one text wait for somebody to choose, as git marks them."""

import re
from collections.abc import Iterator

from escales.problems.problem import Notes

OURS, BETWEEN, THEIRS = "<<<<<<< ", "=======", ">>>>>>> "
ORIGIN = "||||||| "  # before the wording from which both come, which some have git show
MARK = re.compile(r"^(?:<{7} |>{7} )", re.MULTILINE)
LONGEST = 60


def without_conflicts(text: str, notes: Notes) -> str:
    """Note each place, and return the text as it is here, each line where it was.

    The rest is then judged as usual: one cause, one problem.
    """
    if ("<<<<<<<" not in text and ">>>>>>>" not in text) or MARK.search(text) is None:
        return text
    return "\n".join(_own_lines(text.split("\n"), notes))


def _own_lines(lines: list[str], notes: Notes) -> Iterator[str]:
    """Yield the lines of this side; those of marks, and of the other side, are left blank."""
    last, kept, begun = len(lines), True, False
    for number, line in enumerate(lines, start=1):
        if line.startswith(OURS):
            end = next((n for n in range(number, last) if lines[n].startswith(THEIRS)), None)
            here = line.removeprefix(OURS).strip()
            there = lines[end].removeprefix(THEIRS).strip() if end is not None else "…"
            notes.add("two-wordings", number, found=here[:LONGEST], other=there[:LONGEST])
            kept, begun = True, True
            yield ""
        elif line.startswith(THEIRS):
            if not begun:
                notes.add("two-wordings", number, found="…", other=line[8:].strip()[:LONGEST])
            kept, begun = True, False
            yield ""
        elif begun and (line.rstrip() == BETWEEN or line.startswith(ORIGIN)):
            kept = False
            yield ""
        else:
            yield line if kept else ""
