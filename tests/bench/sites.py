# SPDX-License-Identifier: EUPL-1.2
"""The sites that are compared: this one, and those that hold the same stories elsewhere."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
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
from bench.eleventy import build_with_eleventy, write_eleventy
from bench.hugo import write_hugo
from bench.pages import ADDRESS, REPOSITORY, write_stories, write_stubs
from bench.pelican import build_with_pelican, write_pelican
from neighbours import address_of, gathered

SIZES = (0, 300, 1000, 3000, 10_000)  # 0: what a site costs whatever it holds
UP_TO_1000, UP_TO_3000 = SIZES[1:3], SIZES[1:4]
NEIGHBOURS = 20  # of a hub
PEERS = REPOSITORY / ".cache/peers"  # where .ci/peers installs them


def build_with_mkdocs(root: Path, site: Path) -> list[str]:
    return ["mkdocs", "build", "--strict", "-f", str(root / "mkdocs.yml"), "-d", str(site)]


def build_with_hugo(root: Path, site: Path) -> list[str]:
    return ["hugo", "--panicOnWarning", "--source", str(root), "--destination", str(site)]


def build_with_zensical(root: Path, _: Path) -> list[str]:
    """Build in the folder `site` of the root: Zensical takes no other on its command line."""
    return ["build", "-f", str(root / "mkdocs.yml")]


@dataclass(frozen=True, slots=True)
class Site:
    """How a site is written, then built; the numbers of stories to measure, which ones only once.

    A command is a Python module of the checkout and its arguments or, where there is a `program`,
    its arguments alone.
    """

    write: Callable[[Path, int], None]
    sizes: tuple[int, ...]
    once: tuple[int, ...] = ()  # those that take minutes
    command: Callable[[Path, Path], list[str]] = build_with_mkdocs
    program: tuple[str, ...] = ()
    keeps: bool = False  # from a build to the next: so one edited story is measured too

    @property
    def is_missing(self) -> bool:
        return bool(self.program) and not Path(self.program[-1]).exists()


def write_escales(root: Path, count: int, checkout: Path = REPOSITORY) -> None:
    """Write the site of a checkout as it is, with made-up stories in place of its own."""
    (root / "hooks").symlink_to(checkout / "hooks")
    if (root.parent / "cache").exists():
        shutil.copytree(root.parent / "cache", root / ".cache")
    for folder in ("docs", "schemes"):
        shutil.copytree(checkout / folder, root / folder)
    for number in range(COLLECTIVITIES):
        path = root / f"docs/collectivites/{employer_slug(number)}.md"
        path.write_text(collectivity_file(number), encoding="utf-8")
    write_stories(root / "stories", count, story_file)
    config: dict[str, Any] = {"INHERIT": str(checkout / "mkdocs.yml"), "site_url": ADDRESS}
    with (REPOSITORY / "tests/engine/site/mkdocs.yml").open("rb") as fixture:
        publisher = yaml_load(fixture)["extra"]["escales"]  # an address asks for it
    config |= {"extra": {"recherche": "oui", "escales": publisher}}
    _write_config(root, config | {"repo_url": f"{ADDRESS}depot", "edit_uri": "edit/main/"})


def write_hub(root: Path, count: int) -> None:
    """Write this site without any story, with neighbours that tell `count` stories each."""
    write_escales(root, 0)
    gathered(root, NEIGHBOURS, count)
    config = json.loads((root / "mkdocs.yml").read_text(encoding="utf-8"))
    config["extra"]["escales"] |= {"voisins": list(map(address_of, range(NEIGHBOURS)))}
    _write_config(root, config)


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
    _write_tagged(root, count)
    config = _plain([], ["tags"])
    del config["nav"], config["not_in_nav"]
    _write_config(root, config)


def write_zensical(root: Path, count: int) -> None:
    """Write the same with Zensical's own plugin for tags; it makes its search in any case."""
    nav = _write_tagged(root, count)
    config = _plain([*nav, {"Étiquettes": "etiquettes.md"}], ["tags"])
    config["markdown_extensions"] = ["toc", "tables"]  # as MkDocs has them, not its own fifteen
    _write_config(root, config)


def write_blog(root: Path, count: int) -> None:
    """Write the same as posts of Material's blog plugin, with its categories and archive."""
    nav = write_stubs(root)
    (root / "docs/blog").mkdir()
    (root / "docs/blog/index.md").write_text("# Récits\n", encoding="utf-8")
    write_stories(root / "docs/blog/posts", count, _post)
    _write_config(root, _plain([*nav, {"Blog": ["blog/index.md"]}], ["blog"]))


SITES = {
    "nu": Site(write_bare, SIZES),
    "escales": Site(write_escales, SIZES, once=(10_000,), keeps=True),
    "carrefour": Site(write_hub, (1000,), once=(1000,)),
    "material": Site(write_material, (1000, 10_000), once=(10_000,)),
    "tags": Site(write_tags, UP_TO_1000, once=(1000,)),
    "blog": Site(write_blog, UP_TO_1000),
    "hugo": Site(write_hugo, SIZES[1:], command=build_with_hugo),
    "pelican": Site(
        write_pelican,
        UP_TO_3000,
        once=(3000,),
        command=build_with_pelican,
        program=(str(PEERS / "pelican/bin/pelican"),),
    ),
    "zensical": Site(
        write_zensical,
        UP_TO_3000,
        once=(3000,),
        command=build_with_zensical,
        program=(str(PEERS / "zensical/bin/zensical"),),
        keeps=True,
    ),
    "eleventy": Site(
        write_eleventy,
        UP_TO_3000,
        once=(3000,),
        command=build_with_eleventy,
        program=("node", str(PEERS / "node_modules/@11ty/eleventy/cmd.cjs")),
    ),
}


def installed(names: Iterable[str]) -> list[str]:
    return [name for name in names if not SITES[name].is_missing]


def not_measured() -> Iterator[str]:
    """Yield a line for each site whose program is not there."""
    for name, site in SITES.items():
        if site.is_missing:
            yield f"non mesuré   {name} : pas installé ; « make bench » l’installe s’il le peut"


def _write_tagged(root: Path, count: int) -> list[Any]:
    """Write the stories with their tags, and the list of all tags; return the menu without it."""
    nav = write_stubs(root)
    listing = "# Étiquettes\n\n<!-- material/tags -->\n"
    (root / "docs/etiquettes.md").write_text(listing, encoding="utf-8")
    write_stories(
        root / "docs/recits",
        count,
        lambda told: header(title=told.title, tags=groups_of(told)) + told.text,
    )
    return nav


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
