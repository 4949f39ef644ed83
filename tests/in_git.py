# SPDX-License-Identifier: EUPL-1.2
"""Repositories that tests make: written by nobody, whatever git is told around them."""

import os
import subprocess
from pathlib import Path

AUTHOR = ("-c", "user.name=Essai", "-c", "user.email=essai@escales.example")


def git(folder: Path, *command: str) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    subprocess.run(
        ["git", "-C", str(folder), *AUTHOR, *command], check=True, capture_output=True, env=plain
    )
