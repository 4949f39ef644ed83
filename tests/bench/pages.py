# SPDX-License-Identifier: EUPL-1.2
"""What every site that is compared holds: the stories, and the pages beside them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from bench.content import Told, stories

REPOSITORY = Path(__file__).parents[2]
MENU = REPOSITORY / "hooks/escales/mkdocs/menu.yml"
ADDRESS = "https://escales.example/"


def write_stories(folder: Path, count: int, write: Callable[[Told], str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for told in stories(count):
        (folder / f"{told.slug}.md").write_text(write(told), encoding="utf-8")


def write_stubs(root: Path) -> list[Any]:
    """Write the pages that this site has beside its stories, and return its navigation.

    Those written by hand as they are, so that every site has the same to render; an empty page
    where this site makes one.
    """
    shutil.copytree(REPOSITORY / "docs", root / "docs")
    shutil.copytree(REPOSITORY / "schemes", root / "docs/dispositifs")
    nav: list[Any] = yaml.load(MENU.read_text(encoding="utf-8"), yaml.CSafeLoader)
    for uri in pages_of(nav):
        path = root / "docs" / uri
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# {path.parent.name} {path.stem}\n", encoding="utf-8")
    return nav


def pages_of(nav: Any) -> Iterator[str]:  # noqa: ANN401  # as YAML reads it
    """Yield the uri of each page of a navigation."""
    match nav:
        case str():
            yield nav
        case list():
            for entry in nav:
                yield from pages_of(entry)
        case dict():
            yield from pages_of(list(nav.values()))


def addresses_of(nav: Any) -> Iterator[str]:  # noqa: ANN401  # as YAML reads it
    """Yield the address of each page of a navigation, from that of the site."""
    for uri in pages_of(nav):
        folder = uri.removesuffix("index.md").removesuffix(".md")
        yield f"{folder}/" if folder and not folder.endswith("/") else folder
