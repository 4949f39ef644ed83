# SPDX-License-Identifier: EUPL-1.2
"""Ask git of the repository that holds the content; where it has no answer, it says nothing."""

import subprocess
from pathlib import Path


def ask_git(root: Path, *command: str, given: str = "", seconds: float | None = None) -> str:
    """Return what git says, or nothing: not installed, no commit yet, another owner, too long."""
    try:
        answer = subprocess.run(  # noqa: S603  # no shell: each path is one argument
            ["git", "-C", str(root), *command],  # noqa: S607  # as the shell of whoever asks finds it
            input=given.encode(),
            capture_output=True,
            check=True,
            timeout=seconds,
        )
    except (FileNotFoundError, subprocess.SubprocessError):
        return ""
    return answer.stdout.decode(errors="replace")


def names_in(answer: str) -> list[str]:
    """Return the names that git lists with the option -z: one may hold anything but a NUL."""
    return answer.split("\0")[:-1]
