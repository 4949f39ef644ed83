# SPDX-License-Identifier: EUPL-1.2
"""Write a file so that whoever reads it meanwhile sees the whole of it or nothing."""

import os
from pathlib import Path
from tempfile import mkstemp


def write_whole(path: Path, content: bytes) -> None:
    """Write another file, which only this user may read, then rename it; raise OSError."""
    descriptor, aside = mkstemp(dir=path.parent)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123  # it is a descriptor
            file.write(content)
        os.replace(aside, path)  # noqa: PTH105  # Path.replace does the same
    finally:
        Path(aside).unlink(missing_ok=True)
