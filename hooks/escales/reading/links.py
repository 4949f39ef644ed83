# SPDX-License-Identifier: EUPL-1.2
"""Find where the links and pictures of a contributed text lead, and note those that may not."""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from escales.problems.problem import Notes
from escales.reading.body import Body, split_target
from escales.reading.disk import Tree
from escales.reading.markdown_links import Link
from escales.reading.picture_paths import is_remote, picture_meant
from escales.words.addresses import uri_of
from escales.words.choices import write_one_of
from escales.words.spelling import mask_emails, nearest

HTTPS = re.compile(r"https://[^\s/.]+\.[^\s/][^\s]*", re.IGNORECASE)
# What no address holds: Markdown or HTML would make something else of it.
NO_ADDRESS = re.compile(r"[\\`<>\"^{}|]|&(?:#\w+|[A-Za-z]\w*);|\]\(")
PAIRED = re.compile(r"\([^()]*\)")
URL_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|/")

ELSEWHERE = "Corrigez-le, ou écrivez une adresse https."
MOST_GUESSES = 100  # of what missing targets meant: each is compared with the name of every file

# The anchors of the Markdown file at a path; None for a story that left, which has a notice only.
Anchors = Callable[[str], set[str] | None]


@dataclass(frozen=True, slots=True)
class Destinations:
    """All that links may lead to; what a wrong one meant is guessed once, however many are."""

    tree: Tree
    anchors: Anchors
    files: dict[str, str | None] = field(default_factory=dict)
    anchors_by_file: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def meant_file(self, path: str, file: str, choices: Iterable[str]) -> str | None:
        """Return, as a link from `path`, the file whose name is nearest: its folder says little."""
        if file not in self.files and len(self.files) < MOST_GUESSES:
            names = {posixpath.basename(choice): choice for choice in sorted(choices)}
            near = nearest(posixpath.basename(file), names)
            is_usual = near == "index.md"
            self.files[file] = nearest(file, names.values()) if is_usual else near and names[near]
        near = self.files.get(file)
        return near and posixpath.relpath(near, posixpath.dirname(path))

    def meant_anchor(self, file: str, anchor: str, choices: Iterable[str]) -> str | None:
        guesses = self.anchors_by_file.setdefault(file, {})
        if anchor not in guesses and len(guesses) < MOST_GUESSES:
            guesses[anchor] = nearest(anchor, sorted(choices))
        return guesses.get(anchor)


def check_links(path: str, body: Body, known: Destinations, notes: Notes) -> list[str]:
    """Return the target of each link: an https address, or a uri of the site ("" when noted)."""
    return [
        _picture(path, link, known, notes) if link.image else _page(path, link, known, notes)
        for link in body.links
    ]


def in_repository(path: str, target: str) -> str:
    """Return the path in the repository of a target written in the file at `path`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target))


def _page(path: str, link: Link, known: Destinations, notes: Notes) -> str:
    if HTTPS.fullmatch(link.target) and not NO_ADDRESS.search(link.target):
        return _web_address(link.target)
    if fault := _fault(link.target):
        notes.add(fault, link.line, found=mask_emails(link.target or link.text))
        return ""
    target, anchor = split_target(link.target)
    file, tree = in_repository(path, target) if target else path, known.tree
    if file not in tree.texts and file not in tree.pictures and file not in tree.assets:
        near = known.meant_file(path, file, tree.texts) if file.endswith(".md") else None
        code = "link-unpublished" if tree.exists(file) else "link-missing"
        expected = write_one_of([], near) or ELSEWHERE
        notes.add(code, link.line, found=link.target, expected=expected)
        return ""
    file_anchors = known.anchors(file) if anchor else None
    if file_anchors is None:
        return uri_of(file) or ""
    if anchor not in file_anchors:
        near = known.meant_anchor(file, anchor, file_anchors)
        expected = write_one_of([], near and f"{target}#{near}") or ELSEWHERE
        notes.add("link-anchor", link.line, found=link.target, expected=expected)
    return f"{uri_of(file) or ''}#{anchor}"


def _web_address(target: str) -> str:
    """Return an address without the signs that Markdown may take for the end of it."""
    target = target.replace("'", "%27")
    alone = PAIRED.sub("", target)
    if "(" in alone or ")" in alone:
        target = target.replace("(", "%28").replace(")", "%29")
    return target


def _fault(target: str) -> str | None:
    """Return what is wrong in the form of a target that is no https address."""
    spaced = any(char.isspace() for char in target)
    if not target:
        return "link-empty"
    if target.lower().startswith("https:"):
        if spaced:
            return "link-spaces"
        return "link-unread" if NO_ADDRESS.search(target) else "link-incomplete"
    if URL_SCHEME.match(target):
        return "link-scheme"
    return "link-spaces" if spaced else None


def _picture(path: str, link: Link, known: Destinations, notes: Notes) -> str:
    if not link.text:
        notes.add("image-alt", link.line, found=link.target)
    file, tree = in_repository(path, split_target(link.target)[0]), known.tree
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
        near = known.meant_file(path, file, tree.pictures)
        found, expected = link.target, write_one_of([], near)
        notes.add("image-missing", link.line, found=found, expected=expected)
        return ""
    return uri_of(file) or ""
