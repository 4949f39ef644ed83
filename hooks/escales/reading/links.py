# SPDX-License-Identifier: EUPL-1.2
"""Find where the links and pictures of a contributed text lead, and note those that may not."""

import posixpath
import re
from collections.abc import Callable, Iterable

from escales.problems.problem import Notes
from escales.reading.body import Body, Link, split_target
from escales.reading.disk import Tree
from escales.reading.picture_paths import is_remote, picture_meant
from escales.words.addresses import uri_of
from escales.words.choices import write_one_of
from escales.words.spelling import mask_emails, nearest

HTTPS = re.compile(r"https://[^\s/.]+\.[^\s/][^\s]*", re.IGNORECASE)
URL_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/")

ELSEWHERE = "Corrigez-le, ou écrivez une adresse https."

# The anchors of the Markdown file at a path; None for a story that left, which has a notice only.
Anchors = Callable[[str], set[str] | None]


def check_links(path: str, body: Body, tree: Tree, anchors: Anchors, notes: Notes) -> list[str]:
    """Return the target of each link: an https address, or a uri of the site ("" when noted)."""
    return [
        _picture(path, link, tree, notes) if link.image else _page(path, link, tree, anchors, notes)
        for link in body.links
    ]


def in_repository(path: str, target: str) -> str:
    """Return the path in the repository of a target written in the file at `path`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _nearest(path: str, file: str, choices: Iterable[str]) -> str | None:
    """Return, as a link from `path`, the file whose name is nearest: its folder says little."""
    names = {posixpath.basename(choice): choice for choice in choices}
    near = nearest(posixpath.basename(file), names)
    if near is None or near == "index.md":
        near = nearest(file, names.values()) if near else None
        return near and posixpath.relpath(near, posixpath.dirname(path))
    return posixpath.relpath(names[near], posixpath.dirname(path))


def _page(path: str, link: Link, tree: Tree, anchors: Anchors, notes: Notes) -> str:
    if HTTPS.fullmatch(link.target):
        return link.target
    if fault := _fault(link.target):
        notes.add(fault, link.line, found=mask_emails(link.target or link.text))
        return ""
    target, anchor = split_target(link.target)
    file = in_repository(path, target) if target else path
    if file not in tree.texts and file not in tree.pictures and file not in tree.assets:
        near = _nearest(path, file, sorted(tree.texts)) if file.endswith(".md") else None
        code = "link-unpublished" if tree.exists(file) else "link-missing"
        expected = write_one_of([], near) or ELSEWHERE
        notes.add(code, link.line, found=link.target, expected=expected)
        return ""
    file_anchors = anchors(file) if anchor else None
    if file_anchors is None:
        return uri_of(file) or ""
    if anchor not in file_anchors:
        near = nearest(anchor, sorted(file_anchors))
        expected = write_one_of([], near and f"{target}#{near}") or ELSEWHERE
        notes.add("link-anchor", link.line, found=link.target, expected=expected)
    return f"{uri_of(file) or ''}#{anchor}"


def _fault(target: str) -> str | None:
    """Return what is wrong in the form of a target that is no https address."""
    spaced = any(char.isspace() for char in target)
    if not target:
        return "link-empty"
    if target.lower().startswith("https:"):
        return "link-spaces" if spaced else "link-incomplete"
    if URL_SCHEME.match(target):
        return "link-scheme"
    return "link-spaces" if spaced else None


def _picture(path: str, link: Link, tree: Tree, notes: Notes) -> str:
    if not link.text:
        notes.add("image-alt", link.line, found=link.target)
    file = in_repository(path, split_target(link.target)[0])
    picture = tree.pictures.get(file)
    if picture is None and (meant := picture_meant(path, link.target, tree.pictures)):
        expected = posixpath.relpath(meant, posixpath.dirname(path))
        notes.add("image-path", link.line, found=link.target, expected=expected)
        return ""
    if is_remote(link.target) or not link.target:
        notes.add("image-remote", link.line, found=link.target)
        return ""
    if picture is None and tree.exists(file):
        notes.add("image-format", link.line, found=link.target)
        return ""
    if picture is None:
        near = _nearest(path, file, sorted(tree.pictures))
        found, expected = link.target, write_one_of([], near)
        notes.add("image-missing", link.line, found=found, expected=expected)
        return ""
    return uri_of(file) or ""
