# SPDX-License-Identifier: EUPL-1.2
"""The style sheets of a site's own: the files that they ask for, and the colours that they set."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ASKED = re.compile(r"""url\(\s*["']?(?P<url>[^"')\s]+)|@import\s+["'](?P<sheet>[^"']+)""")
ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
VARIABLE = re.compile(r"(?P<name>--[\w-]+)\s*:\s*(?P<value>[^;}]+)")
SHEET, HELD = ".css", "docs/"
MOST_BYTES = 1_000_000


def read_sheet(root: Path, path: str) -> str:
    """Return a sheet, without its comments; nothing when it is not there, or is a link."""
    file = root / path
    if not file.is_file() or file.is_symlink() or file.stat().st_size > MOST_BYTES:
        return ""
    text = file.read_bytes().decode("utf-8-sig", "replace")
    return COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)


def addresses_of_sheet(text: str) -> Iterator[tuple[str, int]]:
    """Yield each address that a sheet asks for, and its line."""
    for match in ASKED.finditer(text):
        yield match["url"] or match["sheet"], text.count("\n", 0, match.start()) + 1


def variables_of_sheet(text: str) -> dict[str, str]:
    """Return the variables that a sheet sets; the first value of each."""
    found: dict[str, str] = {}
    for match in VARIABLE.finditer(text):
        found.setdefault(match["name"], match["value"].strip())
    return found


def with_files_of_sheets(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Return some files of docs/, with those that sheets among them ask for, and so on."""
    found = set(paths)
    waiting = [path for path in found if path.endswith(SHEET)]
    while waiting:
        sheet = waiting.pop()
        for address, _ in addresses_of_sheet(read_sheet(root, sheet)):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), address))
            path = path.partition("?")[0].partition("#")[0]
            if not ELSEWHERE.match(address) and path.startswith(HELD) and path not in found:
                found.add(path)
                waiting += [path] if path.endswith(SHEET) else []
    return frozenset(found)
