# SPDX-License-Identifier: EUPL-1.2
"""Find the icons that come with Material, by the names that its users know."""

import posixpath
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ICONS, PICTURE = "templates/.icons", ".svg"


@cache
def icons_folder() -> Path:
    """Return where they are: Material is found, not run."""
    found = find_spec("material")
    (place,) = (found.submodule_search_locations if found else None) or ("",)
    return Path(place) / ICONS


def icon_file(name: str) -> Path | None:
    """Return the file of an icon such as "material/library", or None."""
    file = icons_folder() / f"{posixpath.normpath(name)}{PICTURE}"
    return file if file.is_relative_to(icons_folder()) and file.is_file() else None


def icon_names(folder: str) -> list[str]:
    """Return the names of the icons of a folder, such as "material"."""
    files = (icons_folder() / folder).glob(f"*{PICTURE}")
    return sorted(f"{folder}/{file.name.removesuffix(PICTURE)}" for file in files)
