# SPDX-License-Identifier: EUPL-1.2
"""Put a built site in an archive that opens without a server: the same bytes for the same site."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from escales.pages.templating import french_date
from escales.publishing.offline.pages import offline_page
from escales.settings.site import Settings
from escales.words.phrases import phrases_of
from escales.words.spelling import slugify

phrases = phrases_of("publishing/offline")

# What only servers, search engines and networks read.
LEFT_OUT = re.compile(
    r"(?:404\.html|robots\.txt|sitemap\.xml(?:\.gz)?|.*\.map|pagefind/.*|assets/cards/.*)"
)
# What browsers refuse to a page that is a file: modules in modules, and requests.
NEEDS_SERVER = re.compile(r"^\s*(?:import|export)\b|\bimport\(|\bfetch\(", re.MULTILINE)
NEVER = re.compile(r"/vendor/")  # they only serve scripts that are left
MODE = 0o100644
UNIX = 3
FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2107, 12, 31)  # that a ZIP file can tell
AS_IT_IS = "surrogateescape"  # a page of another encoding stays as it is


def make_offline(site: Path, folder: Path, settings: Settings, day: date, version: str) -> Path:
    """Write the archive in `folder` and return it."""
    name = phrases.name.format(site=slugify(settings.name) or "site", version=version)
    folder.mkdir(parents=True, exist_ok=True)
    dated = min(max(day, FIRST_DAY), LAST_DAY)
    with TemporaryDirectory(dir=folder) as aside:  # then renamed: no link is followed
        file = Path(aside, f"{name}.zip")
        with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=9) as archive:
            for path, content in _files(site, settings, day, version):
                entry = ZipInfo(f"{name}/{path}", (dated.year, dated.month, dated.day, 0, 0, 0))
                entry.external_attr, entry.create_system = MODE << 16, UNIX
                archive.writestr(entry, content, ZIP_DEFLATED)
        file.chmod(MODE & 0o777)  # it is given to others
        return file.replace(folder / file.name)


def _files(site: Path, settings: Settings, day: date, version: str) -> Iterator[tuple[str, bytes]]:
    french_day, address = french_date(day), settings.address
    text = phrases.text.format(
        site=settings.name.upper(),
        day=french_day,
        version=version,
        address=address or phrases.unknown_address,
    )
    yield phrases.readme, text.replace("\n", "\r\n").encode()  # for the oldest of text editors too
    banner = phrases.banner.format(
        day=french_day, where=phrases.where.format(address=address) if address else ""
    )

    scripts: dict[str, bool] = {}

    def works(path: str) -> bool:
        if path not in scripts:
            scripts[path] = path in paths and not NEVER.search(path) and _works(site / path)
        return scripts[path]

    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    pages = [path for path in paths if path.endswith(".html")]
    for path in (path for path in pages if not LEFT_OUT.fullmatch(path)):
        html = (site / path).read_text(encoding="utf-8", errors=AS_IT_IS)
        yield path, offline_page(html, path, works, banner).encode(errors=AS_IT_IS)
    for path in paths:
        unused = path.endswith((".js", ".html")) and not scripts.get(path)
        if not unused and not LEFT_OUT.fullmatch(path):
            yield path, (site / path).read_bytes()


def _works(script: Path) -> bool:
    """Whether a script works on a page that is a file."""
    return not NEEDS_SERVER.search(script.read_text(encoding="utf-8", errors=AS_IT_IS))
