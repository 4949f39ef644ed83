# SPDX-License-Identifier: EUPL-1.2
"""Let a site be read from an archive or a forge, where `x/` does not open `x/index.html`.

Arguments: the folder of the site and, to say what to open first, the commit that it differs from.
Only links between pages change; scripts stay as they are. Prints the page to open.
"""

import subprocess
import sys
from pathlib import Path

from escales.publishing.offline.pages import link_to_index_files
from escales.words.addresses import uri_of, url_of


def first_page(site: Path, base: str) -> str:
    """Return the page of the first file that changed since a commit, or the home page."""
    command = ["git", "-c", "safe.directory=*", "-c", "core.quotePath=false", "diff", "--name-only"]
    command += [base, "HEAD"]
    told = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  # git, as the pipelines call it
    pages = (
        f"{url_of(uri)}index.html" for path in told.stdout.splitlines() if (uri := uri_of(path))
    )
    return next((page for page in pages if (site / page).is_file()), "index.html")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for file in folder.rglob("*.html"):
        file.write_text(link_to_index_files(file.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(first_page(folder, sys.argv[2]) if sys.argv[2:] else "index.html")
