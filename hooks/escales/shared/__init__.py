# SPDX-License-Identifier: EUPL-1.2
"""What every site shares: the pages of docs/, the schemes, the libraries that were tried.

They stand at the root of this repository; setup.py has the wheel carry them in this folder.
"""

from pathlib import Path

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]  # of this engine, when it is not installed as a wheel


def shared_root() -> Path:
    """Return the folder that holds docs/ and schemes/."""
    return HERE if (HERE / "docs").is_dir() else REPOSITORY


def locked_libraries() -> Path:
    """Return the list of the libraries that this version was tried with, with their hashes."""
    return shared_root() / "requirements.lock"
