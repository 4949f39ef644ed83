# SPDX-License-Identifier: EUPL-1.2
"""The menu of a site that does not write its own: the usual pages that it has, then its own."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from escales.content.library import Library
from escales.words.addresses import LISTS

Menu = list[Any]  # as `nav` of mkdocs.yml

USUAL = Path(__file__).with_name("menu.yml")


def make_menu(library: Library) -> Menu:
    """Return the usual menu, without the pages that the site lacks, and with its own.

    Those come before the last section, the pages of one folder together.
    """
    usual: Menu = yaml.safe_load(USUAL.read_text(encoding="utf-8"))
    known = set(menu_uris(usual))
    sections: dict[str, list[str]] = {}
    for uri, _ in library.own_pages:
        if uri not in known:
            folder, _, _ = uri.rpartition("/")
            sections.setdefault(folder, []).append(uri)
    alone = sections.pop("", [])
    added = [*alone, *({_title(folder): uris} for folder, uris in sorted(sections.items()))]
    *first, last = usual
    exists = {path.removeprefix("docs/") for path in library.pages} | set(LISTS)
    return [*_existing([*first, *added, last], exists)]


def menu_uris(menu: Any) -> Iterator[str]:  # noqa: ANN401  # as YAML reads it
    """Yield the pages that a menu names."""
    match menu:
        case str():
            yield menu
        case list():
            for one in menu:
                yield from menu_uris(one)
        case dict():
            yield from menu_uris(list(menu.values()))


def _existing(menu: Menu, exists: Collection[str]) -> Iterator[Any]:
    for entry in menu:
        match entry:
            case str() if entry in exists:
                yield entry
            case dict():
                (title, below), *_ = entry.items()
                inside = [below] if isinstance(below, str) else below
                match [*menu_uris(left := [*_existing(inside, exists)])]:
                    case [uri]:  # a section of one page is that page
                        yield {title: uri}
                    case [_, *_]:
                        yield {title: left}


def _title(folder: str) -> str:
    words = folder.rpartition("/")[2].replace("-", " ")
    return words[:1].upper() + words[1:]
