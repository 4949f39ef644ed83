# SPDX-License-Identifier: EUPL-1.2
"""Where the content that comes with the engine is: pages that all sites share, schemes to take."""

from pathlib import Path

import escales

INSTALLED = Path(escales.__file__).parent / "shared"  # in a wheel, beside the wings


def engine_root() -> Path:
    """Return the folder that holds the engine's own `docs/` and `schemes/`.

    From a wheel, they were copied there; in the engine's repository, they are those of its site.
    """
    return INSTALLED if INSTALLED.is_dir() else Path(escales.__file__).parents[2]


def locked_libraries() -> Path:
    """Return the list of the libraries that this version was tried with, with their hashes."""
    return engine_root() / "requirements.lock"
