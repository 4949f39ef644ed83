# SPDX-License-Identifier: EUPL-1.2
"""How commands end, what they say of a refusal, and where their reports go."""

import sys
from pathlib import Path

OK, PROBLEMS, MISUSE = 0, 1, 2


def refuse(sentence: str) -> int:
    """Say why nothing was done."""
    sys.stderr.write(f"escales : {sentence}\n")
    return MISUSE


def write_new_file(path: Path, text: str) -> None:
    """Write a file that must not be there yet: another one is never touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


def write_report(report: str, output: Path | None) -> None:
    """Write a report to a file, or else on the screen."""
    if output:
        output.write_bytes(report.encode())  # the ends of lines of a CSV are its own
    else:
        sys.stdout.write(report)
