# SPDX-License-Identifier: EUPL-1.2
"""Find where the links and pictures of a contributed text lead, and note those that may not."""

import posixpath
import re
from collections.abc import Callable

from escales.addresses import uri_of
from escales.body import Body, Link, split_target
from escales.messages import write_one_of
from escales.problems import Notes
from escales.read import Tree
from escales.spelling import nearest

MAX_PICTURE = 2_000_000  # bytes
HTTPS = re.compile(r"https://[^\s/]+\.[^\s/]+", re.IGNORECASE)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/")

Anchors = Callable[[str], set[str]]  # the anchors of the Markdown file at a path


def check_links(path: str, body: Body, tree: Tree, anchors: Anchors, notes: Notes) -> list[str]:
    """Return the target of each link: an https address, or a uri of the site ("" when noted)."""
    return [
        _picture(path, link, tree, notes) if link.image else _page(path, link, tree, anchors, notes)
        for link in body.links
    ]


def _in_repository(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _relative(path: str, near: str | None) -> str | None:
    return near and posixpath.relpath(near, posixpath.dirname(path))


def _page(path: str, link: Link, tree: Tree, anchors: Anchors, notes: Notes) -> str:
    if HTTPS.match(link.target) and " " not in link.target:
        return link.target
    if not link.target:
        notes.add("link-empty", link.line, found=link.text)
        return ""
    if SCHEME.match(link.target):
        notes.add("link-scheme", link.line, found=link.target)
        return ""
    if any(char.isspace() for char in link.target):
        notes.add("link-spaces", link.line, found=link.target)
        return ""
    target, anchor = split_target(link.target)
    file = _in_repository(path, target) if target else path
    if file not in tree.texts and file not in tree.pictures:
        near = _relative(path, nearest(file, sorted(tree.texts)))
        code = "link-unpublished" if tree.exists(file) else "link-missing"
        notes.add(code, link.line, found=link.target, expected=write_one_of([], near))
        return ""
    if anchor and anchor not in anchors(file):
        near = nearest(anchor, sorted(anchors(file)))
        expected = write_one_of([], near and f"{target}#{near}")
        notes.add("link-anchor", link.line, found=link.target, expected=expected)
    uri = uri_of(file) or ""
    return f"{uri}#{anchor}" if anchor else uri


def _picture(path: str, link: Link, tree: Tree, notes: Notes) -> str:
    if not link.text:
        notes.add("image-alt", link.line, found=link.target)
    if SCHEME.match(link.target) or not link.target:
        notes.add("image-remote", link.line, found=link.target)
        return ""
    file = _in_repository(path, split_target(link.target)[0])
    picture = tree.pictures.get(file)
    if picture is None and tree.exists(file):
        notes.add("image-format", link.line, found=link.target)
        return ""
    if picture is None:
        near = _relative(path, nearest(file, sorted(tree.pictures)))
        found, expected = link.target, write_one_of([], near)
        notes.add("image-missing", link.line, found=found, expected=expected)
        return ""
    if picture.format is None:
        notes.add("image-format", link.line, found=link.target)
    if picture.size > MAX_PICTURE:
        weight, limit = -(-picture.size // 1000), MAX_PICTURE // 1000
        notes.add("image-too-big", link.line, found=link.target, weight=weight, limit=limit)
    return uri_of(file) or ""
