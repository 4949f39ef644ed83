# SPDX-License-Identifier: EUPL-1.2
"""Put beside a site's own content what it takes of the engine's: shared pages and schemes.

A file of the site replaces one of the same address. What the site does without is linked to no
more: the other shared texts then say the same without it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from escales.checking.handwritten import split_page
from escales.checking.site_links import (
    ELSEWHERE_OR_NOTHING,
    HOME,
    make_exists,
    needed_pages,
    uri_meant,
)
from escales.checking.taken import with_taken_schemes
from escales.content.library import OwnPage
from escales.problems.problem import Notes
from escales.reading.absent_links import LINK, without_links
from escales.reading.body import read_body, split_target
from escales.reading.disk import FileKind, SourceFile, Tree, read_tree
from escales.reading.engine_content import engine_root
from escales.schema.publisher import ABSENT_PAGES, TAKEN_SCHEMES
from escales.settings.engine_content import ChosenContent
from escales.settings.rules import Rules
from escales.words.addresses import uri_of, url_of
from escales.words.choices import either
from escales.words.spelling import nearest

YES = "oui"
TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
FOLDERS = ("schemes", "docs")
A_PAGE = "le chemin d’une page commune, comme «\u00a0ecoconception.md\u00a0»"
ONE_OF_ITS_OWN = "plutôt votre propre page, «\u00a0docs/{uri}\u00a0»\u00a0: d’autres y mènent"

T = TypeVar("T")


def read_content(root: Path, rules: Rules) -> Tree:
    """Read what a site publishes: its own files, and those that it takes of the engine's."""
    tree = read_tree(root, asked=rules.look.paths)
    return with_taken_schemes(with_engine_content(tree, rules.chosen) if rules.chosen else tree)


def with_engine_content(tree: Tree, chosen: ChosenContent) -> Tree:
    """Return the tree with the shared pages, the chosen schemes and whoever bears these.

    A choice that names nothing is noted, at its line of the configuration.
    """
    engine, notes = read_tree(engine_root(), FOLDERS), Notes(chosen.file)
    shared = _shared_pages(engine)
    absent = _without(shared, chosen, needed_pages(tree.pages, with_engine=True), notes)
    schemes = _taken(engine, chosen, notes)
    taken = {*(set(shared) - absent), *_files_of(schemes, engine)} - set(_replaced(engine, tree))
    merged = replace(
        tree,
        sources=_in_order(tree.sources, engine.sources, taken),
        pages=_merge(tree.pages, engine.pages, taken),
        pictures=_merge(tree.pictures, engine.pictures, taken),
        assets=_merge(tree.assets, engine.assets, taken),
        kept=_merge(tree.kept, engine.kept, taken),
        texts=tree.texts | (engine.texts & taken),
        problems=[*tree.problems, *notes.problems],
        from_engine=frozenset(taken),
    )
    return _without_dead_links(merged, engine)


def own_pages(tree: Tree) -> Iterator[OwnPage]:
    """Yield the pages that only this site has, its home apart."""
    engine = read_tree(engine_root(), FOLDERS).pages if tree.from_engine else {}
    for path, text in tree.pages.items():
        header, body, _ = split_page(text, Notes(path))
        facts = header.values if header else {}
        if path not in engine and path != HOME and not _says_shared(facts):
            title = facts.get("title") or next(iter(TITLE.findall(body)), path)
            yield OwnPage(path.removeprefix("docs/"), str(title))


def _says_shared(facts: Mapping[str, object]) -> bool:
    return str(facts.get("commune", "")).strip().casefold() == YES


def _is_shared(page: str) -> bool:
    header, _, _ = split_page(page, Notes(""))
    return header is not None and _says_shared(header.values)


def _shared_pages(engine: Tree) -> list[str]:
    """Return the paths of all that is shared of docs/, with the files for editors."""
    pages = [path for path, text in engine.pages.items() if _is_shared(text)]
    agreement = [each.path for each in engine.sources if each.kind is FileKind.AGREEMENT]
    return [*pages, *agreement, *engine.assets]


