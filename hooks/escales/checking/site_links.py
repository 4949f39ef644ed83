# SPDX-License-Identifier: EUPL-1.2
"""Find where the links of pages written by hand lead, and the entries of the menu."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from escales.checking.block_marks import MARK
from escales.checking.handwritten import addresses_in, ids_in, line_of
from escales.problems.problem import Notes, Problem
from escales.reading.body import split_target
from escales.reading.disk import Tree
from escales.reading.headings import heading_id, headings_of
from escales.reading.links import ELSEWHERE, in_repository
from escales.reading.picture_paths import picture_meant
from escales.settings.extensions import PageExtensions
from escales.settings.rules import MenuEntry
from escales.words.addresses import DOORS_LEAD_TO, LISTS, NEEDED, NO_SCHEME, TELLING, uri_of
from escales.words.choices import write_one_of
from escales.words.spelling import nearest
from escales.words.vocabulary import Block

DOCS = "docs/"
HOME = "docs/index.md"
# What may be an address: only a page with one that leads nowhere is rendered.
TARGET = re.compile(  # of a link, or of its definition: that of a numbered note is a text
    r"(?:\]\(\s*|\[(?!\^)[^\[\]\n]{1,300}\]:\s*)<?(?P<target>[^\s<>()]+)"
)
ELSEWHERE_OR_NOTHING = re.compile(r"#|//|[A-Za-z][A-Za-z0-9+.-]+:")
# Pages of lists, which come and go with the stories; documents and data, made with the site.
NO_PAGE = re.compile(r"/page/[0-9]+\.md$|\.(?!md$|jpe?g$|png$|webp$)\w+$", re.IGNORECASE)
NO_ENTRY = "Corrigez cette ligne, ou retirez-la."

WHOLE = re.compile(r"//|[A-Za-z][A-Za-z0-9+.-]+:")

FENCED = re.compile(r"^[ ]*(`{3,}|~{3,}).*?^[ ]*\1", re.MULTILINE | re.DOTALL)  # never headings

Exists = Callable[[str], bool]
Parts = Callable[[str], frozenset[str] | None]


def check_site_links(
    tree: Tree, menu: Iterable[MenuEntry], extensions: PageExtensions
) -> list[Problem]:
    """Return the links of pages and the entries of the menu that lead nowhere."""
    exists, guess, parts = make_exists(tree), _make_guess(tree), _make_parts(tree, extensions)
    is_heading = _make_is_heading(tree)
    problems: list[Problem] = []
    for path, text in tree.pages.items():
        notes = Notes(path)
        targets = {m["target"] for m in TARGET.finditer(text)}
        dead = {one for one in targets if not _leads(path, one, exists)}
        partly = {one for one in targets - dead if _lacks_part(path, one, is_heading, parts)}
        if dead or partly:
            links = addresses_in(text, extensions)
            _note_dead_links(text, [one for one in links if one[0] in dead], tree, guess, notes)
            found = dict.fromkeys(target for target, _ in links if target in partly)
            _note_dead_anchors(path, found, parts, notes, text)
        problems += notes.problems
    for entry in menu:
        notes = Notes(entry.path)
        if not exists(entry.uri):
            expected = _expected("", guess(entry.uri)) or NO_ENTRY
            notes.add("menu-missing", entry.line, "nav", found=entry.uri, expected=expected)
        problems += notes.problems
    for path in (
        f"{DOCS}{uri}" for uri in needed_pages(tree.pages, with_engine=bool(tree.from_engine))
    ):
        notes = Notes(path)
        if path not in tree.pages and HOME in tree.pages:
            notes.add("page-missing")
        problems += notes.problems
    return problems


def needed_pages(pages: Mapping[str, str], *, with_engine: bool) -> tuple[str, ...]:
    """Return the pages that a site cannot do without; `with_engine` when some come with it.

    A site that takes no story says so on a page of its own, without the ways to tell one.
    """
    telling = pages.get(f"{DOCS}{TELLING}")
    takes_stories = not with_engine or telling is None or f"escales:{Block.DOORS}" in telling
    return (*NEEDED, *(DOORS_LEAD_TO if takes_stories else ()))


def _note_dead_links(
    text: str,
    dead: Iterable[tuple[str, bool]],
    tree: Tree,
    guess: Callable[[str], str | None],
    notes: Notes,
) -> None:
    """Note those that are links to Markdown as well, and not an example in code."""
    path = notes.path
    for target, image in dict.fromkeys(dead):
        line, uri = line_of(text, target), uri_meant(path, target)
        meant = picture_meant(path, target, tree.pictures) if image else None
        if meant:
            expected = posixpath.relpath(_seen_from_docs(meant), posixpath.dirname(path))
            notes.add("image-path", line, found=target, expected=expected)
        elif image:
            notes.add("image-missing", line, found=target, expected=_expected(path, guess(uri)))
        elif not target.startswith("/"):  # noted already
            expected = _expected(path, guess(uri)) or ELSEWHERE
            notes.add("link-missing", line, found=target, expected=expected)


def _make_parts(tree: Tree, extensions: PageExtensions) -> Parts:
    """Return what gives the anchors of a page by hand; None for one that the site fills itself."""

    @cache
    def parts(path: str) -> frozenset[str] | None:
        text = tree.pages.get(path)
        return None if text is None or MARK.search(text) else frozenset(ids_in(text, extensions))

    return parts


def _make_is_heading(tree: Tree) -> Callable[[str, str], bool]:
    """Return what says whether an anchor is that of a plain heading: no page is rendered for it."""

    @cache
    def ids(path: str) -> frozenset[str]:
        text = FENCED.sub("", tree.pages.get(path, ""))
        return frozenset(heading_id(heading.text) for heading in headings_of(text))

    return lambda path, anchor: anchor in ids(path)


def _note_dead_anchors(
    path: str, links: Iterable[str], parts: Parts, notes: Notes, text: str
) -> None:
    """Note the links to a part that its page has not."""
    for target in links:
        file, anchor = split_target(target)
        known = parts(_page(path, file)) or frozenset()
        near = nearest(anchor, sorted(known))
        expected = write_one_of([], near and f"{file}#{near}") or ELSEWHERE
        notes.add("link-anchor", line_of(text, target), found=target, expected=expected)


def _lacks_part(
    path: str, target: str, is_heading: Callable[[str, str], bool], parts: Parts
) -> bool:
    """Whether a target is a part that its page, written by hand, has not."""
    file, anchor = split_target(target)
    page = _page(path, file)
    if not anchor or WHOLE.match(target) or is_heading(page, anchor):
        return False
    return anchor not in (parts(page) or {anchor})


def _page(path: str, file: str) -> str:
    return f"{DOCS}{uri_meant(path, file)}" if file else path


def _file(path: str, target: str) -> str:
    """Return the file of the repository that a target of a page means, be it the page itself."""
    return in_repository(path, split_target(target)[0] or posixpath.basename(path))


def uri_meant(path: str, target: str) -> str:
    """Return what a target of a page means: a uri of the site, or a file of the repository."""
    file = _file(path, target)
    return file.removeprefix(DOCS) if file.startswith(DOCS) else uri_of(file) or file


def _leads(path: str, target: str, exists: Exists) -> bool:
    if ELSEWHERE_OR_NOTHING.match(target):
        return True
    file = _file(path, target)
    return file.startswith(DOCS) and exists(file.removeprefix(DOCS))


def make_exists(tree: Tree) -> Exists:
    """Return what tells whether a page or a picture will be there, by its uri.

    Those that are needed are told once when they are not.
    """
    uris = {*_uris(tree), *needed_pages(tree.pages, with_engine=bool(tree.from_engine)), *LISTS}
    schemes = {uri.split("/")[1] for uri in uris if uri.startswith("dispositifs/")} | {NO_SCHEME}

    def exists(uri: str) -> bool:
        match uri.split("/"):
            case ["recits", "par-categorie" | "par-duree", _, *_]:
                return True
            case ["recits", "par-dispositif", scheme, *_] if scheme != "index.md":
                return scheme in schemes
            case ["dispositifs", scheme, *_] if scheme not in {*schemes, "flux.xml", "flux.json"}:
                return False
        return uri in uris or NO_PAGE.search(uri) is not None

    return exists


def _uris(tree: Tree) -> Iterator[str]:
    for path in tree.texts | set(tree.pictures) | set(tree.assets):
        yield uri_of(path) or path
        if path.startswith(DOCS):
            yield path.removeprefix(DOCS)  # a picture of docs/ by its own name


def _make_guess(tree: Tree) -> Callable[[str], str | None]:
    """Return what guesses once for each missing uri which one was meant, by its name."""

    @cache  # most sites miss none
    def by_name() -> dict[str, str]:
        uris = sorted(_seen_from_docs(path).removeprefix(DOCS) for path in tree.texts)
        return {_name(uri): uri for uri in uris}

    @cache
    def guess(uri: str) -> str | None:
        near = nearest(_name(uri), by_name())
        return by_name()[near] if near else None

    return guess


def _name(uri: str) -> str:
    """Return what tells a page from others: the name of its folder when it opens it."""
    *_, folder, name = ("", *uri.rstrip("/").split("/"))
    return folder if name == "index.md" else name.removesuffix(".md")


def _seen_from_docs(path: str) -> str:
    return path if path.startswith(DOCS) else f"{DOCS}{uri_of(path)}"


def _expected(path: str, near: str | None) -> str:
    if near is None:
        return ""
    folder = posixpath.dirname(path.removeprefix(DOCS))
    return write_one_of([], posixpath.relpath(near, folder or "."))
