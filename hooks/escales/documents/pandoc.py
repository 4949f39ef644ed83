# SPDX-License-Identifier: EUPL-1.2
"""Where pandoc is: the one that its package carries, whose version the lock knows."""

from pathlib import Path


def pandoc_path() -> str:
    """Return its path, whatever else its user installed; ImportError without [documents]."""
    import pypandoc  # noqa: PLC0415  # only with the extra [documents]

    return str(Path(pypandoc.__file__).parent / "files/pandoc")