def _without(
    shared: Iterable[str], chosen: ChosenContent, needed_uris: Collection[str], notes: Notes
) -> set[str]:
    """Return the paths that the site leaves out, each named, or by its folder."""
    uris = {path.removeprefix("docs/"): path for path in shared}
    absent: set[str] = set()
    for found, line in chosen.absent.items():
        name = found.removeprefix("docs/").rstrip("/")
        below = [uri for uri in uris if uri == name or uri.startswith(f"{name}/")]
        expected = ""
        if needed := next((uri for uri in below if uri in needed_uris), None):
            expected = ONE_OF_ITS_OWN.format(uri=needed)
        elif not below:
            near = nearest(name, uris)
            expected = f"«\u00a0{near}\u00a0»" if near else A_PAGE
        if expected:
            notes.add("bad-setting", line, ABSENT_PAGES, found=found, expected=expected)
        absent |= {uris[uri] for uri in below if uri not in needed_uris}
    return absent


def _taken(engine: Tree, chosen: ChosenContent, notes: Notes) -> list[SourceFile]:
    """Return the sheets of the schemes that the site takes."""
    sheets = {each.slug: each for each in engine.sources if each.kind is FileKind.SCHEME}
    for found, line in chosen.schemes.items():
        if found not in sheets:
            expected = either([f"«\u00a0{slug}\u00a0»" for slug in sorted(sheets)])
            notes.add("bad-setting", line, TAKEN_SCHEMES, found=found, expected=expected)
    return [sheet for slug, sheet in sheets.items() if slug in chosen.schemes]


def _files_of(schemes: Iterable[SourceFile], engine: Tree) -> Iterator[str]:
    """Yield the paths of some schemes, and those of the employers that bear them."""
    paths = [*(source.path for source in engine.sources), *engine.pictures, *engine.kept]
    for sheet in schemes:
        yield from (path for path in paths if path.startswith(f"schemes/{sheet.slug}/"))
        header, _, _ = split_page(sheet.text, Notes(sheet.path))
        bearer = str(header.values.get("porteur", "")) if header else ""
        yield from (path for path in paths if path == f"docs/collectivites/{bearer}.md")


def _replaced(engine: Tree, tree: Tree) -> Iterator[str]:
    """Yield the paths of the engine that give way: the site has the same address, or the scheme."""
    own = {url_of(uri_of(path) or path) for path in (*tree.texts, *tree.pictures, *tree.assets)}
    schemes = {each.scheme for each in tree.sources if each.kind is FileKind.SCHEME}
    for path in (*engine.texts, *engine.pictures, *engine.assets, *engine.kept):
        in_scheme = path.startswith("schemes/") and path.split("/")[1] in schemes
        if in_scheme or url_of(uri_of(path) or path) in own:
            yield path


def _in_order(
    own: Iterable[SourceFile], engine: Iterable[SourceFile], taken: set[str]
) -> list[SourceFile]:
    all_sources = [*own, *(source for source in engine if source.path in taken)]
    return sorted(all_sources, key=lambda source: source.path)


def _merge(own: Mapping[str, T], engine: Mapping[str, T], taken: set[str]) -> dict[str, T]:
    shared = {path: each for path, each in engine.items() if path in taken}
    return dict(sorted({**own, **shared}.items()))


def _without_dead_links(tree: Tree, engine: Tree) -> Tree:
    """Return the tree whose shared texts lead only to what there is."""
    was_there, is_there = make_exists(engine), make_exists(tree)

    @cache
    def anchors(path: str) -> set[str]:
        return set(read_body(tree.pages[path], 1, Notes(path)).ids)

    def mend(path: str, text: str) -> str:
        def is_absent(target: str) -> bool:
            if ELSEWHERE_OR_NOTHING.match(target):
                return False
            uri = uri_meant(path, target)
            return was_there(uri) and not is_there(uri)

        def with_known_anchor(match: re.Match[str]) -> str:
            file, anchor = split_target(match["target"])
            page = f"docs/{uri_meant(path, file)}" if file else ""
            if page not in tree.pages or page in tree.from_engine or anchor in anchors(page):
                return match[0]
            return f"[{match['said']}]({file})"

        return LINK.sub(with_known_anchor, without_links(text, is_absent))

    def mended(path: str, text: str) -> str:
        return mend(path, text) if path in tree.from_engine else text

    sources = [replace(each, text=mended(each.path, each.text)) for each in tree.sources]
    pages = {path: mended(path, text) for path, text in tree.pages.items()}
    return replace(tree, sources=sources, pages=pages)
