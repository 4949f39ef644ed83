# SPDX-License-Identifier: EUPL-1.2
"""The sites that are compared: this one, and three of plain MkDocs that hold the same stories."""

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from bench.content import (
    COLLECTIVITIES,
    Told,
    collectivity_file,
    employer_name,
    employer_slug,
    header,
    stories,
    story_file,
)

REPOSITORY = Path(__file__).parents[2]
ADDRESS = "https://escales.example/"


def write_escales(root: Path, count: int, *, search: bool = False) -> None:
    """Write this site as it is, with made-up stories in place of its own."""
    (root / "hooks").symlink_to(REPOSITORY / "hooks")
    (root / ".cache").symlink_to(root.parent / "cache")  # documents are kept from build to build
    for folder in ("docs", "schemes"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for number in range(COLLECTIVITIES):
        path = root / f"docs/collectivites/{employer_slug(number)}.md"
        path.write_text(collectivity_file(number), encoding="utf-8")
    _write_stories(root / "stories", count, story_file)
    config: dict[str, Any] = {"INHERIT": str(REPOSITORY / "mkdocs.yml"), "site_url": ADDRESS}
    with (REPOSITORY / "tests/site/mkdocs.yml").open("rb") as fixture:
        publisher = yaml_load(fixture)["extra"]["escales"]  # an address asks for it
    config |= {"extra": {"recherche": "oui" if search else "non", "escales": publisher}}
    _write_config(root, config | {"repo_url": f"{ADDRESS}depot", "edit_uri": "edit/main/"})


def write_bare(root: Path, count: int) -> None:
    """Write the least that MkDocs and Material do for such pages, outside the navigation."""
    nav = _write_stubs(root)
    _write_stories(root / "docs/recits", count, lambda told: header(title=told.title) + told.text)
    _write_config(root, _plain(nav, []))


def write_material(root: Path, count: int) -> None:
    """Write the same with the search that Material brings, in French."""
    nav = _write_stubs(root)
    _write_stories(root / "docs/recits", count, lambda told: header(title=told.title) + told.text)
    _write_config(root, _plain(nav, [{"search": {"lang": "fr"}}]))


def write_tags(root: Path, count: int) -> None:
    """Write the same with Material's plugin for tags, and its one list of everything.

    As its documentation has it: no `nav`, so that MkDocs makes the navigation of all pages.
    """
    _write_stubs(root)
    listing = "# Étiquettes\n\n<!-- material/tags -->\n"
    (root / "docs/etiquettes.md").write_text(listing, encoding="utf-8")
    _write_stories(
        root / "docs/recits",
        count,
        lambda told: header(title=told.title, tags=_groups(told)) + told.text,
    )
    config = _plain([], ["tags"])
    del config["nav"], config["not_in_nav"]
    _write_config(root, config)


def write_blog(root: Path, count: int) -> None:
    """Write the same as posts of Material's blog plugin, with its categories and archive."""
    nav = _write_stubs(root)
    (root / "docs/blog").mkdir()
    (root / "docs/blog/index.md").write_text("# Récits\n", encoding="utf-8")
    _write_stories(root / "docs/blog/posts", count, _post)
    _write_config(root, _plain([*nav, {"Blog": ["blog/index.md"]}], ["blog"]))


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "nu": write_bare,
    "escales": write_escales,
    "recherche": partial(write_escales, search=True),
    "material": write_material,
    "tags": write_tags,
    "blog": write_blog,
}


def _post(told: Told) -> str:
    """Put the first section in the lists, as the documentation of the plugin shows."""
    first, *others = told.text.split("\n\n## ")
    facts = header(title=told.title, categories=_groups(told))
    facts = facts.replace("\n", f"\ndate: {told.published_on}\n", 1)  # the plugin refuses text
    return facts + "\n\n## ".join([f"{first}\n\n<!-- more -->", *others])


def _groups(told: Told) -> list[str]:
    """By what readers of this site look for a story too."""
    return [told.category.label, told.band.label, employer_name(told.employer)]


def _write_stories(folder: Path, count: int, write: Callable[[Told], str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for told in stories(count):
        (folder / f"{told.slug}.md").write_text(write(told), encoding="utf-8")


def _write_config(root: Path, config: dict[str, Any]) -> None:
    (root / "mkdocs.yml").write_text(json.dumps(config), encoding="utf-8")  # JSON is YAML too


def _plain(nav: list[Any], plugins: list[Any]) -> dict[str, Any]:
    return {
        "site_name": "Récits",
        "site_url": ADDRESS,
        "theme": {"name": "material", "language": "fr", "font": False},
        "plugins": plugins,
        "nav": nav,
        "not_in_nav": "/recits/*\n/dispositifs/**\n/collectivites/**\n/quel-cadre/**",
        "validation": {
            "omitted_files": "ignore",  # pages by hand link to those that this site makes
            "not_found": "ignore",
            "unrecognized_links": "ignore",
            "anchors": "ignore",
        },
    }


def _write_stubs(root: Path) -> list[Any]:
    """Write the pages that this site has beside its stories, and return its navigation.

    Those written by hand as they are, so that every site has the same to render; an empty page
    where this site makes one.
    """
    shutil.copytree(REPOSITORY / "docs", root / "docs")
    shutil.copytree(REPOSITORY / "schemes", root / "docs/dispositifs")
    nav: list[Any] = yaml_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    for uri in _pages(nav):
        path = root / "docs" / uri
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"# {path.parent.name} {path.stem}\n", encoding="utf-8")
    return nav


def _pages(nav: Any) -> Iterator[str]:  # noqa: ANN401  # as YAML reads it
    match nav:
        case str():
            yield nav
        case list():
            for entry in nav:
                yield from _pages(entry)
        case dict():
            yield from _pages(list(nav.values()))
