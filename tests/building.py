# SPDX-License-Identifier: EUPL-1.2
"""Build a site as its maintainers do, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path


def build(
    site: Path, root: Path, *options: str, builder: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", builder, "build", "--strict", *options]
    return subprocess.run(
        [*command, "-f", str(root / "mkdocs.yml"), "--site-dir", str(site)],
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        check=False,
        capture_output=True,
        text=True,
    )
