# SPDX-License-Identifier: EUPL-1.2
"""Check the files that settings name: they are there, and nothing in them leaves the site."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, XMLPullParser

from escales.checking.templates import check_templates
from escales.problems.problem import Notes, Problem
from escales.reading.disk import Tree
from escales.reading.icons import icon_file, icon_names
from escales.reading.style_sheets import (
    ELSEWHERE,
    addresses_of_sheet,
    file_meant,
    read_sheet,
    variables_of_sheet,
)
from escales.settings.configuration import CONFIGURATION
from escales.settings.look import Look, SiteFile
from escales.settings.palette import Palette, with_custom_colours
from escales.words.addresses import PICTURE, uri_of
from escales.words.phrases import phrases_of
from escales.words.spelling import nearest

phrases = phrases_of("checking")

RUNS = {"script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler"}
ADDRESSES = {"href", "src"}
PICTURE_WITHIN = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|webp);)", re.IGNORECASE)
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\?xml-stylesheet", re.IGNORECASE)
NAMESPACE = re.compile(r"^\{[^}]*\}")
MOST_BYTES = 200_000  # of an SVG
TOO_LONG = "…"  # what is too long to quote, or cannot be read


def check_look(tree: Tree, look: Look, hooks: Iterable[SiteFile] = ()) -> list[Problem]:
    """Return what is wrong in the files that settings name, and in the site's own templates."""
    notes = Notes(CONFIGURATION)
    known = {*tree.assets, *tree.pictures}
    problems: list[Problem] = []
    for file in look.files:
        if file.path not in known:
            near = nearest(file.path, known)
            expected = phrases.near.format(near=near.removeprefix("docs/")) if near else phrases.add
            found = file.path.removeprefix("docs/")
            notes.add("file-missing", file.line, file.setting, found=found, expected=expected)
    for name, line, setting in look.icons:
        if icon_file(name) is None:
            near = nearest(name, icon_names(name.rpartition("/")[0]))
            expected = phrases.near.format(near=near) if near else phrases.no_icon
            notes.add("file-missing", line, setting, found=name, expected=expected)
    for path in sorted(tree.asked & set(tree.assets)):
        inside = Notes(path)
        for found, line in _refused(tree.root, path):
            inside.add("file-refused", line, found=found)
        for found, line, expected in _missing(tree, path):
            inside.add("file-missing", line, found=found, expected=expected)
        problems += inside.problems
    palette_of(tree.root, look, notes)
    problems += check_templates(tree.root, look)
    return problems + notes.problems + check_before_mkdocs(tree.root, look, hooks)


def check_before_mkdocs(root: Path, look: Look, hooks: Iterable[SiteFile]) -> list[Problem]:
    """Return what is missing that MkDocs asks for before any plugin runs, and tells in English."""
    notes = Notes(CONFIGURATION)
    missing = [
        (hook.line, hook.setting, hook.path, phrases.add)
        for hook in hooks
        if not (root / hook.path).is_file()
    ]
    if look.templates and not (root / look.templates).is_dir():
        folder = look.templates_line, "theme.custom_dir", look.templates, phrases.add_folder
        missing.append(folder)
    for line, setting, found, expected in missing:
        notes.add("file-missing", line, setting, found=found, expected=expected)
    return notes.problems


def _missing(tree: Tree, path: str) -> Iterator[tuple[str, int, str]]:
    """Yield what a sheet asks for that is not published, its line, and what to do.

    Pictures are published as WebP, whatever they were.
    """
    published = {uri_of(each) for each in (*tree.assets, *tree.pictures)}
    sheet = read_sheet(tree.root, path) if path.endswith(".css") else ""
    for address, line in addresses_of_sheet(sheet):
        file = file_meant(path, address)
        if file and file.removeprefix("docs/") not in published:
            as_webp = PICTURE.sub(".webp", address)
            told = phrases.as_webp.format(name=as_webp) if uri_of(file) in published else ""
            yield address, line, told or phrases.add_to_sheet


def palette_of(root: Path, look: Look, notes: Notes) -> Palette:
    """Return the palette, with the colours that the site's own sheets give."""
    variables: dict[str, str] = {}
    for sheet in look.stylesheets:
        variables = variables_of_sheet(read_sheet(root, sheet.path)) | variables
    return with_custom_colours(look.palette, variables, notes)


def _refused(root: Path, path: str) -> Iterator[tuple[str, int]]:
    """Yield what is refused in a file, and its line."""
    if path.endswith(".css"):
        for address, line in addresses_of_sheet(read_sheet(root, path)):
            if ELSEWHERE.match(address):
                yield address, line
    elif path.lower().endswith(".svg"):
        with (root / path).open("rb") as file:
            yield from refused_in_svg(file.read(MOST_BYTES + 1))


def refused_in_svg(content: bytes) -> Iterator[tuple[str, int]]:
    """Yield what of an SVG would run, or ask something of another site.

    Shown as a picture, it does neither; opened by its own address, it would.
    """
    if len(content) > MOST_BYTES:
        yield TOO_LONG, 1
        return
    if declaration := DECLARATION.search(content):
        yield declaration[0].decode(), content.count(b"\n", 0, declaration.start()) + 1
        return
    for address, line in addresses_of_sheet(content.decode("utf-8", "replace")):
        if not PICTURE_WITHIN.match(address):
            yield address, line
    parser: Any = XMLPullParser(["start"])  # which is not typed
    try:
        for line, text in enumerate(content.splitlines(keepends=True), 1):
            parser.feed(text)
            for _, element in parser.read_events():
                yield from ((found, line) for found in _refused_of(element.tag, element.attrib))
        parser.close()
    except (ParseError, ValueError):
        yield TOO_LONG, 1


def _refused_of(tag: object, attributes: dict[str, str]) -> Iterator[str]:
    name = NAMESPACE.sub("", str(tag))
    if name.lower() in RUNS:
        yield f"<{name}>"
    for attribute, value in attributes.items():
        key = NAMESPACE.sub("", attribute).lower()
        if key.startswith("on") or (key in ADDRESSES and not PICTURE_WITHIN.match(value)):
            yield NAMESPACE.sub("", attribute)
