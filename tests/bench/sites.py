# SPDX-License-Identifier: EUPL-1.2
"""The sites that are compared: this one, and those that hold the same stories elsewhere."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from bench.content import (
    COLLECTIVITIES,
    Told,
    collectivity_file,
    employer_slug,
    groups_of,
    header,
    story_file,
)
from bench.hugo import write_hugo
from bench.pages import ADDRESS, REPOSITORY, write_stories, write_stubs


def write_escales(root: Path, count: int, *, search: bool = False) -> None:
    """Write this site as it is, with made-up stories in place of its own."""
    (root / "hooks").symlink_to(REPOSITORY / "hooks")
    (root / ".cache").symlink_to(root.parent / "cache")  # documents are kept from build to build
    for folder in ("docs", "schemes"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for number in range(COLLECTIVITIES):
        path = root / f"docs/collectivites/{employer_slug(number)}.md"
        path.write_text(collectivity_file(number), encoding="utf-8")
    write_stories(root / "stories", count, story_file)
    config: dict[str, Any] = {"INHERIT": str(REPOSITORY / "mkdocs.yml"), "site_url": ADDRESS}
    with (REPOSITORY / "tests/engine/site/mkdocs.yml").open("rb") as fixture:
        publisher = yaml_load(fixture)["extra"]["escales"]  # an address asks for it
    config |= {"extra": {"recherche": "oui" if search else "non", "escales": publisher}}
    _write_config(root, config | {"repo_url": f"{ADDRESS}depot", "edit_uri": "edit/main/"})


def write_bare(root: Path, count: int) -> None:
    """Write the least that MkDocs and Material do for such pages, outside the navigation."""
    nav = write_stubs(root)
    write_stories(root / "docs/recits", count, lambda told: header(title=told.title) + told.text)
    _write_config(root, _plain(nav, []))


def write_material(root: Path, count: int) -> None:
    """Write the same with the search that Material brings, in French."""
    nav = write_stubs(root)
    write_stories(root / "docs/recits", count, lambda told: header(title=told.title) + told.text)
    _write_config(root, _plain(nav, [{"search": {"lang": "fr"}}]))


def write_tags(root: Path, count: int) -> None:
    """Write the same with Material's plugin for tags, and its one list of everything.

    As its documentation has it: no `nav`, so that MkDocs makes the navigation of all pages.
    """
    write_stubs(root)
    listing = "# Étiquettes\n\n<!-- material/tags -->\n"
    (root / "docs/etiquettes.md").write_text(listing, encoding="utf-8")
    write_stories(
        root / "docs/recits",
        count,
        lambda told: header(title=told.title, tags=groups_of(told)) + told.text,
    )
    config = _plain([], ["tags"])
    del config["nav"], config["not_in_nav"]
    _write_config(root, config)


def write_blog(root: Path, count: int) -> None:
    """Write the same as posts of Material's blog plugin, with its categories and archive."""
    nav = write_stubs(root)
    (root / "docs/blog").mkdir()
    (root / "docs/blog/index.md").write_text("# Récits\n", encoding="utf-8")
    write_stories(root / "docs/blog/posts", count, _post)
    _write_config(root, _plain([*nav, {"Blog": ["blog/index.md"]}], ["blog"]))


WRITERS: dict[str, Callable[[Path, int], None]] = {
    "nu": write_bare,
    "hugo": write_hugo,
    "escales": write_escales,
    "recherche": partial(write_escales, search=True),
    "material": write_material,
    "tags": write_tags,
    "blog": write_blog,
}


def _post(told: Told) -> str:
    """Put the first section in the lists, as the documentation of the plugin shows."""
    first, *others = told.text.split("\n\n## ")
    facts = header(title=told.title, categories=groups_of(told))
    facts = facts.replace("\n", f"\ndate: {told.published_on}\n", 1)  # the plugin refuses text
    return facts + "\n\n## ".join([f"{first}\n\n<!-- more -->", *others])


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
